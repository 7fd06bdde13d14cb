import type { ModelCall } from '../interpreter/machine.ts'
import { Carries, optionsOf, TRUE, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { functionOf } from '../syntax/calls.ts'
import { memberName, nameOf, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { Client } from './client.ts'
import { repeater } from './retry-library.ts'
import { operate, retrying } from './retrying.ts'

/** How findings name them. */
export const OWN_RETRIES = 'retry'

/** `retry`, `withRetry`, `retryAsync`, `fetchWithRetries`, `exponentialBackoff`. */
const NAME = /^_*(?:[a-z][a-zA-Z]*)?(?:[rR]etry|[rR]etries|[rR]etrying|[bB]ack[oO]ff)(?:[A-Z]\w*)?$/
/** Names that have such a word in them, of functions that ask, set, count or wait. */
const OTHER = /^_*(?:on|should|is|can|could|will|has|set|get|add|create|make|build|configure|register|enable|disable|no|max|min|clear|cancel|reset|handle|log|parse|compute|calculate|next|default|update|increment|schedule|count|format|sleep|wait|delay|expect|mock|apply)(?=[A-Z])|(?:able|Errors?|Config|Options?|Policy|Count|Delay|Ms|After|Interval|Times|Limit|State|Status|Headers?|Strategy|Handler|Message|Middleware|Plugin|Exchange|Link|Timer|Provider|Client|Factory)$/

/** The function of the code that a call is given to run. */
function operationOf(args: readonly Value[]): Value | undefined {
  return args.find((arg) => arg.kind === 'closure')
}

/** What it runs may not be seen either, and its answer be used as a response. */
function run(call: ModelCall): Value {
  return (call.machine.outsideRequest(call.site) ?? runOwnRetry)(call)
}

/** What it does is not seen: it may call what it is given again, or not. */
export function runOwnRetry(call: ModelCall): Value {
  const { machine, args, site } = call
  const name = call.origin?.path.at(-1) ?? OWN_RETRIES
  const operation = operationOf(args)
  if (!operation) {
    machine.effect(name, args, 'call')
    return unknown(`${name}()`, args.some((arg) => machine.digest(arg).carries !== Carries.nothing) ? Carries.handed : Carries.nothing)
  }
  return retrying({
    machine,
    site,
    operation: () => operate(call, operation, [unknown('attempt')]),
    // A response it may look at: `fetchEnsuringOk(() => fetch(url))`, or one in what it is given, `{ response }`.
    accepts: (result) => (holdsResponse(machine, result) ? unknown('accepted', Carries.handed) : TRUE),
    calls: 2,
    asks: true,
    unsure: 'condition-not-seen',
  })
}

function holdsResponse(machine: ModelCall['machine'], result: Value): boolean {
  const isResponse = (value: Value): boolean => optionsOf(value).some((option) => machine.object(option)?.response)
  return isResponse(result) || optionsOf(result).some((option) => [...(machine.object(option)?.properties.values() ?? [])].some(isResponse))
}

/** What a module calls the one function that it exports, by its file: `./p-retry/index.js` exports `pRetry`. */
function nameOfModule(module = ''): string {
  const file = module.replace(/(?:\/index)?\.[cm]?[jt]sx?$|\/(?:index|main|default)$/, '').split('/').at(-1) ?? ''
  return file.replaceAll(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Whether a call gives a function of the file. */
function givesFunction(call: Node, tree: ScopeTree): boolean {
  return (call['arguments'] as Node[]).some((argument) => functionOf(argument, tree))
}

function isName(name: string): boolean {
  return NAME.test(name) && !OTHER.test(name)
}

/** Methods that run what they are given, and things that do so again: `retryPolicy.execute(...)`, `this.retrier.run(...)`. */
const RUNS = /^(?:execute|exec|run|call|invoke|perform|attempt|do)(?:Async)?$/
const RETRIES = /retry(?!able|Count)|retrier|retryer|back_?off/i

function isRun(method: string, owner = ''): boolean {
  return RUNS.test(method) && RETRIES.test(owner)
}

/** Whether a call is by its names one of a method that calls again the function of the file that it is given: `this.withRetry(() => ...)`. */
export function namesOwnRetry(call: Node, tree: ScopeTree): boolean {
  const callee = unwrap(call['callee'] as Node)
  const name = memberName(callee)
  if (name === undefined || call.type !== 'CallExpression') return false
  return (isName(name) || isRun(name, nameOf(callee['object'] as Node))) && givesFunction(call, tree)
}

/**
 * Functions of modules that are not seen, and say by their name that they call again what they are given: the project's
 * own `withRetry(() => ...)`. Whether and when they do is not known.
 */
export const ownRetries: Client = {
  name: OWN_RETRIES,
  modules: [],
  modulePattern: /./,
  isNoReason: true,
  functionAt(path, module) {
    const last = path.at(-1) ?? ''
    const name = last === 'default' ? nameOfModule(module) : last
    return isName(name) || isRun(name, path.at(-2)) ? { ...repeater(run), repeatsIf: givesFunction } : undefined
  },
}
