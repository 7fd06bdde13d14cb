import { arrayMethod } from '../interpreter/builtins/arrays.ts'
import { globalFunction } from '../interpreter/builtins/globals.ts'
import { iterated } from '../interpreter/iteration.ts'
import { derivedFrom } from '../interpreter/keys.ts'
import { blurred, gap, isExact, listData } from '../interpreter/lists.ts'
import type { Machine, ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { isVisible, objectData } from '../interpreter/objects.ts'
import { isNullish, isUndefined, join, native, optionsOf, primitive, UNDEFINED, type Single, type Value } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { argument, helper } from './retry-library.ts'

/** The keys of a path: `response.status`, `errors[0].code`, `['response', 'status']`; undefined where they are not all known. */
function keysOf(machine: Machine, path: Value): readonly string[] | undefined {
  if (path.kind === 'primitive') return String(path.value).split(/[.[\]'"]+/).filter((key) => key !== '')
  const elements = machine.object(path)?.elements
  if (!elements || !isExact(elements) || !elements.every((element) => element.kind === 'primitive')) return undefined
  return elements.map((element) => String(element.value))
}

function at({ machine, site }: ModelCall, object: Value, keys: readonly string[]): Value {
  return keys.reduce((value, key) => join(optionsOf(value).map((option) => (isNullish(option) ? UNDEFINED : machine.get(option, key, site)))), object)
}

function get(call: ModelCall): Value {
  const [object = UNDEFINED, path = UNDEFINED, fallback] = call.args
  const keys = keysOf(call.machine, path)
  if (!keys) return derivedFrom(call.machine, 'get', call.args)
  const value = at(call, object, keys)
  if (!fallback) return value
  return join(optionsOf(value).flatMap((option) => (isUndefined(option) ? [fallback] : isUnseen(option) ? [option, fallback] : [option])))
}

function has(call: ModelCall): Value {
  const { machine, args: [object = UNDEFINED, path = UNDEFINED] } = call
  const keys = keysOf(machine, path)
  return keys ? asked(machine, 'has', at(call, object, keys), (value) => (isUndefined(value) ? false : isUnseen(value) ? undefined : true)) : derivedFrom(machine, 'has', call.args)
}

function isUnseen(value: Single): boolean {
  return value.kind === 'unknown' && !value.truthy
}

function isList(machine: Machine, value: Single): boolean {
  return machine.object(value)?.elements !== undefined
}

/** A question about a value, of which each of the values that it may be has its answer; undefined: it is not known. */
function asked(machine: Machine, name: string, value: Value, answerOf: (single: Single) => boolean | undefined): Value {
  return join(optionsOf(value).map((option) => {
    const answer = answerOf(option)
    return answer === undefined ? derivedFrom(machine, name, [option]) : primitive(answer)
  }))
}

const isOfType = (type: string) => (value: Single): boolean | undefined => (value.kind === 'primitive' ? typeof value.value === type : value.kind === 'unknown' ? undefined : false)
const isCallable = (value: Single): boolean => value.kind === 'closure' || value.kind === 'native' || value.kind === 'class'

const QUESTIONS: Readonly<Record<string, (value: Single, machine: Machine) => boolean | undefined>> = {
  isNil: (value) => (isUnseen(value) ? undefined : isNullish(value)),
  isUndefined: (value) => (isUnseen(value) ? undefined : isUndefined(value)),
  isNull: (value) => (isUnseen(value) ? undefined : value.kind === 'primitive' && value.value === null),
  isString: isOfType('string'),
  isNumber: isOfType('number'),
  isBoolean: isOfType('boolean'),
  isArray: (value, machine) => (value.kind === 'unknown' ? undefined : isList(machine, value)),
  isObject: (value) => (value.kind === 'unknown' ? undefined : value.kind !== 'primitive'),
  isFunction: (value) => (value.kind === 'unknown' ? undefined : isCallable(value)),
  isEmpty: (value, machine) => {
    if (value.kind === 'primitive') return typeof value.value !== 'string' || value.value === ''
    const elements = machine.object(value)?.elements
    return elements && isExact(elements) ? elements.length === 0 : undefined
  },
}

/** Functions that go through a list, or through the values of an object, as Array.prototype does: with their names there. */
const CALLING_BACK: Readonly<Record<string, string>> = {
  each: 'forEach', forEach: 'forEach', map: 'map', collect: 'map', filter: 'filter', select: 'filter', find: 'find', detect: 'find', some: 'some', any: 'some', every: 'every', all: 'every',
  reduce: 'reduce', flatMap: 'flatMap', findIndex: 'findIndex',
}

function callBack(call: ModelCall, method: string): Value {
  const { machine, site, args: [collection = UNDEFINED, callback = UNDEFINED, ...others] } = call
  // `_.map(users, 'name')`.
  if (!optionsOf(callback).every(isCallable)) return derivedFrom(machine, method, call.args)
  const run = (entries: readonly Value[], called: Value): Value => {
    const list = machine.create(listData(entries))
    return machine.call(arrayMethod(machine, list, method) ?? UNDEFINED, list, [called, ...others], site)
  }
  const isObject = collection.kind === 'object' && !isList(machine, collection)
  if (!isObject || method === 'reduce') return collection.kind === 'primitive' && isNullish(collection) ? UNDEFINED : run(iterated(machine, collection, site), callback)
  const entries = ofObject('entries')({ ...call, args: [collection] })
  const called = native(method, ([entry = UNDEFINED]) => machine.call(callback, UNDEFINED, [machine.get(entry, '1', site), machine.get(entry, '0', site)], site))
  return run(iterated(machine, entries, site), called)
}

function includes({ machine, site, args: [collection = UNDEFINED, ...sought] }: ModelCall): Value {
  return join(optionsOf(collection).map((option) => {
    const isKnown = option.kind === 'object' ? isList(machine, option) : option.kind === 'primitive' && typeof option.value === 'string'
    return isKnown ? machine.call(machine.get(option, 'includes', site), option, sought, site) : derivedFrom(machine, 'includes', [option, ...sought])
  }))
}

/** The keys that the arguments after the object name: `'a', 'b'`, `['a', 'b']`. */
function namedKeys({ machine, args: [, ...paths] }: ModelCall): readonly string[] | undefined {
  const keys = paths.map((path) => keysOf(machine, path))
  return keys.every((key) => key !== undefined) ? keys.flat() : undefined
}

function pick(call: ModelCall): Value {
  const keys = namedKeys(call)
  if (!keys) return derivedFrom(call.machine, 'pick', call.args)
  return call.machine.create(objectData(keys.map((key) => [key, at(call, argument(call, 0), [key])])))
}

function omit(call: ModelCall): Value {
  const keys = namedKeys(call)
  const data = call.machine.object(argument(call, 0))
  if (!data || data.elements || data.failure || data.response || !keys) return derivedFrom(call.machine, 'omit', call.args)
  const left = [...data.properties].filter(([name]) => isVisible(name) && !keys.includes(name))
  return call.machine.create(objectData(left, { open: data.open }))
}

/** A function of `Object` that does the same. */
const ofObject = (name: string): ModelFunction => (call) => globalFunction(['Object', name])?.(call) ?? UNDEFINED
const assign = ofObject('assign')

/** A copy of what the code has made itself is another object; any other value stands for its copy. */
function copy(call: ModelCall): Value {
  const data = call.machine.object(argument(call, 0))
  if (!data || data.failure || data.response || data.builtin || data.prototype) return argument(call, 0)
  return call.machine.create(data.elements ? listData(data.elements) : objectData(data.properties, { open: data.open, ...(data.rest && { rest: data.rest }) }))
}

/** Functions whose list has elements of the one that they are given, in some order; the others' lists are more of them. */
const SOME_ELEMENTS = /^(?:uniq|uniqBy|compact|sortBy|orderBy|take|drop|shuffle|union|difference|intersection)$/

function someElements({ machine, site }: ModelCall, lists: readonly Value[]): Value {
  return machine.create(listData(blurred(lists.flatMap((list) => (optionsOf(list).every((option) => isList(machine, option)) ? iterated(machine, list, site) : [gap(derivedFrom(machine, 'element', [list]))])))))
}

/** A method of Array.prototype that does the same for a list. */
const asMethod = (name: string, ...given: readonly Value[]): ModelFunction => (call) => {
  const { machine, site, args: [list = UNDEFINED] } = call
  return list.kind === 'object' && isList(machine, list) ? machine.call(arrayMethod(machine, list, name) ?? UNDEFINED, list, given, site) : derivedFrom(machine, name, call.args)
}

/** What these give tells of their arguments, and is all that they do. */
const PURE =
  /^(?:size|sum|max|min|toString|toNumber|toInteger|trim|capitalize|upperFirst|lowerFirst|camelCase|kebabCase|snakeCase|startCase|toUpper|toLower|startsWith|endsWith|truncate|escape|isEqual|isMatch|isError|isInteger|isFinite|isNaN|isPlainObject|padStart)$/

const FUNCTIONS: Readonly<Record<string, ModelFunction>> = {
  get, has, includes, contains: includes, pick, omit, assign, extend: assign, assignIn: assign, merge: assign, clone: copy, cloneDeep: copy,
  keys: ofObject('keys'),
  values: ofObject('values'),
  first: asMethod('at', primitive(0)), head: asMethod('at', primitive(0)), last: asMethod('at', primitive(-1)), flatten: asMethod('flat'), flattenDeep: asMethod('flat', primitive(Infinity)),
  chunk: (call) => call.machine.create(listData(blurred([someElements(call, call.args.slice(0, 1))]))),
  identity: (call) => argument(call, 0),
  noop: () => UNDEFINED,
}

function functionNamed(name: string): ClientFunction | undefined {
  if (Object.hasOwn(FUNCTIONS, name) && FUNCTIONS[name]) return helper(FUNCTIONS[name])
  const question = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined
  if (question) return helper((call) => asked(call.machine, name, argument(call, 0), (value) => question(value, call.machine)))
  const method = Object.hasOwn(CALLING_BACK, name) ? CALLING_BACK[name] : undefined
  if (method !== undefined) return helper((call) => callBack(call, method))
  if (SOME_ELEMENTS.test(name)) return helper((call) => someElements(call, name === 'union' ? call.args : call.args.slice(0, 1)))
  return PURE.test(name) ? helper((call) => derivedFrom(call.machine, name, call.args)) : undefined
}

/**
 * Functions of lodash 4 (https://lodash.com/docs), which underscore 1.13 and es-toolkit/compat have too, that look at what they are given or call it at once: `_.get(error, 'response.status')`.
 * Chains (`_(list).map(...)`) are not followed.
 */
export const lodashLibrary: Client = {
  name: 'lodash',
  modules: ['', 'lodash', 'lodash-es', 'underscore', 'es-toolkit/compat'],
  modulePattern: /^(?:lodash(?:-es)?\/|es-toolkit\/compat\/|lodash\.)\w+$/,
  isNoReason: true,
  sendsNothing: true,
  functionAt(path, module = '') {
    const own = /^(?:lodash(?:-es)?|es-toolkit\/compat)[/.](\w+)$/.exec(module)?.[1]
    if (own !== undefined && own !== 'compat') return path.join('.') === 'default' ? functionNamed(own) : undefined
    const [first, second] = path
    if (module === '') return first === '_' && path.length === 2 && second !== undefined ? functionNamed(second) : undefined
    const name = first === 'default' ? second : first
    return name !== undefined && path.length === (first === 'default' ? 2 : 1) ? functionNamed(name) : undefined
  },
}
