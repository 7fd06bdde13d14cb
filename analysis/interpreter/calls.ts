import type { Node } from '../syntax/estree.ts'
import { memberName, memberPath, nameOf, propertyName, rangeOf, sourceOf, unwrap } from '../syntax/nodes.ts'
import { spread } from './builtins/arrays.ts'
import { construct } from './builtins/constructors.ts'
import { globalFunction } from './builtins/globals.ts'
import { timerNamed } from './builtins/timers.ts'
import { callSuper, instantiate, parentOf } from './classes.ts'
import { envOfThis, type Env } from './environment.ts'
import { elementsOf } from './initialisers.ts'
import { read, withoutNullish } from './members.ts'
import { callHelper } from './compiler-helpers.ts'
import { resolvedWith } from './executors.ts'
import { boundTo, callClosure } from './functions.ts'
import { gateOf } from './gates.ts'
import { handedTo } from './handed-functions.ts'
import { carriedBy, digest } from './keys.ts'
import { isFormatter, isLogging, isOfLog, isTypeGuard, makesState, statusGuard, wrapsClient } from './callees.ts'
import { isErrorByGuard, isGuardOf } from './instances.ts'
import { blurred, listData, oneOrMore } from './lists.ts'
import type { Machine } from './machine.ts'
import { namespaceOf } from './modules.ts'
import { objectData } from './objects.ts'
import { binary } from './operators.ts'
import { piecesMade, toldByPieces } from './partial-texts.ts'
import { finallyDo, performThen } from './promises.ts'
import { perhapsOften } from './repetition.ts'
import { isStatus } from './status-places.ts'
import { judgeUnseen } from './unseen-acts.ts'
import { CallAsWritten, isUsed } from './written-calls.ts'
import { boundedId, byUnseenCode, Carries, carriesOf, inText, isInstanceOrigin, isToldStatus, primitive, TRUE, truthiness, UNDEFINED, unknown, withCarries, type CarryBits, type ClassValue, type Single, type Unknown, type Value } from './values.ts'

/** Evaluates a call expression. */
export function evaluateCall(machine: Machine, node: Node, env: Env): Value {
  const callee = unwrap(node['callee'] as Node)
  if (callee.type === 'Super') return superCall(machine, node, env)
  if (callee.type === 'Import') return unknown('import()')
  const helped = callHelper(machine, node, env)
  if (helped) return helped
  const isMember = callee.type === 'MemberExpression'
  if (isMember && (callee['object'] as Node).type === 'Super') return superMethod(machine, callee, node, env)
  const self = isMember ? machine.evaluate(callee['object'] as Node, env) : UNDEFINED
  const found = isMember ? read(machine, self, callee, env) : machine.evaluate(callee, env)
  const target = node['optional'] ? withoutNullish(machine, found) : found
  const args = elementsOf(machine, node['arguments'] as Node[], env)
  return machine.call(target, self, args, node)
}

function superCall(machine: Machine, node: Node, env: Env): Value {
  const args = elementsOf(machine, node['arguments'] as Node[], env)
  const { self, home } = surroundings(env)
  if (self?.kind !== 'object' || !home) return UNDEFINED
  return callSuper(machine, home, self, args, node)
}

function superMethod(machine: Machine, callee: Node, node: Node, env: Env): Value {
  const { self, home } = surroundings(env)
  const args = elementsOf(machine, node['arguments'] as Node[], env)
  const parent = home && parentOf(machine, home)
  const name = propertyName(callee)
  const inherited = self && machine.object(self)?.rest
  if (!parent && inherited && name !== undefined) return machine.call(machine.get(inherited, name, callee), self, args, node)
  if (!parent || name === undefined) return machine.call(unknown(`super.${name ?? '?'}`), self ?? UNDEFINED, args, node)
  return machine.call(machine.methodOf(parent, name), self ?? UNDEFINED, args, node)
}

/** `this` and the class of the method that the code stands in. */
function surroundings(env: Env): { self: Value | undefined; home: ClassValue | undefined } {
  const around = envOfThis(env)
  return { self: around?.self, home: around?.home }
}

/** Evaluates `new X(...)`. */
export function evaluateNew(machine: Machine, node: Node, env: Env): Value {
  const constructor = machine.evaluate(node['callee'] as Node, env)
  const args = elementsOf(machine, node['arguments'] as Node[], env)
  return machine.each(constructor, (single) => constructSingle(machine, single, args, node))
}

function constructSingle(machine: Machine, constructor: Single, args: readonly Value[], node: Node): Value {
  if (constructor.kind === 'class') return instantiate(machine, constructor, args, node)
  if (constructor.kind === 'closure') return constructFunction(machine, constructor, args, node)
  if (constructor.kind === 'native' && constructor.name === 'bound') return constructor.call(args, node)
  const made = construct(machine, constructor, args, node) ?? constructClient(machine, constructor, args, node)
  if (made) return made
  const given = args.map((arg, index) => [`argument ${index + 1}`, arg] as const)
  const label = sourceOf(node['callee'] as Node, machine.text, 40)
  return machine.create(objectData(given, { open: true, builtin: `new ${label}`, label }))
}

/** `new OpenAI(...)`: an instance of a client that is known by its import. */
function constructClient(machine: Machine, constructor: Single, args: readonly Value[], site: Node): Value | undefined {
  const origin = constructor.kind === 'unknown' ? constructor.origin : undefined
  const model = origin && machine.clientFunction(origin)
  return origin && model?.({ machine, args, site, self: UNDEFINED, origin })
}

/** `new f()` for a plain function: the object is `this`. */
function constructFunction(machine: Machine, constructor: Single & { kind: 'closure' }, args: readonly Value[], node: Node): Value {
  const instance = machine.create(objectData([], { open: true, prototype: constructor }))
  const returned = callClosure(machine, constructor, instance, args, node)
  return returned.kind === 'object' ? returned : instance
}

/** Calls a value, whatever it may be. */
export function callValue(machine: Machine, callee: Value, self: Value, args: readonly Value[], site: Node): Value {
  machine.steps.take()
  const isAsked = site === machine.scenario.site
  machine.isCalled ||= isAsked
  const taken = isAsked && machine.scenario.takesCall ? machine.outsideRequest(site) : undefined
  if (taken) return taken({ machine, args, site, self })
  return machine.each(callee, (single) => {
    switch (single.kind) {
      case 'closure':
        machine.isCallHere ||= isAsked
        // Refs that call each other take long, and are as good as code that is not seen.
        if (machine.hurry && methodName(site) === 'current') return callUnseen(machine, unknown(labelOf(machine, site)), args, site)
        return callClosure(machine, single, self, args, site)
      case 'native':
        return single.call(args, site)
      case 'unknown':
        return callUnknown(machine, single, self, args, site)
      default:
        return callOther(machine, single, args, site)
    }
  })
}

/** An object that is called: a callable that was made by code not seen. */
function callOther(machine: Machine, callee: Single, args: readonly Value[], site: Node): Value {
  if (callee.kind === 'primitive') return machine.throwError('TypeError', 'is not a function', site)
  return callUnseen(machine, unknown(labelOf(machine, site)), args, site)
}

/** Wrappers that give back the function they are given. */
const TRANSPARENT_WRAPPERS = new Set(['useCallback', 'useEvent', 'useEffectEvent', 'useMemoizedFn', 'action', 'debounce', 'throttle', 'memoize', 'cache', 'once'])
/** Functions of user interfaces that call at once what they are given. */
const CALLING_AT_ONCE = new Set(['startTransition', 'flushSync', 'unstable_batchedUpdates', 'runInAction'])

/** jQuery's and lodash's `bind`. */
const BINDS = /^(?:(?:\$|jQuery)\.proxy|(?:_|lodash)\.bind)$/

function callUnknown(machine: Machine, callee: Unknown, self: Value, given: readonly Value[], site: Node): Value {
  const { origin } = callee
  const args = resolvedWith(machine, site, given)
  if (!args) return UNDEFINED
  if (origin) {
    const model = machine.clientFunction(origin)
    if (model) return model({ machine, args, site, self, origin })
    const known = origin.module === '' ? globalFunction(origin.path) : undefined
    if (known) return known({ machine, args, site })
  }
  const module = namespaceOf(args, site)
  if (module) return module
  const told = chainOnUnseen(machine, self, args, site) ?? toldByPieces(self, methodName(site), args)
  if (told) return told
  noteAdded(machine, self, args, site)
  const injected = machine.outsideRequest(site)
  if (injected) return injected({ machine, args, site, self })
  const path = origin && origin.path.length > 0 ? origin.path : callee.label.split('.')
  const name = path.at(-1) ?? ''
  const [first] = args
  if (first?.kind === 'closure' && TRANSPARENT_WRAPPERS.has(name)) return first
  if (first?.kind === 'closure' && CALLING_AT_ONCE.has(name)) return machine.call(first, UNDEFINED, [], site)
  const timer = timerNamed(path, args)
  if (timer) return timer({ machine, args, site })
  if (first?.kind === 'unknown' && first.origin && isInstanceOrigin(first.origin) && wrapsClient(name)) return first
  if (first?.kind === 'closure' && BINDS.test(callee.label)) return boundTo(machine, first, args.slice(1))
  const result = callUnseen(machine, callee, args, site)
  const pieces = piecesMade(self, methodName(site))
  return pieces && result.kind === 'unknown' ? { ...result, isString: true, pieces } : result
}

/** `load().then(f, g)` where `load` is not seen: what it gives is a promise of something unknown, which is that unknown itself. */
function chainOnUnseen(machine: Machine, self: Value, args: readonly Value[], site: Node): Value | undefined {
  const method = methodName(site)
  if (self.kind !== 'unknown' || (method !== 'then' && method !== 'catch' && method !== 'finally')) return undefined
  if (!args.some((arg) => arg.kind === 'closure' || arg.kind === 'native')) return undefined
  const [first = UNDEFINED, second = UNDEFINED] = args
  // Code that was given something of the answer decides whether it rejects.
  const kind = gateOf(self.carries)
  const rejection = {
    rejected: unknown('rejection', self.carries, { truthy: true }),
    ...(kind && { rejectedBy: { kind, parting: { sides: 2, outer: machine.state.gate } } }),
  }
  const sides = { fulfilled: self, ...(method === 'finally' ? { rejected: undefined } : rejection) }
  if (method === 'finally') return finallyDo(machine, sides, first, site)
  const handlesFailure = method === 'catch' ? first : second
  const settled = isNullishValue(handlesFailure) && !machine.unseenActs ? { ...sides, rejected: undefined } : sides
  return method === 'then' ? performThen(machine, settled, first, second, site) : performThen(machine, settled, UNDEFINED, first, site)
}

function isNullishValue(value: Value): boolean {
  return value.kind === 'primitive' && (value.value === undefined || value.value === null)
}

/** Methods that look at their object or make something of it, and do nothing else. */
const PURE_METHODS = new Set([
  'includes', 'indexOf', 'startsWith', 'endsWith', 'toString', 'toLowerCase', 'toUpperCase', 'trim', 'slice', 'substring', 'split', 'join', 'replace',
  'replaceAll', 'match', 'test', 'has', 'get', 'keys', 'values', 'entries', 'concat', 'padStart', 'padEnd', 'at', 'charAt', 'toFixed', 'hasOwnProperty',
])
/** Those that take nothing: a method that is given something does something with it, as `db.insert(table).values(row)` of Drizzle does. */
const LISTING_METHODS = new Set(['keys', 'values', 'entries'])
const ITERATING_METHODS = new Set(['map', 'forEach', 'filter', 'find', 'some', 'every', 'flatMap', 'findIndex', 'findLast'])
/** Methods of which each call gives something else. */
const STATEFUL_METHOD = /^(?:shift|pop|splice|next|read|dequeue|take|random\w*|uuid\w*|nanoid|v4|getNext\w*|nextPage|poll)$/
/** Methods that change their object. */
const MUTATORS = new Set(['set', 'append', 'delete', 'push', 'unshift', 'add', 'sort', 'reverse', 'clear'])

const SETS_DATE = /^set(?:UTC)?(?:Date|Month|FullYear|Hours|Minutes|Seconds|Milliseconds|Time)$/

/** Methods that take something out of their object. */
const TAKING = new Set(['shift', 'pop', 'splice', 'dequeue'])

/** Methods that let go of a body, so that its connection is free. */
const DISCARDS = /^(?:cancel|destroy|resume|dump|close|abort)$/

/** Code that is not seen gets to know what the answer says, as an argument or as the object whose method it is. */
function noteUse(machine: Machine, callee: Unknown, args: readonly Value[]): void {
  if (!machine.state.sends) return
  machine.usesContent ||= ((callee.carries | carriesOfAll(machine, args)) & (Carries.body | Carries.header)) !== 0
}

/** What is added to an object that a class not seen has made is a part of it, `form.append('file', file)`, and so is what a date is set to. */
function noteAdded(machine: Machine, self: Value, args: readonly Value[], site: Node): void {
  const method = methodName(site)
  const data = machine.object(self)
  if (self.kind !== 'object' || !data?.builtin?.startsWith('new ') || !method) return
  if (data.builtin === 'new Date' && SETS_DATE.test(method)) return machine.update(self, { properties: new Map(data.properties).set(`⟨${method}⟩`, machine.create(listData(args))) })
  if (!MUTATORS.has(method)) return
  const [name = UNDEFINED, value = name] = args
  machine.update(self, { properties: new Map(data.properties).set(`⟨${method}⟩ ${machine.digest(name).id}`, value) })
}

/** Calls code that is not seen: it may do anything with what it is given, and its answer is unknown. */
function callUnseen(machine: Machine, callee: Unknown, args: readonly Value[], site: Node): Value {
  const method = methodName(site)
  const { receiver } = callee
  if (method && receiver !== undefined && callee.origin === undefined) {
    if (ITERATING_METHODS.has(method) && args[0]?.kind === 'closure') return iterate(machine, callee, method, args, site)
    if (MUTATORS.has(method)) machine.mutate(receiver, method, args)
    if (TAKING.has(method)) machine.mutate(receiver, method, [machine.fresh(method)])
    if (PURE_METHODS.has(method) && !(LISTING_METHODS.has(method) && args.length > 0)) return resultOf(machine, callee, args)
  }
  const isDirect = !isHandedOver(site, callee)
  const label = isDirect ? labelOf(machine, site) : callee.label
  const written = isDirect ? new CallAsWritten(site, machine) : undefined
  const path = label.split(/[.[]/)
  if (isFormatter(path)) return formatted(machine, callee, args)
  const host = callee.origin?.module === '' ? callee.origin.path : path
  if (isLogging(host) || isLogging(path) || (callee.origin && isOfLog(callee.origin))) {
    machine.effect(isLogging(host) ? host.join('.') : label, args, 'log', written)
    return unknown(`${label}()`)
  }
  if (args[0] && isGuardOf(machine, path.at(-1) ?? '', args[0])) return TRUE
  if (args.length === 1 && isTypeGuard(path, callee.origin?.module) && isUsed(site, machine.tree)) {
    const told = isErrorByGuard(machine, path.at(-1) ?? '', args[0] as Value)
    return told === undefined ? resultOf(machine, callee, args) : primitive(told)
  }
  const guard = args.length === 1 && isStatus(machine, args[0]) && isUsed(site, machine.tree) ? statusGuard(path.at(-1) ?? '') : undefined
  if (guard) return binary(guard.operator, args[0] as Single, primitive(guard.bound))
  if (!method || !DISCARDS.test(method)) noteUse(machine, callee, args)
  if (!isDirect || !isQuery(machine, site, args)) machine.effect(label, handedTo(machine, label, args, site), 'call', written)
  judgeUnseen(machine, args)
  if (method && STATEFUL_METHOD.test(method)) return machine.fresh(`${label}()`, callee.carries)
  return resultOf(machine, callee, args, makesState(path.at(-1) ?? '') ? `@${rangeOf(site)[0]}` : '')
}

/** Names of functions that show people something, whatever they give back. */
const TELLS = /^(?:show|notify|alert|toast|announce|display)(?![a-z])/

/** A call whose answer is used and that is given only what the body says: it makes something of it (a parser, a schema). */
function isQuery(machine: Machine, site: Node, args: readonly Value[]): boolean {
  if (!isUsed(site, machine.tree) || TELLS.test(nameOfCallee(site) ?? '')) return false
  // What waits for a promise that may reject fails with it.
  if (args.some((arg) => machine.object(arg)?.promise?.rejected)) return false
  const given = carriesOfAll(machine, args) | promisedBy(machine, args)
  return given !== Carries.nothing && !isToldStatus(given)
}

function carriesOfAll(machine: Machine, args: readonly Value[]): CarryBits {
  return args.reduce<CarryBits>((bits, arg) => bits | carriedBy(machine, arg), Carries.nothing)
}

/** What a formatter is given comes out as words. */
function formatted(machine: Machine, callee: Unknown, args: readonly Value[]): Value {
  const result = resultOf(machine, callee, args)
  const said = withCarries(result, inText(carriesOf(result)))
  return said.kind === 'unknown' && args[0] && truthiness(args[0]) === true ? { ...said, truthy: true } : said
}

/** Functions of the language that call what they are given. */
const CALLS_BACK = /^(?:then|catch|finally|map|forEach|filter|some|every|find|findIndex|findLast|flatMap|reduce|setTimeout|setImmediate|setInterval|\$timeout|\$interval|queueMicrotask|call|apply|from|Promise)$/

/** Whether a function is called for the code, by something it was handed to: `promise.then(setData)`. */
function isHandedOver(site: Node, callee: Unknown): boolean {
  const name = nameOfCallee(site)
  return name !== undefined && CALLS_BACK.test(name) && name !== callee.label.split('.').at(-1)
}

function nameOfCallee(site: Node): string | undefined {
  return site['callee'] ? nameOf(site['callee'] as Node) : undefined
}

function methodName(site: Node): string | undefined {
  return site['callee'] ? memberName(site['callee'] as Node) : undefined
}

/** `items.map(f)` on a list that is not known: `f` sees some element of it. */
function iterate(machine: Machine, callee: Unknown, method: string, args: readonly Value[], site: Node): Value {
  // The same call on the same list goes through the same elements.
  const element = unknown('element', callee.carries, { id: `element#${boundedId(callee.id)}@${rangeOf(site)[0]}` })
  const item = perhapsOften(machine, site, () => machine.call(args[0] as Value, UNDEFINED, [element, machine.fresh('index')], site))
  // Of a list that is not known it is taken that it has an element; the others are like it.
  // It may also be something like a list, with methods of its own: jQuery's `get`.
  const like = { open: true, rest: unknown(method, callee.carries, { id: boundedId(`${callee.id}()`) }) }
  if (method === 'map') return machine.create(listData(item ? oneOrMore(item) : [], like))
  if (method === 'flatMap') {
    const elements = item ? spread(machine, item) : []
    return machine.create(listData([...elements, ...blurred(elements)], like))
  }
  // The same question asked of the same list has the same answer.
  const asked = item ? digest(machine, item).id.replaceAll(element.id, 'element') : ''
  return unknown(method, callee.carries, { id: boundedId(`${callee.id}(${asked})`) })
}

/** @param at parts what the call gives from what another one like it gives */
function resultOf(machine: Machine, callee: Unknown, args: readonly Value[], at = ''): Value {
  const digests = args.map((arg) => digest(machine, arg))
  const given = digests.reduce<CarryBits>((bits, part) => bits | part.carries, promisedBy(machine, args))
  const carries = callee.carries | byUnseenCode(given)
  return unknown(callee.label.length > 60 ? 'call' : `${callee.label}()`, carries, { id: boundedId(`${callee.id}${at}(${digests.map((part) => part.id).join(',')})`) })
}

/** What promises give: who has one has that. */
function promisedBy(machine: Machine, values: readonly Value[]): CarryBits {
  return carriesOfAll(machine, values.flatMap((value) => {
    const sides = machine.object(value)?.promise
    return [sides?.fulfilled, sides?.rejected].filter((side) => side !== undefined)
  }))
}

/** How evidence names a call: `toast.error`, `this.handle`, `res.status().json`. */
function labelOf(machine: Machine, site: Node): string {
  const callee = (site['callee'] ?? site['tag'] ?? site) as Node
  const path = memberPath(callee)
  if (path) return path.join('.')
  const [start, end] = rangeOf(callee)
  return machine.text.slice(Math.max(start, end - 40), end).replaceAll(/\s+/g, ' ')
}

