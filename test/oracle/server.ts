import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { bodyOf, headersOf, REASON_PHRASES, type Answer, type World } from './answers.ts'

/** One request as it arrived. */
export interface ArrivedRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly body: string
  /** Credentials and payment proofs, by lower-case header name. */
  readonly credentials: Readonly<Record<string, string>>
}

/** What the server is to do for one run of a program. */
export interface Scenario {
  readonly answer: Answer
  readonly world: World
  /** Fields that the bodies of failures have on top. */
  readonly says: Readonly<Record<string, unknown>>
  /**
   * Only requests whose path starts so get the answer; others get a 200. `paid`: only requests with a payment proof get
   * the answer; others get a 402. Undefined: all, but where the answer is a 402, a payment proof gets a 200.
   */
  readonly only: string | undefined
  /** `place` is what the request's `PLACE_HEADER` said. */
  readonly arrived: (place: number, request: ArrivedRequest) => void
}

/** Header by which a request names its scenario. */
export const SCENARIO_HEADER = 'x-oracle-scenario'

/** The scenario of requests that never get an answer. */
export const UNANSWERED = 'unanswered'

/** Header by which a request says where it stands among the effects of its run. */
export const PLACE_HEADER = 'x-oracle-place'

const CREDENTIAL_HEADERS = [
  'authorization',
  'payment-signature',
  'x-payment',
  'payment-authorization',
  'x-cashu',
  'crawler-exact-price',
] as const

/** A request for work that takes a while says so until it was asked this many times. */
const POLLS_UNTIL_DONE = 3

/** Does this request carry a payment proof, as x402 v1 and v2, L402/LSAT, MPP, Cashu NUT-24 or pay per crawl do it? */
export function isPaid({ credentials }: ArrivedRequest): boolean {
  return Object.entries(credentials).some(
    ([name, value]) => name !== 'authorization' || /^(?:L402|LSAT|Payment)\b/i.test(value),
  )
}

/** An HTTP server on 127.0.0.1 that answers each request as its scenario says. */
export class LoopbackServer {
  readonly #server: Server
  readonly #scenarios = new Map<string, { scenario: Scenario; polls: Map<string, number> }>()
  #count = 0
  #open = 0

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<LoopbackServer> {
    const server = createServer()
    const loopback = new LoopbackServer(server)
    server.on('request', (request, response) => {
      if (request.headers[SCENARIO_HEADER] === UNANSWERED) return
      loopback.#open++
      response.once('close', () => loopback.#open--)
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const reply = loopback.#reply(request, Buffer.concat(chunks).toString())
        if (reply === undefined) {
          request.socket.destroy()
          return
        }
        response.sendDate = false
        response.writeHead(reply.status, REASON_PHRASES[reply.status], reply.headers)
        response.end(reply.body)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return loopback
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Requests that have no answer yet. */
  get underWay(): number {
    return this.#open
  }

  /** Takes a scenario in; the answer is the value for `SCENARIO_HEADER`. */
  open(scenario: Scenario): string {
    const name = String(++this.#count)
    this.#scenarios.set(name, { scenario, polls: new Map() })
    return name
  }

  close(name: string): void {
    this.#scenarios.delete(name)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #reply(request: IncomingMessage, body: string) {
    const entry = this.#scenarios.get(String(request.headers[SCENARIO_HEADER]))
    if (entry === undefined) return undefined
    const { scenario, polls } = entry
    const arrived = read(request, body)
    scenario.arrived(Number(request.headers[PLACE_HEADER]), arrived)

    const asked = (polls.get(arrived.path) ?? 0) + 1
    polls.set(arrived.path, asked)
    const answer = answerFor(scenario, arrived)
    if (answer === 'none') return undefined
    if (answer === 204) return { status: answer, headers: { 'x-request-id': `request-${answer}` }, body: '' }

    const context = {
      lastPage: /[?&](?:cursor|after|page=[2-9]|offset=[1-9])/.test(arrived.path),
      finished: !arrived.path.includes('/jobs/') || asked >= POLLS_UNTIL_DONE,
    }
    const said = { ...bodyOf(answer, scenario.world, context), ...(answer >= 400 ? scenario.says : {}) }
    return { status: answer, headers: headersOf(answer), body: JSON.stringify(said) }
  }
}

function answerFor({ answer, only }: Scenario, request: ArrivedRequest): Answer {
  const paid = isPaid(request)
  if (only === 'paid') return paid ? answer : 402
  if (only !== undefined && !request.path.startsWith(only)) return 200
  return answer === 402 && paid ? 200 : answer
}

function read(request: IncomingMessage, body: string): ArrivedRequest {
  const credentials: Record<string, string> = {}
  for (const name of CREDENTIAL_HEADERS) {
    const value = request.headers[name]
    if (value !== undefined) credentials[name] = String(value)
  }
  return { method: request.method ?? 'GET', path: request.url ?? '/', body, credentials }
}
