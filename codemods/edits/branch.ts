import type { Action } from './action.ts'
import type { ResponseReference } from './response.ts'
import type { Style } from './style.ts'

/** The code of one inserted branch, in the forms that the places for it ask for. */
export interface Branch {
  /** An `if` with braces, without the indentation of its place. */
  lines(style: Style): readonly string[]
  /** The same on one line. */
  line(): string
  /** A `case` of a `switch` over the status. */
  caseLines(style: Style): readonly string[]
  caseLine(): string
  /** A conditional without its last part: `test ? rejection : `. */
  conditional(): string
}

/**
 * Writes the branch for one guard.
 *
 * @param name what the file calls `PaymentRequiredError`
 * @param body the variable that the body was read into before, if it was
 */
export function writeBranch(
  status: number,
  name: string,
  action: Action,
  response: ResponseReference,
  body: string | undefined,
): Branch {
  const { text, maybeAbsent } = response
  const test = `${text}${maybeAbsent ? '?.' : '.'}status === ${status}`
  const argument = body === undefined ? text : `${text}, { body${body === 'body' ? '' : `: ${body}`} }`
  const rejection = `${name}.from(${argument}).then((error) => Promise.reject(error))`
  const statement = action === 'throw' ? `throw await ${name}.from(${argument})` : `return ${rejection}`
  return {
    lines: ({ unit, semicolon }) => [`if (${test}) {`, unit + statement + semicolon, '}'],
    line: () => `if (${test}) ${statement};`,
    caseLines: ({ unit, semicolon }) => [`case ${status}:`, unit + statement + semicolon],
    caseLine: () => `case ${status}: ${statement};`,
    conditional: () => `${test} ? ${rejection} : `,
  }
}
