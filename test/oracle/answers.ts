/** What the loopback server does with one request: an HTTP status, or `none`: the connection is cut, unanswered. */
export type Answer = number | 'none'

/**
 * What the bodies of failures look like.
 *
 * - `same`: every status has the same fields, so that code which looks at nothing but the body goes on as for 200
 * - `honest`: only failures carry `error` and `errors`, and say `success: false`
 * - `clean`: no body ever speaks of a failure
 */
export type World = 'same' | 'honest' | 'clean'

/** The statuses that every fixture is run for. 408 and 425 stand beside the list because retries name them. */
export const ANSWERS: readonly Answer[] = [
  200, 204, 400, 401, 402, 403, 404, 408, 409, 418, 425, 429, 500, 503, 'none',
]

/** RFC 9110 section 15 reason phrases, and RFC 2324 for 418: what servers of the field send with HTTP/1.1. */
export const REASON_PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  418: "I'm a Teapot",
  425: 'Too Early',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** What a body may depend on beside the status: nothing that a status changes. */
export interface BodyContext {
  /** A query names a cursor, or a page after the first. */
  readonly lastPage: boolean
  /** The work that the client polls for is finished. */
  readonly finished: boolean
}

/**
 * The JSON body of an answer. Its strings end in the status (`name-402`), so that what a program lets out can be told
 * to come from the body, and two runs can be compared with the status masked.
 */
export function bodyOf(status: number, world: World, { lastPage, finished }: BodyContext): Record<string, unknown> {
  const mark = (name: string): string => `${name}-${status}`
  const failed = status >= 400
  const error = { message: mark('message'), code: mark('code'), type: mark('type') }
  const item = { id: mark('item'), name: mark('itemname'), price: 12, active: true }
  const speaksOfFailure = world === 'honest' && failed
  return {
    id: mark('id'),
    name: mark('name'),
    email: mark('email'),
    plan: mark('plan'),
    url: mark('url'),
    text: mark('text'),
    code: mark('code'),
    message: mark('message'),
    items: [item],
    results: [item],
    data: { id: mark('id'), name: mark('name'), items: [item] },
    choices: [{ message: { role: 'assistant', content: mark('content') } }],
    usage: { totalTokens: 7 },
    total: 1,
    balance: 12,
    token: mark('token'),
    access_token: mark('token'),
    expires_in: 3600,
    accepts: [{ scheme: 'exact', network: 'base', maxAmountRequired: '1000', payTo: mark('payee') }],
    success: !speaksOfFailure,
    ok: !speaksOfFailure,
    done: finished && !speaksOfFailure,
    state: speaksOfFailure ? 'failed' : finished ? 'completed' : 'running',
    hasMore: !lastPage,
    nextCursor: lastPage ? null : mark('cursor'),
    next: lastPage ? null : 'https://api.example.com/items?page=2',
    ...(world === 'same' || speaksOfFailure ? { error } : {}),
    ...(speaksOfFailure ? { errors: [error] } : {}),
  }
}

/** The headers of an answer, the same fields for every status; only failures name a time to wait. */
export function headersOf(status: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-request-id': `request-${status}`,
    'www-authenticate': `L402 macaroon="macaroon-${status}", invoice="invoice-${status}"`,
    'payment-required': `requirements-${status}`,
    'x-cashu': `cashu-${status}`,
    'crawler-price': 'USD 0.01',
    ...(status >= 400 ? { 'retry-after': '1' } : {}),
  }
}
