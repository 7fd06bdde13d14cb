import { newError } from '../interpreter/builtins/constructors.ts'
import { forkOnTest } from '../interpreter/branches.ts'
import { callClosure } from '../interpreter/functions.ts'
import { external } from '../interpreter/lookup.ts'
import type { Machine, ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue, combine, finallyDo, performThen, run as runAsync, settled, sidesOf } from '../interpreter/promises.ts'
import { FALSE, native, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { goesOn, SCHEDULE_FUNCTIONS, scheduleOf } from './effect-schedule.ts'
import { isObservable, observable, subscribeAgain } from './observables.ts'
import { countOf, givenOption, not, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { operate, retrying, type Doubt } from './retrying.ts'

/** Effects are modelled as what RxJS has, a promise that can be started again; this makes one of another. */
type Transform = (call: ModelCall, source: Value, args: readonly Value[]) => Value

/** A function of an effect and `count` more arguments, which may wait for its effect. */
function dual(count: number, transform: Transform): ModelFunction {
  return (call) => {
    const { machine, args } = call
    const apply = (source: Value, rest: readonly Value[]): Value =>
      observable(machine, () => transform(call, subscribeAgain(machine, source, call.site), rest), () => transform(call, source, rest))
    const [first = UNDEFINED, ...rest] = args
    return args.length > count || (count === 0 && args.length > 0) || isObservable(machine, first) ? apply(first, rest) : native('operator', ([source = UNDEFINED]) => apply(source, args))
  }
}

/** A failure that no handler of failures sees: a defect. */
const DEFECT = 'defect'

function isDefect(machine: Machine, error: Value): boolean {
  return machine.object(error)?.label === DEFECT
}

function defect(machine: Machine, error: Value): Value {
  return isDefect(machine, error) ? error : machine.create(objectData([['defect', error]], { label: DEFECT }))
}

function afterSuccess({ machine, site }: ModelCall, source: Value, then: (value: Value) => Value): Value {
  return performThen(machine, sidesOf(machine, source), native('then', ([value = UNDEFINED]) => then(value)), UNDEFINED, site)
}

function afterFailure({ machine, site }: ModelCall, source: Value, handle: (error: Value) => Value): Value {
  const handler = native('handle', ([failure = UNDEFINED]) =>
    machine.each(failure, (error) => (isDefect(machine, error) ? machine.throwValue(error) : handle(error))))
  return performThen(machine, sidesOf(machine, source), UNDEFINED, handler, site)
}

function calling({ machine, site }: ModelCall, fn: Value, args: readonly Value[]): Value {
  const isFunction = optionsOf(fn).some((option) => option.kind === 'closure' || option.kind === 'native' || (option.kind === 'unknown' && !isObservable(machine, option)))
  return isFunction ? machine.call(fn, UNDEFINED, args, site) : fn
}

/** `Effect.tryPromise(() => promise)`, `Effect.tryPromise({ try, catch })`: what it rejects with is wrapped, or what `catch` makes of it. */
const tryPromise: ModelFunction = (call) => {
  const { machine, site, args: [given = UNDEFINED] } = call
  const options = readOptions(machine, given)
  const evaluate = givenOption(options, 'try') ?? given
  const onError = givenOption(options, 'catch')
  return observable(machine, () => {
    const promise = runAsync(machine, [() => awaitValue(machine, machine.call(evaluate, UNDEFINED, [unknown('signal')], site))])
    return afterFailure(call, promise, (error) => machine.throwValue(onError ? machine.call(onError, UNDEFINED, [error], site) : wrappedError(machine, error)))
  })
}

function wrappedError(machine: Machine, error: Value): Value {
  const message = unknown('An unknown error occurred', 0, { isString: true, truthy: true })
  return machine.create(objectData([['_tag', primitive('UnknownException')], ['cause', error], ['error', error], ['message', message]], { builtin: 'Error', open: true }))
}

/** `Effect.promise(() => promise)`: what it rejects with is a defect. */
const promise: ModelFunction = (call) => {
  const { machine, site, args: [evaluate = UNDEFINED] } = call
  return observable(machine, () => {
    const made = runAsync(machine, [() => awaitValue(machine, machine.call(evaluate, UNDEFINED, [unknown('signal')], site))])
    return afterFailure(call, made, (error) => machine.throwValue(defect(machine, error)))
  })
}

const sync: ModelFunction = (call) => observable(call.machine, () => runAsync(call.machine, [() => calling(call, call.args[0] ?? UNDEFINED, [])]))
const succeed: ModelFunction = ({ machine, args }) => observable(machine, () => settled(machine, { fulfilled: args[0] ?? UNDEFINED, rejected: undefined }))
const fail: ModelFunction = ({ machine, args }) => observable(machine, () => settled(machine, { fulfilled: undefined, rejected: args[0] ?? UNDEFINED }))
const die: ModelFunction = ({ machine, args }) => observable(machine, () => settled(machine, { fulfilled: undefined, rejected: defect(machine, args[0] ?? UNDEFINED) }))

function waiting({ machine, site }: ModelCall, generator: Value, args: readonly Value[]): Value {
  const [closure] = optionsOf(generator)
  return closure?.kind === 'closure' && closure.node['generator'] ? callClosure(machine, closure, UNDEFINED, args, site, true) : machine.call(generator, UNDEFINED, args, site)
}

/** `Effect.gen(function* () { ... })`; the adapter that older code takes gives back what it is given. */
const gen: ModelFunction = (call) => observable(call.machine, () => waiting(call, call.args.at(-1) ?? UNDEFINED, [native('adapter', ([value = UNDEFINED]) => value)]))

/** `Effect.fn('name')(function* (...) { ... })`, `Effect.fn(function* (...) { ... })`: a function that gives an effect. */
const fn: ModelFunction = (call) => {
  const [first = UNDEFINED] = call.args
  if (first.kind === 'primitive') return external(call.origin?.module ?? 'effect', [...(call.origin?.path ?? ['Effect', 'fn']), NAMED], 'Effect.fn')
  const operators = call.args.slice(1)
  return native('effect', (args, site) =>
    operators.reduce<Value>((source, operator) => call.machine.call(operator, UNDEFINED, [source], site), observable(call.machine, () => waiting({ ...call, site }, first, args))))
}

const NAMED = 'fn()'

/** `Effect.retry(effect, policy)`: a schedule, or `{ times, schedule, while, until }`; without a limit it never gives up. */
const retry = again()

/** `Effect.retryOrElse(effect, schedule, orElse)`. */
const retryOrElse = again((call, [, orElse = UNDEFINED], error) => awaitValue(call.machine, calling(call, orElse, [error, UNDEFINED])))

function again(gaveUp?: (call: ModelCall, args: readonly Value[], error: Value) => Value): ModelFunction {
  return (call) => {
    const { machine, site, args } = call
    const apply = (source: Value, rest: readonly Value[]): Value => {
      const policy = readPolicy(call, rest[0] ?? UNDEFINED)
      const from = (isFirst: boolean): Value =>
        retrying({
          machine,
          site,
          ...policy,
          operation: (attempt) => {
            const effectOf = native('effect', () => (attempt === 1 && isFirst ? source : subscribeAgain(machine, source, site)))
            return awaitValue(machine, isObservable(machine, source) ? machine.call(effectOf, UNDEFINED, [], site) : operate(call, effectOf, []))
          },
          ...(gaveUp && { gaveUp: (error: Value) => (isDefect(machine, error) ? error : machine.throwValue(gaveUp(call, rest, error))) }),
        })
      return observable(machine, () => from(false), () => from(true))
    }
    const [first = UNDEFINED, ...rest] = args
    const isWhole = args.length > (gaveUp ? 2 : 1) || isObservable(machine, first)
    return isWhole ? apply(first, rest) : native('operator', ([source = UNDEFINED]) => apply(source, args))
  }
}

interface Policy {
  readonly calls: number | undefined
  readonly again: (error: Value, attempt: number) => Value
  readonly asks: boolean
  readonly unsure: Doubt
}

function readPolicy(call: ModelCall, given: Value): Policy {
  const { machine, site } = call
  const plain = scheduleOf(machine, given)
  const options = readOptions(machine, plain ? undefined : given)
  const said = givenOption(options, 'schedule')
  const schedule = plain ?? (said && scheduleOf(machine, said))
  const times = countOf(options.get('times'), Infinity)
  const limits = [times, schedule ? schedule.times : Infinity]
  const isOn = givenOption(options, 'while')
  const isOver = givenOption(options, 'until')
  // What a schedule decides that is not understood can't be told; nor what options say that come from elsewhere.
  const isUnclear = (said !== undefined && !schedule) || (!plain && given.kind === 'unknown')
  return {
    calls: limits.includes(undefined) || limits.some(Number.isNaN) ? undefined : oneMore(Math.min(...(limits as number[]))),
    asks: isOn !== undefined || isOver !== undefined || (schedule?.tests.length ?? 0) > 0,
    unsure: isUnclear ? 'condition-not-seen' : unseenOption(options, 'while', 'until'),
    again: (error, attempt) => {
      if (isDefect(machine, error)) return FALSE
      const answers = [
        () => (schedule ? goesOn(machine, schedule, error, attempt) : TRUE),
        () => (isOn ? awaitValue(machine, machine.call(isOn, UNDEFINED, [error], site)) : TRUE),
        () => (isOver ? not(awaitValue(machine, machine.call(isOver, UNDEFINED, [error], site))) : TRUE),
      ]
      return answers.reduce<Value>((before, ask) => {
        if (truthiness(before) === false) return before
        const answer = ask()
        return truthiness(before) === true || truthiness(answer) === false ? answer : unknown('again', machine.digest(error).carries)
      }, TRUE)
    },
  }
}

/** `catchTag('A', 'B', handle)`: for failures of these tags. */
const catchTag: Transform = (call, source, args) => afterFailure(call, source, (error) => {
  const tags = args.slice(0, -1).flatMap((tag) => optionsOf(tag))
  const handle = args.at(-1) ?? UNDEFINED
  return whereTagged(call, error, (name) => tags.some((tag) => tag.kind === 'primitive' && tag.value === name), () => calling(call, handle, [error]))
})

/** `catchTags({ A: handle })`. */
const catchTags: Transform = (call, source, [handlers = UNDEFINED]) => afterFailure(call, source, (error) => {
  const named = call.machine.object(handlers)?.properties ?? new Map<string, Value>()
  const tag = tagOf(call, error)
  const handle = typeof tag === 'string' ? named.get(tag) : undefined
  return whereTagged(call, error, (name) => named.has(name), () => (handle ? calling(call, handle, [error]) : unknown('handled', call.machine.digest(error).carries)))
})

function tagOf({ machine, site }: ModelCall, error: Value): unknown {
  const tag = error.kind === 'primitive' ? UNDEFINED : machine.get(error, '_tag', site)
  return tag.kind === 'primitive' ? (tag.value ?? null) : undefined
}

function whereTagged(call: ModelCall, error: Value, isMeant: (tag: string) => boolean, handle: () => Value): Value {
  const { machine } = call
  const tag = tagOf(call, error)
  const end = (): Value => machine.throwValue(error)
  if (tag !== undefined) return typeof tag === 'string' && isMeant(tag) ? handle() : end()
  return machine.fork([handle, end])
}

/** `catchIf(predicate, handle)`. */
const catchIf: Transform = (call, source, [predicate = UNDEFINED, handle = UNDEFINED]) => afterFailure(call, source, (error) =>
  branch(call, calling(call, predicate, [error]), () => calling(call, handle, [error]), () => call.machine.throwValue(error)))

function branch({ machine }: ModelCall, test: Value, yes: () => Value, no: () => Value): Value {
  const truth = truthiness(test)
  if (truth !== undefined) return truth ? yes() : no()
  return forkOnTest(machine, test, [{ outcome: true, run: yes }, { outcome: false, run: no }])
}

/** `filterOrFail(predicate, orFailWith)`. */
const filterOrFail: Transform = (call, source, [predicate = UNDEFINED, orFail = UNDEFINED]) => afterSuccess(call, source, (value) =>
  branch(call, calling(call, predicate, [value]), () => value, () => call.machine.throwValue(calling(call, orFail, [value]))))

/** What comes of both ends as data: an `Either` (version 3) or a `Result` (version 4). */
const either: Transform = (call, source) => {
  const { machine } = call
  const data = (entries: readonly [string, Value][]): Value => machine.create(objectData(entries, { open: true }))
  const ended = afterSuccess(call, source, (value) => data([['_tag', unknown('tag')], ['right', value], ['success', value]]))
  return afterFailure(call, ended, (error) => data([['_tag', unknown('tag')], ['left', error], ['failure', error]]))
}

const handlers = (call: ModelCall, given: Value, name: string): Value => call.machine.object(given)?.properties.get(name) ?? UNDEFINED

/** `match({ onSuccess, onFailure })`, `matchEffect`. */
const match: Transform = (call, source, [options = UNDEFINED]) => {
  const { machine, site } = call
  const onFailure = native('failure', ([error = UNDEFINED]) => (isDefect(machine, error) ? machine.throwValue(error) : calling(call, handlers(call, options, 'onFailure'), [error])))
  return performThen(machine, sidesOf(machine, source), native('success', ([value = UNDEFINED]) => calling(call, handlers(call, options, 'onSuccess'), [value])), onFailure, site)
}

const mapBoth: Transform = (call, source, [options = UNDEFINED]) => {
  const { machine, site } = call
  const onFailure = native('failure', ([error = UNDEFINED]) => machine.throwValue(isDefect(machine, error) ? error : calling(call, handlers(call, options, 'onFailure'), [error])))
  return performThen(machine, sidesOf(machine, source), native('success', ([value = UNDEFINED]) => calling(call, handlers(call, options, 'onSuccess'), [value])), onFailure, site)
}

const flatMap: Transform = (call, source, [then = UNDEFINED]) => afterSuccess(call, source, (value) => calling(call, then, [value]))
const catchAll: Transform = (call, source, [handle = UNDEFINED]) => afterFailure(call, source, (error) => calling(call, handle, [error]))
const passing: Transform = (_, source) => source

const tap: Transform = (call, source, [look = UNDEFINED]) => afterSuccess(call, source, (value) => {
  awaitValue(call.machine, calling(call, look, [value]))
  return value
})

const tapError: Transform = (call, source, [look = UNDEFINED]) => afterFailure(call, source, (error) => {
  awaitValue(call.machine, calling(call, look, [error]))
  return call.machine.throwValue(error)
})

/** Functions of an effect, by the number of their other arguments. */
const OPERATORS: readonly (readonly [names: readonly string[], count: number, transform: Transform])[] = [
  [['map', 'flatMap', 'andThen', 'zipRight'], 1, flatMap],
  [['tap'], 1, tap],
  [['tapError', 'tapErrorCause', 'tapCause'], 1, tapError],
  [['mapError'], 1, (call, source, [make = UNDEFINED]) => afterFailure(call, source, (error) => call.machine.throwValue(calling(call, make, [error])))],
  [['catchAll', 'catch', 'catchAllCause', 'catchCause', 'orElse', 'orElseSucceed'], 1, catchAll],
  [['orElseFail'], 1, (call, source, [make = UNDEFINED]) => afterFailure(call, source, () => call.machine.throwValue(calling(call, make, [])))],
  [['catchTag'], 2, catchTag],
  [['catchTags'], 1, catchTags],
  [['catchIf'], 2, catchIf],
  [['filterOrFail'], 2, filterOrFail],
  [['match', 'matchEffect'], 1, match],
  [['mapBoth'], 1, mapBoth],
  [['as'], 1, (call, source, [value = UNDEFINED]) => afterSuccess(call, source, () => value)],
  [['asVoid', 'ignoreLogged'], 0, (call, source) => afterSuccess(call, source, () => UNDEFINED)],
  [['ignore'], 0, (call, source) => afterFailure(call, afterSuccess(call, source, () => UNDEFINED), () => UNDEFINED)],
  [['either', 'result'], 0, either],
  [['orDie'], 0, (call, source) => afterFailure(call, source, (error) => call.machine.throwValue(defect(call.machine, error)))],
  [['ensuring'], 1, (call, source, [last = UNDEFINED]) => finallyDo(call.machine, sidesOf(call.machine, source), native('last', () => last), call.site)],
  [['withSpan', 'timeout', 'timeoutFail', 'delay', 'provide', 'provideService', 'annotateLogs', 'withLogSpan', 'withConcurrency', 'annotateSpans', 'onInterrupt'], 1, passing],
  [['scoped', 'interruptible', 'uninterruptible', 'sandbox', 'flatten', 'orDieWith'], 0, passing],
]

/** What an effect ends with where it is run; a defect is the error again. */
const runPromise: ModelFunction = (call) => {
  const { machine, site, args: [source = UNDEFINED] } = call
  const handler = native('end', ([failure = UNDEFINED]) => machine.each(failure, (error) => machine.throwValue(isDefect(machine, error) ? machine.get(error, 'defect', site) : error)))
  return performThen(machine, sidesOf(machine, source), UNDEFINED, handler, site)
}

/** Each effect of a list once: `Effect.all`, `Effect.forEach`. */
const all: ModelFunction = ({ machine, args, site }) => observable(machine, () => combine(machine, 'all', args[0] ?? UNDEFINED, site))

const pipe: ModelFunction = ({ machine, args, site }) => args.slice(1).reduce<Value>((source, operator) => machine.call(operator, UNDEFINED, [source], site), args[0] ?? UNDEFINED)
const pipeOn: ModelFunction = ({ machine, args, site, self }) => args.reduce<Value>((source, operator) => machine.call(operator, UNDEFINED, [source], site), self)

function plain(run: ModelFunction): ClientFunction {
  return { sends: false, isLazy: true, run }
}

const EFFECT_FUNCTIONS: ReadonlyMap<string, ClientFunction> = new Map(Object.entries({
  tryPromise: plain(tryPromise),
  promise: plain(promise),
  sync: plain(sync),
  try: plain(tryPromise),
  suspend: plain(sync),
  succeed: plain(succeed),
  fail: plain(fail),
  failSync: plain((call) => fail({ ...call, args: [calling(call, call.args[0] ?? UNDEFINED, [])] })),
  die: plain(die),
  gen: plain(gen),
  fn: { sends: false, isLazy: true, run: fn, instance: ['Effect', NAMED] },
  fnUntraced: plain(fn),
  [NAMED]: plain(fn),
  retry: { sends: false, isLazy: true, repeats: 'operations', run: retry },
  retryOrElse: { sends: false, isLazy: true, repeats: 'operations', run: retryOrElse },
  all: plain(all),
  runPromise: { sends: false, run: runPromise },
  runFork: { sends: false, run: runPromise },
  ...Object.fromEntries(OPERATORS.flatMap(([names, count, transform]) => names.map((name) => [name, plain(dual(count, transform))]))),
}))

const SCHEDULES: ReadonlyMap<string, ClientFunction> = new Map(Object.entries(SCHEDULE_FUNCTIONS).map(([name, run]) => [name, plain(run)]))

/** `class HttpError extends Data.TaggedError('HttpError')<{ status: number }> {}`: its fields are what it is made with. */
const taggedError: ModelFunction = (call) => external(call.origin?.module ?? 'effect', [...(call.origin?.path ?? ['Data', 'TaggedError']), tagIn(call)], 'TaggedError')

function tagIn({ args: [tag] }: ModelCall): string {
  return tag?.kind === 'primitive' ? `tag:${String(tag.value)}` : 'tag:'
}

function newTagged(tag: string | undefined): ModelFunction {
  return ({ machine, args }) => {
    const made = newError(machine, 'Error', [])
    const fields = machine.object(args[0] ?? UNDEFINED)?.properties ?? new Map<string, Value>()
    if (made.kind === 'object') machine.update(made, { properties: new Map([...(machine.object(made)?.properties ?? []), ...fields, ...(tag === undefined ? [] : [['_tag', primitive(tag)] as const])]) })
    return made
  }
}

function dataAt(name: string): ClientFunction | undefined {
  if (name === 'TaggedError') return plain(taggedError)
  if (name === 'Error') return plain(newTagged(undefined))
  return name.startsWith('tag:') ? plain(newTagged(name.slice('tag:'.length))) : undefined
}

const EFFECT: Namespace = (name) => EFFECT_FUNCTIONS.get(name)
const SCHEDULE: Namespace = (name) => SCHEDULES.get(name)
const FUNCTION: Namespace = (name) => (name === 'pipe' ? plain(pipe) : undefined)

type Namespace = (name: string) => ClientFunction | undefined

/** The namespaces that the package exports, each a module of its own too: `effect/Schedule`. */
const NAMESPACES: ReadonlyMap<string, Namespace> = new Map([['Effect', EFFECT], ['Schedule', SCHEDULE], ['Data', dataAt], ['Function', FUNCTION]])

function functionIn(namespace: Namespace | undefined, path: readonly string[]): ClientFunction | undefined {
  const name = path.at(-1) ?? ''
  // `Schedule.forever.pipe(...)`
  return name === 'pipe' && path.length > 1 ? plain(pipeOn) : namespace?.(name)
}

const LIBRARY = { name: 'effect', sendsNothing: true, sureBy: /\bretry/ }

/** Effect (https://effect.website), measured with 3.22.4 and 4.1.0. */
export const effectLibraries: readonly Client[] = [
  { ...LIBRARY, modules: ['effect'], functionAt: ([first = '', ...rest]) => (rest.length === 0 ? FUNCTION(first) : functionIn(NAMESPACES.get(first), rest)) },
  ...[...NAMESPACES].map(([name, namespace]): Client => ({ ...LIBRARY, modules: [`effect/${name}`], functionAt: (path) => functionIn(namespace, path) })),
]
