import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The body of every failure: the shapes that vendors' servers send, in one. */
export const FAILURE_BODY = { error: { message: 'from the server', code: 'body_code', type: 'body_type' }, message: 'from the server' }

/** What SDKs look for in a success, in one. */
const SUCCESS_BODY = {
  ok: true, value: 1, data: { a: 1 }, result: { data: 1 }, id: 'id', object: 'chat.completion', created: 1, model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

/** What a tRPC server says of a failure. */
function trpcFailure(status: number): object {
  const code = status === 402 ? 'PAYMENT_REQUIRED' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'
  return { error: { message: 'from the server', code: -32603, data: { code, httpStatus: status } } }
}

/** A server on 127.0.0.1 that answers `/402/anything` with a 402, and hangs up on `/none`. */
export class StatusServer {
  readonly #server: Server
  /** Requests so far. */
  requests = 0

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<StatusServer> {
    const server = createServer()
    const statusServer = new StatusServer(server)
    server.on('request', (request, response) => {
      statusServer.requests++
      const status = Number(/^\/(\d{3})(?:\/|$|\?)/.exec(request.url ?? '')?.[1])
      request.resume()
      if (Number.isNaN(status)) {
        request.socket.destroy()
        return
      }
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(status < 400 ? SUCCESS_BODY : request.url?.includes('/trpc') ? trpcFailure(status) : FAILURE_BODY))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return statusServer
  }

  /** The address that is answered with a status; undefined: that gets no answer. */
  url(status: number | undefined): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${status ?? 'none'}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
