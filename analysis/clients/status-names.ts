import type { Origin } from '../interpreter/values.ts'

/** Client and server error statuses by name (IANA HTTP Status Code Registry, RFC 9110 section 15), and the usual 2xx/3xx. */
const CODES: Readonly<Record<string, number>> = {
  CONTINUE: 100, SWITCHING_PROTOCOLS: 101, PROCESSING: 102, EARLY_HINTS: 103,
  OK: 200, CREATED: 201, ACCEPTED: 202, NON_AUTHORITATIVE_INFORMATION: 203, NO_CONTENT: 204, RESET_CONTENT: 205, PARTIAL_CONTENT: 206,
  MULTI_STATUS: 207, ALREADY_REPORTED: 208, IM_USED: 226,
  MULTIPLE_CHOICES: 300, MOVED_PERMANENTLY: 301, FOUND: 302, MOVED_TEMPORARILY: 302, SEE_OTHER: 303, NOT_MODIFIED: 304, USE_PROXY: 305,
  TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308,
  BAD_REQUEST: 400, UNAUTHORIZED: 401, PAYMENT_REQUIRED: 402, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405, NOT_ACCEPTABLE: 406,
  PROXY_AUTHENTICATION_REQUIRED: 407, REQUEST_TIMEOUT: 408, CONFLICT: 409, GONE: 410, LENGTH_REQUIRED: 411, PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413, CONTENT_TOO_LARGE: 413, REQUEST_TOO_LONG: 413, REQUEST_ENTITY_TOO_LARGE: 413, URI_TOO_LONG: 414, REQUEST_URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415, RANGE_NOT_SATISFIABLE: 416, REQUESTED_RANGE_NOT_SATISFIABLE: 416, EXPECTATION_FAILED: 417, IM_A_TEAPOT: 418, I_AM_A_TEAPOT: 418,
  TEAPOT: 418, MISDIRECTED_REQUEST: 421, MISDIRECTED: 421, UNPROCESSABLE_ENTITY: 422, UNPROCESSABLE_CONTENT: 422, LOCKED: 423, FAILED_DEPENDENCY: 424,
  TOO_EARLY: 425, UPGRADE_REQUIRED: 426, PRECONDITION_REQUIRED: 428, TOO_MANY_REQUESTS: 429, REQUEST_HEADER_FIELDS_TOO_LARGE: 431,
  UNAVAILABLE_FOR_LEGAL_REASONS: 451,
  INTERNAL_SERVER_ERROR: 500, INTERNAL_ERROR: 500, NOT_IMPLEMENTED: 501, BAD_GATEWAY: 502, SERVICE_UNAVAILABLE: 503, GATEWAY_TIMEOUT: 504,
  HTTP_VERSION_NOT_SUPPORTED: 505, VARIANT_ALSO_NEGOTIATES: 506, INSUFFICIENT_STORAGE: 507, LOOP_DETECTED: 508, NOT_EXTENDED: 510,
  NETWORK_AUTHENTICATION_REQUIRED: 511,
}

/** Packages and their objects whose properties are status codes by name; '' is the namespace or the default export. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  'http-status-codes': ['', 'StatusCodes'],
  'http-status': ['', 'status'],
  '@nestjs/common': ['HttpStatus'],
  axios: ['HttpStatusCode'],
  http2: ['constants'],
  'node:http2': ['constants'],
  '@angular/common/http': ['HttpStatusCode'],
  'http-constants': ['codes'],
  'jsr:@std/http/status': ['STATUS_CODE'],
  '@std/http/status': ['STATUS_CODE'],
  '@oak/commons/status': ['Status'],
  'status-code-enum': ['', 'StatusCode'],
  '@tsed/schema': ['StatusCodes'],
  'elysia': ['StatusMap'],
}

/** `PaymentRequired`, `PAYMENT_REQUIRED`, `HTTP_STATUS_PAYMENT_REQUIRED`, `ClientErrorPaymentRequired` to `PAYMENT_REQUIRED`. */
function constantName(name: string): string {
  const upper = /[a-z]/.test(name) ? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase() : name
  return upper.replace(/^(?:HTTP_(?:STATUS_)?|(?:CLIENT|SERVER)_ERROR_|SUCCESS_|REDIRECT_)/, '')
}

/** Names that tables of other files have: `HTTP_STATUS`, `ResponseStatuses`, `StatusCode`. The names of gRPC are like these, and its numbers are not. */
const OWN_TABLE = /(?:http|response)_?(?:status|code)|(?<!rpc_?)status_?codes?/i

/** A module of the project's own that has such names alone, by its file: `./httpStatusCodes`, `../constants/status`. */
const OWN_MODULE = /(?:http[-_]?(?:response[-_]?)?(?:status(?:es)?|codes?)(?:[-_]?codes?)?|status[-_]?codes?|(?:^|\/)status(?:es)?)(?:\.[cm]?[jt]s)?$/i
/** A name that says by itself what it is of: `HTTP_TOO_MANY_REQUESTS`. */
const OWN_NAME = /^HTTP_(?!2_)[A-Z_]+$/

/** The status code that a name of a well-known package stands for, or of a table of another file by its name; else undefined. */
export function statusNamed({ module, path }: Origin): number | undefined {
  const tables = TABLES[module]
  const parts = path[0] === 'default' ? path.slice(1) : path
  const name = parts.at(-1)
  const table = parts.slice(0, -1).join('.')
  if (name === undefined || !(tables ? tables.includes(table) : isOwn(module, table, name))) return undefined
  const constant = constantName(name)
  return Object.hasOwn(CODES, constant) ? CODES[constant] : undefined
}

/** Whether a name of another file is of a table of statuses, or one of statuses that stand there by themselves. */
function isOwn(module: string, table: string, name: string): boolean {
  if (table !== '') return OWN_TABLE.test(table)
  // Orders have a status, too: accepted, processing, found.
  const isPlain = /(?:^|\/)status(?:es)?(?:\.\w+)?$/i.test(module)
  return OWN_NAME.test(name) || (OWN_MODULE.test(module) && !/rpc/i.test(module) && !(isPlain && (CODES[name] ?? 0) < 400))
}
