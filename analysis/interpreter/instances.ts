import type { Node } from '../syntax/estree.ts'
import { nameOf } from '../syntax/nodes.ts'
import { isOkStatus } from './builtins/responses.ts'
import { isInstance } from './classes.ts'
import type { Machine } from './machine.ts'
import type { ObjectData } from './objects.ts'
import { isErrorName } from './texts.ts'
import { boundedId, Carries, carriesOf, join, optionsOf, primitive, unknown, type Single, type Value } from './values.ts'

const ERRORS = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError', 'DOMException'])

/** `left instanceof right`. */
export function isInstanceOf(machine: Machine, left: Value, right: Value): Value {
  return join(optionsOf(left).flatMap((a) => optionsOf(right).map((b) => answer(machine, a, b))))
}

function answer(machine: Machine, value: Single, constructor: Single): Value {
  const told = single(machine, value, constructor)
  if (told !== undefined) return primitive(told)
  const data = machine.object(value)
  // Of which class the error of a client is, its answer says.
  const failure = data?.failure ? data.rest : undefined
  // Another class is another question, and the same question has the same answer.
  const id = boundedId(`${machine.digest(value).id} instanceof ${machine.digest(constructor).id}`)
  // Whether what such a function gives back is of it is for its code to say, and so is which class of another file extends which.
  const isElsewhere = value.kind === 'object' && (constructor.kind === 'closure' || (isOfOtherFile(constructor) && isMadeElsewhere(data)))
  return unknown('instanceof', (failure ? failure.carries : carriesOf(value)) | (isElsewhere ? Carries.handed : Carries.nothing), { id })
}

/** Whether a class of another file has made an object, or one that extends such a class. */
function isMadeElsewhere(data: ObjectData | undefined): boolean {
  return !data?.failure && (data?.builtin?.startsWith('new ') === true || data?.prototype?.kind === 'class')
}

function isOfOtherFile(constructor: Single): boolean {
  return constructor.kind === 'unknown' && constructor.origin !== undefined && constructor.origin.module !== ''
}

function single(machine: Machine, value: Single, constructor: Single): boolean | undefined {
  if (value.kind === 'primitive') return false
  const data = machine.object(value)
  // What is read of a body may be a blob, but no error.
  if (!data) return value.kind === 'unknown' && !(value.isDefined && namesError(constructor)) ? undefined : false
  if (constructor.kind === 'class') return isInstance(machine, data, constructor)
  if (constructor.kind === 'closure' && data.prototype?.kind === 'closure' && data.prototype.node === constructor.node) return true
  if (constructor.kind !== 'unknown' || !constructor.origin) return undefined
  const made = data.prototype?.kind === 'unknown' ? data.prototype.origin : undefined
  if (made?.module === constructor.origin.module && made.path.join() === constructor.origin.path.join()) return true
  // `new ApiError(...)` of another file is an `ApiError`.
  if (data.builtin === `new ${constructor.label}`) return true
  return isInstanceOfExternal(data, constructor.origin.module, constructor.origin.path.at(-1) ?? '')
}

function isInstanceOfExternal(data: ObjectData, module: string, name: string): boolean | undefined {
  if (module === '') return isInstanceOfGlobal(data, name)
  if (data.failure) return data.failure.classes?.includes(name)
  // Whoever brings a `fetch` brings its classes.
  if (data.response && name === 'Response') return true
  // An object of the file may extend a class of another module.
  return data.open ? undefined : false
}

/** Whether a function of another file that is called like a class asks for what was made of that: `isApiError(new ApiErrorWithBody())`. */
export function isGuardOf(machine: Machine, name: string, value: Value): boolean {
  const asked = /^is([A-Z]\w*(?:Error|Exception))$/.exec(name)?.[1]
  return asked !== undefined && optionsOf(value).every((option) => {
    const made = /^new (?:\w+\.)*(\w+)$/.exec(machine.object(option)?.builtin ?? '')?.[1]
    return made !== undefined && (made.startsWith(asked) || made.endsWith(asked))
  })
}

function namesError(constructor: Single): boolean {
  const name = constructor.kind === 'class' ? nameOf((constructor.node['id'] as Node | null) ?? constructor.node) : constructor.kind === 'unknown' ? constructor.label.split('.').at(-1) : undefined
  return isErrorName(name)
}

/** What a guard of another file says of a value, where that is plain: `isError(body)` of a success is false, `isError(error)` true. */
export function isErrorByGuard(machine: Machine, name: string, value: Value): boolean | undefined {
  if (isOfUnseenClient(machine, value)) return true
  const options = optionsOf(value)
  if (options.every((option) => isBodyOfSuccess(machine, option))) return false
  return name === 'isError' && options.every((option) => isErrorName(machine.object(option)?.builtin)) ? true : undefined
}

function isBodyOfSuccess(machine: Machine, value: Single): boolean {
  return value.kind === 'unknown' && value.isDefined === true && (value.carries & Carries.body) !== 0 && machine.asked.ask(isOkStatus)
}

/** Whether it is the error of a client that is not seen, for an answer that came: what else would a guard beside it ask for? */
function isOfUnseenClient(machine: Machine, value: Value): boolean {
  return optionsOf(value).every((option) => {
    const failure = machine.object(option)?.failure
    return failure?.client === 'response' && failure.ask((status) => status !== undefined)
  })
}

function isInstanceOfGlobal(data: ObjectData, name: string): boolean | undefined {
  if (name === 'Object') return true
  if (name === 'Error') return ERRORS.has(data.builtin ?? '') ? true : data.open && !data.response && !data.failure ? undefined : false
  if (name === 'Response') return data.response !== undefined
  if (name === 'Promise') return data.promise !== undefined
  if (name === 'Array') return data.elements !== undefined
  if (data.builtin === name) return true
  return data.open && !data.failure ? undefined : false
}
