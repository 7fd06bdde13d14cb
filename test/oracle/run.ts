import type { Answer, World } from './answers.ts'
import { VirtualClock } from './clock.ts'
import { record, type CallKind } from './host.ts'
import { Redirected } from './packages.ts'
import type { Program } from './sandbox.ts'
import { PLACE_HEADER, SCENARIO_HEADER, type ArrivedRequest, type LoopbackServer } from './server.ts'
import { Snapshots, type Snapshot } from './snapshot.ts'

/** Something that a program did, where others can see it. */
export type Effect =
  | { readonly kind: 'request'; readonly request: ArrivedRequest; readonly values: Snapshot }
  | { readonly kind: CallKind; readonly name: string; readonly values: Snapshot }

/** All that can be seen of one run of a program. */
export interface Observation {
  readonly answer: Answer
  readonly completion: 'return' | 'throw' | 'diverges'
  /** What was returned or thrown. */
  readonly value: Snapshot
  /** In order. */
  readonly effects: readonly Effect[]
}

/** What is asked of a run. */
export interface RunOptions {
  readonly answer: Answer
  readonly world: World
  /** Fields that the bodies of failures have on top. */
  readonly says: Readonly<Record<string, unknown>>
  /** Which requests get the answer, see `Scenario`. */
  readonly only: string | undefined
}

const realFetch = globalThis.fetch
const realTimeout = globalThis.setTimeout

/** A program that sends more requests than this, or runs on longer, has no end. */
const REQUESTS = 12
const TIMERS = 200
const MILLISECONDS = 2000

const API = 'https://api.example.com'

/**
 * Runs a program once, against a server that gives one answer. Runs must not overlap: rejections that nobody handles
 * belong to the one that is on.
 */
export async function run(program: Program, server: LoopbackServer, options: RunOptions): Promise<Observation> {
  const effects: (Effect | undefined)[] = []
  const raw = new WeakSet<Response>()
  const snapshots = new Snapshots(raw)
  const clock = new VirtualClock()
  let underWay = 0
  let requests = 0
  let latest: Promise<unknown> = Promise.resolve()

  const scenario = server.open({
    ...options,
    arrived: (place, request) => {
      effects[place] = { kind: 'request', request, values: snapshots.take(named(request)) }
    },
  })
  const call = (kind: CallKind, name: string, values: readonly unknown[]): void => {
    effects.push({ kind, name, values: snapshots.take([...values]) })
  }
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (++requests > REQUESTS) return new Promise<never>(() => {})
    underWay++
    // A request's place is where it was sent, and answers come in that order: a race on the wire must not show.
    const place = effects.push(undefined) - 1
    const earlier = latest
    const answered = (async () => {
      const request = new Request(input instanceof Request ? input : new URL(input, API), init)
      const response = await realFetch(redirected(request, server.origin, scenario, place))
      await response.clone().arrayBuffer()
      return asRaw(response, request.url, raw)
    })()
    latest = answered.catch(() => {})
    try {
      await earlier
      return await answered
    } finally {
      underWay--
    }
  }
  record({ call, fetch: send, sleep: clock.sleep })

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const idle = async (): Promise<void> => {
    do {
      await turn()
      await turn()
    } while (underWay > 0)
  }
  const outside = program.usesPackages
    ? new Redirected({
        api: API,
        origin: server.origin,
        scenario,
        fetch: send,
        isBrowser: program.isForBrowsers,
        send: () => (++requests > REQUESTS ? undefined : effects.push(undefined) - 1),
      })
    : undefined
  const restore = takeRejections((reason) => call('unseen', 'unhandled rejection', [reason]))
  try {
    let end: { completion: 'return' | 'throw'; value: Snapshot } | undefined
    program.start({ fetch: send, clock, log: (name, values) => call('log', name, values) }).then(
      (value) => void (end = { completion: 'return', value: snapshots.take(value) }),
      (reason: unknown) => void (end = { completion: 'throw', value: snapshots.take(reason) }),
    )
    const deadline = Date.now() + MILLISECONDS
    for (let timers = 0; timers < TIMERS && requests <= REQUESTS && Date.now() < deadline; timers++) {
      await idle()
      if (outside) {
        const isBusy = (): boolean => underWay > 0 || server.underWay > 0 || !outside.isQuiet || effects.includes(undefined)
        await quiet(isBusy, () => end !== undefined, () => requests > REQUESTS || Date.now() > deadline)
      }
      if (!clock.advance()) break
    }
    const ended = requests <= REQUESTS && end !== undefined ? end : undefined
    clock.stop()
    await snapshots.settle(idle)
    return {
      answer: options.answer,
      effects: effects.filter((effect) => effect !== undefined),
      ...(ended ?? { completion: 'diverges', value: snapshots.take(undefined) }),
    }
  } finally {
    outside?.restore()
    restore()
    server.close(scenario)
  }
}

/** Looks, of some milliseconds each, at which nothing may be under way before packages are taken to be done: with the program at its end, and before. */
const QUIET_LOOKS = { ended: 2, before: 20 }

async function quiet(isBusy: () => boolean, isEnded: () => boolean, isOver: () => boolean): Promise<void> {
  for (let looks = 0; looks < (isEnded() ? QUIET_LOOKS.ended : QUIET_LOOKS.before) && !isOver(); ) {
    await new Promise((resolve) => realTimeout(resolve, 2))
    looks = isBusy() ? 0 : looks + 1
  }
}

/** The part of a request that the status may have got into. Method and number of requests are compared apart. */
function named({ method, path, body, credentials }: ArrivedRequest): Record<string, unknown> {
  return { method, path, body, credentials }
}

function redirected(request: Request, origin: string, scenario: string, place: number): Request {
  if (!request.url.startsWith(`${API}/`)) throw new TypeError(`fetch failed: ${request.url} is not the API`)
  const headers = new Headers(request.headers)
  headers.set(SCENARIO_HEADER, scenario)
  headers.set(PLACE_HEADER, String(place))
  const { method, body, signal } = request
  return new Request(origin + request.url.slice(API.length), {
    method,
    headers,
    signal,
    ...(body === null ? {} : { body, duplex: 'half' }),
  })
}

/** Marks a response, and its clones, as the server's own. */
function asRaw(response: Response, url: string, raw: WeakSet<Response>): Response {
  raw.add(response)
  Object.defineProperty(response, 'url', { value: url })
  Object.defineProperty(response, 'clone', {
    value: () => asRaw(Response.prototype.clone.call(response), url, raw),
  })
  return response
}

/** Hands rejections that nobody handles to the run; the runner of the tests would take them for its own failures. */
function takeRejections(take: (reason: unknown) => void): () => void {
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', take)
  return () => {
    process.off('unhandledRejection', take)
    for (const listener of others) process.on('unhandledRejection', listener)
  }
}
