/** Reason phrases as servers send them for the statuses that the analysis asks about (IANA HTTP Status Code Registry). */
const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK', 400: 'Bad Request', 401: 'Unauthorized', 402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found', 408: 'Request Timeout',
  409: 'Conflict', 410: 'Gone', 417: 'Expectation Failed', 418: "I'm a Teapot", 421: 'Misdirected Request', 422: 'Unprocessable Entity',
  424: 'Failed Dependency', 426: 'Upgrade Required', 429: 'Too Many Requests', 431: 'Request Header Fields Too Large', 451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
}

/** The reason phrase of a status; empty where it has none. */
export function reasonPhrase(status: number): string {
  return PHRASES[status] ?? ''
}
