import type { Machine, ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { native, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { countOf, not } from './retry-options.ts'

/** What a schedule says of retries. */
export interface Schedule {
  /** How often at most; undefined: not known. */
  readonly times: number | undefined
  /** Whether it goes on after a failure, test by test. */
  readonly tests: readonly ((error: Value, attempt: number) => Value)[]
}

/** Schedules, by the function that pipes them on: no object of the program can hold one without it. */
const KNOWN = new WeakMap<Value, Schedule>()

/** What a value says as a schedule; undefined where it is none that is understood. */
export function scheduleOf(machine: Machine, value: Value): Schedule | undefined {
  const pipe = machine.object(value)?.properties.get('pipe')
  return (pipe && KNOWN.get(pipe)) ?? (value.kind === 'unknown' ? CONSTANTS[value.origin?.path.at(-1) ?? ''] : undefined)
}

const FOREVER: Schedule = { times: Infinity, tests: [] }
const CONSTANTS: Readonly<Record<string, Schedule>> = { forever: FOREVER, once: { times: 1, tests: [] }, stop: { times: 0, tests: [] }, elapsed: FOREVER, count: FOREVER }

function made({ machine }: ModelCall, schedule: Schedule | undefined): Value {
  if (!schedule) return unknown('schedule')
  const value = machine.create(objectData([], { label: 'schedule' }))
  const pipe = native('pipe', (operators, site) => operators.reduce<Value>((source, operator) => machine.call(operator, UNDEFINED, [source], site), value))
  KNOWN.set(pipe, schedule)
  machine.update(value, { properties: new Map([['pipe', pipe]]) })
  return value
}

const endless: ModelFunction = (call) => made(call, FOREVER)
const limited: ModelFunction = (call) => made(call, { times: undefined, tests: [] })

const recurs: ModelFunction = (call) => {
  const [times] = call.args
  return made(call, { times: times?.kind === 'primitive' ? Number(times.value) : undefined, tests: [] })
}

/** A function of a schedule and more, which may wait for its schedule: `f(schedule, x)`, `schedule.pipe(f(x))`. */
function dual(count: number, change: (call: ModelCall, schedule: Schedule, rest: readonly Value[]) => Schedule | undefined): ModelFunction {
  return (call) => {
    const { machine, args } = call
    const apply = (source: Value, rest: readonly Value[]): Value => {
      const schedule = scheduleOf(machine, source)
      return made(call, schedule && change(call, schedule, rest))
    }
    const [first = UNDEFINED, ...rest] = args
    return args.length > count ? apply(first, rest) : native('schedule', ([source = UNDEFINED]) => apply(source, args))
  }
}

/** A single schedule is changed in its delays or its output alone. */
const same = dual(1, (_, schedule) => schedule)
const sameAlone = dual(0, (_, schedule) => schedule)

function combined(choose: (a: number, b: number) => number): ModelFunction {
  return dual(1, ({ machine }, schedule, [other = UNDEFINED]) => {
    const second = scheduleOf(machine, other)
    return second && both(schedule, second, choose)
  })
}

function both(a: Schedule, b: Schedule, choose: (a: number, b: number) => number): Schedule | undefined {
  // A limit that is not known leaves the other in force; who goes on with either can't be told by tests of both.
  if (choose !== Math.min && (a.tests.length > 0 || b.tests.length > 0)) return undefined
  const known = [a.times, b.times].filter((times) => times !== undefined)
  const times = known.length === 2 ? choose(known[0] as number, known[1] as number) : undefined
  return { times, tests: [...a.tests, ...b.tests] }
}

function combinedList(choose: (a: number, b: number) => number): ModelFunction {
  return (call) => {
    const schedules = (call.machine.object(call.args[0] ?? UNDEFINED)?.elements ?? []).map((element) => scheduleOf(call.machine, element))
    return made(call, schedules.reduce((a, b) => a && b && both(a, b, choose)))
  }
}

function tested(machine: Machine, site: ModelCall['site'], test: Value, isUntil: boolean): (error: Value) => Value {
  return (error) => {
    const answer = machine.call(test, UNDEFINED, [error], site)
    return isUntil ? not(answer) : answer
  }
}

const whileInput = dual(1, ({ machine, site }, schedule, [test = UNDEFINED]) => ({ ...schedule, tests: [...schedule.tests, tested(machine, site, test, false)] }))
const untilInput = dual(1, ({ machine, site }, schedule, [test = UNDEFINED]) => ({ ...schedule, tests: [...schedule.tests, tested(machine, site, test, true)] }))
const recurWhile: ModelFunction = (call) => made(call, { times: Infinity, tests: [tested(call.machine, call.site, call.args[0] ?? UNDEFINED, false)] })
const recurUntil: ModelFunction = (call) => made(call, { times: Infinity, tests: [tested(call.machine, call.site, call.args[0] ?? UNDEFINED, true)] })

/** `Schedule.while` of version 4: the failure is the input of what it is given. */
const whileMetadata = dual(1, ({ machine, site }, schedule, [test = UNDEFINED]) => ({
  ...schedule,
  tests: [...schedule.tests, (error, attempt) => machine.call(test, UNDEFINED, [machine.create(objectData([['input', error], ['attempt', primitive(attempt)]], { open: true }))], site)],
}))

/** Whether a schedule goes on after a failure. */
export function goesOn(machine: Machine, { tests }: Schedule, error: Value, attempt: number): Value {
  let last: Value = TRUE
  for (const test of tests) {
    const answer = test(error, attempt)
    if (truthiness(answer) === false) return answer
    last = truthiness(last) === true ? answer : unknown('schedule', machine.digest(error).carries)
  }
  return last
}

const ENDLESS = ['exponential', 'fibonacci', 'fixed', 'linear', 'spaced', 'windowed', 'cron', 'fromDelay', 'fromDelays', 'identity']
const SAME = ['addDelay', 'addDelayEffect', 'delayed', 'delayedEffect', 'modifyDelay', 'modifyDelayEffect', 'map', 'as', 'tapInput', 'tapOutput', 'tap', 'resetAfter', 'jitteredWith', 'ensuring', 'setInputType']
const SAME_ALONE = ['jittered', 'passthrough', 'asVoid', 'repetitions', 'delays']

/** Functions of the module `Schedule`, of version 3 and 4; others give what is not known. */
export const SCHEDULE_FUNCTIONS: Readonly<Record<string, ModelFunction>> = {
  recurs,
  during: limited,
  recurUpTo: limited,
  upTo: dual(1, ({ machine }, { tests }, [limit = UNDEFINED]) => ({ times: countOf(machine.object(limit)?.properties.get('times') ?? UNDEFINED, NaN), tests })),
  intersect: combined(Math.min),
  compose: combined(Math.min),
  zipLeft: combined(Math.min),
  zipRight: combined(Math.min),
  union: combined(Math.max),
  either: combined(Math.max),
  andThen: combined((a, b) => a + b),
  concat: combined((a, b) => a + b),
  max: combinedList(Math.min),
  min: combinedList(Math.max),
  whileInput,
  untilInput,
  recurWhile,
  recurUntil,
  while: whileMetadata,
  ...Object.fromEntries(ENDLESS.map((name) => [name, endless])),
  ...Object.fromEntries(SAME.map((name) => [name, same])),
  ...Object.fromEntries(SAME_ALONE.map((name) => [name, sameAlone])),
}
