import type { Node } from '../../syntax/estree.ts'
import type { Machine } from '../machine.ts'
import { derivedFrom } from '../keys.ts'
import { gap, listData } from '../lists.ts'
import { objectData } from '../objects.ts'
import { partOfText } from '../operators.ts'
import { sidesOf } from '../promises.ts'
import { joinSides } from '../store-joins.ts'
import { textOf } from '../texts.ts'
import { newCollection } from './collections.ts'
import { newFileReader } from './file-reader.ts'
import { newHeaders } from './headers.ts'
import { carriesOf, inText, isUndefined, join, native, optionsOf, primitive, UNDEFINED, withCarries, type Single, type Value } from '../values.ts'

const ERROR_CLASSES = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError', 'DOMException'])

/** `new X(...)` for a class of the language or the host; undefined where it is none that the interpreter knows. */
export function construct(machine: Machine, constructor: Single, args: readonly Value[], site: Node): Value | undefined {
  if (constructor.kind !== 'unknown' || constructor.origin?.module !== '') return undefined
  const name = constructor.origin.path.join('.')
  if (ERROR_CLASSES.has(name)) return newError(machine, name, args, site)
  switch (name) {
    case 'Promise':
      return newPromise(machine, args, site)
    case 'Map':
    case 'WeakMap':
    case 'Set':
    case 'WeakSet':
      return newCollection(machine, name, args[0], site)
    case 'FileReader':
      return newFileReader(machine, site)
    case 'Headers':
      return newHeaders(machine, args[0], site)
    case 'Request':
      return newRequest(machine, args, site)
    case 'URL':
      return newUrl(machine, args)
    case 'URLSearchParams':
      return derivedFrom(machine, name, args, { label: args[0]?.kind === 'unknown' ? args[0].label : name, truthy: true })
    case 'RegExp':
      return newRegExp(machine, args)
    case 'Response':
      return newResponse(machine, args)
    case 'Array':
      return newArray(machine, args, site)
    case 'Object':
      return args.length === 0 ? machine.create(objectData()) : args[0]?.kind === 'object' ? args[0] : machine.create(objectData([], { open: true }))
    default:
      return undefined
  }
}

const NO_SITE: Node = { type: 'NewExpression' }

/** The message of an error is for people: what it carries of the answer, it carries as words. */
export function newError(machine: Machine, name: string, args: readonly Value[], site: Node = NO_SITE): Value {
  const [given = UNDEFINED, options] = name === 'AggregateError' ? args.slice(1) : args
  const texts = optionsOf(given).map((option) => (isUndefined(option) ? primitive('', carriesOf(option)) : option.kind === 'unknown' ? option : textOf(machine, option, site)))
  const message = join(texts)
  const properties: [string, Value][] = [['message', withCarries(message, inText(carriesOf(message)))]]
  const cause = options && machine.object(options)?.properties.get('cause')
  if (cause) properties.push(['cause', cause])
  else if (options?.kind === 'unknown' && name !== 'DOMException') properties.push(['cause', machine.get(options, 'cause', site)])
  if (name === 'AggregateError' && args[0]) properties.push(['errors', args[0]])
  if (name === 'DOMException' && options) properties.push(['name', options])
  return machine.create(objectData(properties, { builtin: name }))
}

export function newPromise(machine: Machine, [executor]: readonly Value[], site: Node): Value {
  const promise = machine.create(objectData([], { builtin: 'Promise', promise: { fulfilled: undefined, rejected: undefined } }))
  const { gate: before } = machine.state
  const settle = (side: 'fulfilled' | 'rejected') => native(side === 'fulfilled' ? 'resolve' : 'reject', ([value = UNDEFINED]) => {
    const now = machine.object(promise)?.promise
    const isSettled = now && (now.fulfilled ?? now.rejected) !== undefined
    if (!now || (isSettled && !now.pending)) return UNDEFINED
    const inner = side === 'fulfilled' ? sidesOf(machine, value) : { fulfilled: undefined, rejected: value, rejectedBy: machine.state.gate === before ? undefined : machine.state.gate }
    machine.update(promise, { promise: isSettled ? joinSides({ ...now, pending: false }, inner) : inner })
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

/** A `Request` is kept as its address and its options. */
function newRequest(machine: Machine, [input = UNDEFINED, init]: readonly Value[], site: Node): Value {
  const data = init && machine.object(init)
  const from = machine.object(input)
  const inherited = from?.builtin === 'Request' ? [...from.properties] : [['url', input] as const]
  const properties = new Map<string, Value>([...inherited, ...(data?.properties ?? [])])
  // What is not seen may be a request, or options, with headers.
  const unseen = [input, init].filter((part) => part?.kind === 'unknown') as Value[]
  const headers = properties.get('headers') ?? (unseen.length > 0 ? derivedFrom(machine, 'headers', unseen) : undefined)
  properties.set('headers', newHeaders(machine, headers, site))
  return machine.create(objectData(properties, { builtin: 'Request', open: true }))
}

/** `new Array(length)` or `new Array(...elements)`. */
export function newArray(machine: Machine, args: readonly Value[], site: Node): Value {
  const [length] = args
  if (args.length !== 1 || !length || (length.kind === 'primitive' && typeof length.value !== 'number')) return machine.create(listData(args))
  if (length.kind !== 'primitive') return machine.create(listData(length.kind === 'object' ? args : [gap(UNDEFINED)]))
  const count = length.value as number
  if (!Number.isInteger(count) || count < 0 || count > 2 ** 32 - 1) return machine.throwError('RangeError', 'Invalid array length', site)
  // Holes, over which callbacks are not called.
  return machine.create(listData(count === 0 ? [] : [gap(UNDEFINED)]))
}

function newUrl(machine: Machine, args: readonly Value[]): Value {
  const [path = '', base = ''] = args.map((part) => (isUndefined(part) ? '' : partOfText(part)))
  return derivedFrom(machine, 'URL', args, { label: resolved(path, base) || 'URL', truthy: true, isUrl: true })
}

/** An address beneath another, as far as both are known. */
function resolved(path: string, base: string): string {
  if (base === '' || path === '' || path.includes('://')) return path || base
  if (!`${base}${path}`.includes('${') && URL.canParse(path, base)) return new URL(path, base).href
  return path.startsWith('/') ? `${/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(base)?.[0] ?? base}${path}` : `${base.replace(/\/?$/, '/')}${path}`
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
