/** A 402 response and what is to be read from it. */
export interface Sample {
  readonly name: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is when it is text, else as JSON. */
  readonly body?: unknown
  /** What the parsed value must contain. */
  readonly expected: Readonly<Record<string, unknown>>
}

/** The response that a server would send for the sample. */
export function responseOf({ headers = {}, body }: Sample): Response {
  const isText = body === undefined || typeof body === 'string'
  const json = isText ? {} : { 'content-type': 'application/json' }
  return new Response(isText ? (body ?? null) : JSON.stringify(body), { status: 402, headers: { ...json, ...headers } })
}

/** JSON in base64 as x402 has it. */
export function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64')
}

/** JSON in base64url without padding as MPP has it. */
export function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
