import type { CheckFinding, RetryFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { abortFor } from './aborts.ts'
import { chooseAction, type Action } from './action.ts'
import type { Exits } from './exits.ts'
import type { Imports } from './imports.ts'
import { ERROR_NAME } from './module-exports.ts'
import { refuse, type Refusal } from './refusals.ts'
import { functionOf, type Source } from './source.ts'

/** The planning of one file. */
export interface Planning {
  readonly source: Source
  readonly imports: Imports
  /** For the words of the library that would send the request again. */
  readonly retries: () => readonly RetryFinding[]
}

/** How a branch at a node ends its function. */
export interface Failing {
  /** The function that has to be made async for it. */
  readonly makeAsync: Node | undefined
  /**
   * The statement that fails, without its semicolon.
   *
   * @param made the code that makes a promise of the error, for the name of the class: `from(res)`
   */
  statement(made: string): string | Refusal
}

/** Chooses how a branch at a node fails; the refusal where it can't wait for the body. */
export function failAt(node: Node, exits: Exits, finding: CheckFinding, planning: Planning): Failing | Refusal {
  const { source, imports, retries } = planning
  const action = chooseAction(node, exits, source)
  if (action === undefined) return refuse('not-async')
  return {
    makeAsync: action === 'throw-async' ? functionOf(node, source) : undefined,
    statement: (made) => {
      const name = imports.name(ERROR_NAME)
      if (typeof name !== 'string') return name
      const abort = abortFor(node, finding.range, retries, source)
      return write(`${name}.${made}`, action, (error) => (abort ? abort(error, imports) : error))
    },
  }
}

function write(promise: string, action: Action, wrap: (error: string) => string): string {
  if (action === 'reject') return `return ${promise}.then((error) => Promise.reject(${wrap('error')}))`
  return `throw ${wrap(`await ${promise}`)}`
}
