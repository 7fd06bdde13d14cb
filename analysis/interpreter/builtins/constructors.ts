import type { Node } from '../../syntax/estree.ts'
import type { Machine } from '../machine.ts'
import { objectData, type Entry, type ObjectData } from '../objects.ts'
import { idOf } from '../operators.ts'
import { sidesOf } from '../promises.ts'
import { carriesOf, inText, native, optionsOf, UNDEFINED, unknown, withCarries, type Single, type Value } from '../values.ts'

const ERROR_CLASSES = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError', 'DOMException'])

/** `new X(...)` for a class of the language or the host; undefined where it is none that the interpreter knows. */
export function construct(machine: Machine, constructor: Single, args: readonly Value[], site: Node): Value | undefined {
  if (constructor.kind !== 'unknown' || constructor.origin?.module !== '') return undefined
  const name = constructor.origin.path.join('.')
  if (ERROR_CLASSES.has(name)) return newError(machine, name, args)
  switch (name) {
    case 'Promise':
      return newPromise(machine, args, site)
    case 'Map':
    case 'WeakMap':
      return machine.create(objectData([], { builtin: name, ...entriesOf(machine, args[0], true) }))
    case 'Set':
    case 'WeakSet':
      return machine.create(objectData([], { builtin: name, ...entriesOf(machine, args[0], false) }))
    case 'Headers':
      return newHeaders(machine, args[0])
    case 'Request':
      return newRequest(machine, args)
    case 'URL':
    case 'URLSearchParams':
      return newUrl(name, args)
    case 'RegExp':
      return newRegExp(machine, args)
    case 'Response':
      return newResponse(machine, args)
    case 'Object':
    case 'Array':
      return machine.create(objectData([], name === 'Array' ? { elements: [], exact: false } : { open: true }))
    default:
      return undefined
  }
}

/** The message of an error is for people: what it carries of the answer, it carries as words. */
export function newError(machine: Machine, name: string, args: readonly Value[]): Value {
  const [message = UNDEFINED, options] = name === 'AggregateError' ? args.slice(1) : args
  const properties: [string, Value][] = [['message', withCarries(message, inText(carriesOf(message)))]]
  const cause = options && machine.object(options)?.properties.get('cause')
  if (cause) properties.push(['cause', cause])
  if (name === 'AggregateError' && args[0]) properties.push(['errors', args[0]])
  if (name === 'DOMException' && options) properties.push(['name', options])
  return machine.create(objectData(properties, { builtin: name }))
}

function newPromise(machine: Machine, [executor]: readonly Value[], site: Node): Value {
  const promise = machine.create(objectData([], { builtin: 'Promise', promise: { fulfilled: undefined, rejected: undefined } }))
  const settle = (side: 'fulfilled' | 'rejected') => native(side === 'fulfilled' ? 'resolve' : 'reject', ([value = UNDEFINED]) => {
    const now = machine.object(promise)?.promise
    if (!now || now.fulfilled || now.rejected) return UNDEFINED
    const inner = side === 'fulfilled' ? sidesOf(machine, value) : { fulfilled: undefined, rejected: value }
    machine.update(promise, { promise: inner })
    return UNDEFINED
  })
  const resolve = settle('fulfilled')
  const reject = settle('rejected')
  if (executor) {
    const start = machine.state
    const sinks = machine.collect(() => machine.call(executor, UNDEFINED, [resolve, reject], site))
    machine.meet(start, [...sinks.returns, ...sinks.throws])
    const thrown = sinks.throws.map((end) => end.value)
    if (thrown.length > 0) reject.call(thrown.slice(0, 1), site)
  }
  return promise
}

function entriesOf(machine: Machine, source: Value | undefined, isMap: boolean): Pick<ObjectData, 'entries' | 'open'> {
  if (!source || (source.kind === 'primitive' && source.value == null)) return { entries: [], open: false }
  const data = machine.object(source)
  if (!data?.elements) return { entries: data?.entries ?? [], open: !data?.entries }
  const entries = data.elements.flatMap((element): Entry[] => {
    if (!isMap) return optionsOf(element).map((key) => ({ key, value: key }))
    const [key, value] = machine.object(element)?.elements ?? []
    return key ? optionsOf(key).map((single) => ({ key: single, value: value ?? UNDEFINED })) : []
  })
  return { entries, open: data.exact === false }
}

function newHeaders(machine: Machine, init: Value | undefined): Value {
  const data = init && machine.object(init)
  const properties = new Map<string, Value>()
  for (const [name, value] of data?.properties ?? []) properties.set(name.toLowerCase(), value)
  return machine.create(objectData(properties, { builtin: 'Headers', open: Boolean(init) && (!data || data.open) }))
}

/** A `Request` is kept as its address and its options. */
function newRequest(machine: Machine, [input = UNDEFINED, init]: readonly Value[]): Value {
  const data = init && machine.object(init)
  const from = machine.object(input)
  const inherited = from?.builtin === 'Request' ? [...from.properties] : [['url', input] as const]
  const properties = new Map<string, Value>([...inherited, ...(data?.properties ?? [])])
  properties.set('headers', newHeaders(machine, properties.get('headers')))
  return machine.create(objectData(properties, { builtin: 'Request', open: true }))
}

function newUrl(name: string, args: readonly Value[]): Value {
  const ids = args.map((arg) => optionsOf(arg).map(idOf).join('|')).join(',')
  const carries = args.reduce((bits, arg) => bits | carriesOf(arg), 0)
  const [path, base] = args
  const label = [base, path].map((part) => (part?.kind === 'primitive' ? String(part.value ?? '') : part?.kind === 'unknown' ? part.label : '')).join('')
  return unknown(label || name, carries, { id: `${name}(${ids})`, truthy: true })
}

function newRegExp(machine: Machine, [source, flags]: readonly Value[]): Value {
  try {
    if (source?.kind === 'primitive' && typeof source.value === 'string') {
      const pattern = new RegExp(source.value, flags?.kind === 'primitive' ? String(flags.value ?? '') : '')
      return machine.create(objectData([], { builtin: 'RegExp', pattern }))
    }
  } catch {
    // Not a pattern: the program would throw here too, which is not ours to judge.
  }
  return machine.create(objectData([], { builtin: 'RegExp' }))
}

/** A response that the code makes itself: its status and body are what it was given. */
function newResponse(machine: Machine, [body = UNDEFINED, init]: readonly Value[]): Value {
  const data = init && machine.object(init)
  const given = init?.kind === 'object' && data?.response ? [['init', init] as const] : [...(data?.properties ?? [])]
  return machine.create(objectData([['body', body], ...given], { builtin: 'Response', open: true }))
}
