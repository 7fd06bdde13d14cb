import type { Answers, Holds } from './answers.ts'

/** Classes of the SDKs that Stainless generates, by status; all extend `APIError`. */
const CLASSES: Readonly<Record<number, string>> = {
  400: 'BadRequestError', 401: 'AuthenticationError', 403: 'PermissionDeniedError', 404: 'NotFoundError', 409: 'ConflictError', 422: 'UnprocessableEntityError',
  429: 'RateLimitError',
}

/** The errors of an SDK that Stainless generates; `more` are the properties and classes that only this one has. */
export function stainlessAnswers(client: string, base: string, more: { readonly properties?: Readonly<Record<string, Holds>>; readonly classes?: Readonly<Record<number, string>>; readonly named?: boolean; readonly noAnswer?: Readonly<Record<string, Holds>> } = {}): Answers {
  const ofStatus = (status: number): string | undefined => more.classes?.[status] ?? (status >= 500 ? 'InternalServerError' : CLASSES[status])
  return {
    client,
    response: {},
    failure: {
      classes: (status) => [ofStatus(status), 'APIError', base].filter((name) => name !== undefined),
      properties: {
        name: more.named ? { from: (status) => ofStatus(status) ?? 'APIError' } : { is: 'Error' }, message: 'words', status: 'status', headers: 'headers', error: 'body',
        ...more.properties,
      },
    },
    noAnswer: {
      classes: ['APIConnectionError', 'APIError', base],
      properties: { name: { is: more.named ? 'APIConnectionError' : 'Error' }, message: 'words', cause: 'object', ...more.noAnswer },
    },
  }
}

/** Methods of its resources: `chat.completions.create`, `models.list`, `post`. */
export const STAINLESS_SENDS = /^(?:get|post|put|patch|delete|request|[a-z]\w*(?:\.[a-z]\w*)+)$/
/** Those that give a stream or nothing from the network. */
export const STAINLESS_SILENT = /(?:^|\.)(?:stream|runTools|webhooks\.\w+|on|once|toString|constructor|bind|call|apply)$/
