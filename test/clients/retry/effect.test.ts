import { describeAgreement, row } from './agreement.ts'

const IMPORTS = "import { Data, Effect, pipe, Schedule } from 'effect'"

/** What fails with an error of the code's own, as programs with Effect are written. */
const OWN = `class HttpError extends Data.TaggedError('HttpError') {}
const own = Effect.tryPromise({ try: () => load(), catch: (error) => new HttpError({ status: error.status }) })
`

const rowsOf = (rows: readonly (readonly [name: string, body: string, only?: 'usual' | 'newest'])[]) =>
  rows.map(([name, body, only]) => row(name, IMPORTS, body, only && { only }))

describeAgreement('Effect.retry', rowsOf([
  ['times: 3', 'return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry({ times: 3 })))'],
  ['times: 0', 'return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry({ times: 0 })))'],
  ['no limit', 'return Effect.runPromise(Effect.retry(Effect.tryPromise(() => load()), {}))'],
  ['the effect first', 'return Effect.runPromise(Effect.retry(Effect.tryPromise(() => load()), { times: 2 }))'],
  ['pipe', 'return Effect.runPromise(pipe(Effect.tryPromise(() => load()), Effect.map((value) => value.data), Effect.retry({ times: 2 })))'],
  ['while leaves a 402 out', `${OWN}return Effect.runPromise(own.pipe(Effect.retry({ times: 3, while: (error) => error.status !== 402 })))`],
  ['while asks the cause', 'return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry({ times: 3, while: (error) => error.cause?.status >= 500 })))'],
  ['until it is a 402', `${OWN}return Effect.runPromise(own.pipe(Effect.retry({ times: 3, until: (error) => error.status === 402 })))`],
  ['until is an effect', `${OWN}return Effect.runPromise(own.pipe(Effect.retry({ times: 3, until: (error) => Effect.succeed(error.status === 402 || error.status === 418) })))`],
  ['a 402 alone', `${OWN}return Effect.runPromise(own.pipe(Effect.retry({ times: 2, while: ({ status }) => status === 402 })))`],
  ['a schedule that counts', 'return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry(Schedule.recurs(2))))'],
  ['a schedule without a limit', "return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry(Schedule.exponential('1 millis'))))"],
  ['a schedule that is cut short', "return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry(Schedule.exponential('1 millis').pipe(Schedule.compose(Schedule.recurs(2))))))", 'usual'],
  ['schedules that both have to go on', "return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry(Schedule.intersect(Schedule.spaced('1 millis'), Schedule.recurs(3)))))", 'usual'],
  ['schedules that both have to go on, in a list', "return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry(Schedule.max([Schedule.spaced('1 millis'), Schedule.recurs(3)]))))", 'newest'],
  ['a schedule that looks at its input', `${OWN}return Effect.runPromise(own.pipe(Effect.retry(Schedule.recurs(3).pipe(Schedule.whileInput((error) => error.status !== 402)))))`, 'usual'],
  ['a schedule that looks at what it is told', `${OWN}return Effect.runPromise(own.pipe(Effect.retry(Schedule.recurs(3).pipe(Schedule.while(({ input }) => input.status !== 402)))))`, 'newest'],
  ['a schedule for as long as', `${OWN}return Effect.runPromise(own.pipe(Effect.retry(Schedule.recurWhile((error) => error.status >= 500))))`, 'usual'],
  ['a schedule and times', "return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retry({ times: 2, schedule: Schedule.spaced('1 millis') })))"],
  ['a defect', 'return Effect.runPromise(Effect.promise(() => load()).pipe(Effect.retry({ times: 3 })))'],
  ['around fetch alone', 'return Effect.runPromise(Effect.tryPromise(() => fetch(`${ORIGIN}/a`)).pipe(Effect.retry({ times: 3 })))'],
  ['a generator', 'const program = Effect.gen(function* () { const res = yield* Effect.tryPromise(() => fetch(`${ORIGIN}/a`)); if (!res.ok) return yield* Effect.fail({ status: res.status }); return yield* Effect.tryPromise(() => res.json()) }); return Effect.runPromise(Effect.retry(program, { times: 2 }))'],
  ['a generator that leaves a 402 out', "class Paid extends Data.TaggedError('Paid') {}\nconst program = Effect.gen(function* () { const res = yield* Effect.tryPromise(() => fetch(`${ORIGIN}/a`)); if (res.status === 402) return yield* new Paid(); if (!res.ok) return yield* Effect.fail(new Error('failed')); return res.status }); return Effect.runPromise(program.pipe(Effect.retry({ times: 2, while: (error) => error._tag !== 'Paid' })))"],
  ['a 402 is caught before', `${OWN}return Effect.runPromise(own.pipe(Effect.catchIf((error) => error.status === 402, () => Effect.succeed('pay')), Effect.retry({ times: 2 })))`],
  ['a tag is caught before', `${OWN}return Effect.runPromise(own.pipe(Effect.catchTag('HttpError', (error) => error.status === 402 ? Effect.succeed('pay') : Effect.fail(error)), Effect.retry({ times: 2 })))`],
  ['another tag is caught before', `${OWN}return Effect.runPromise(own.pipe(Effect.catchTag('Other', () => Effect.succeed('pay')), Effect.retry({ times: 2 })))`],
  ['a function that gives effects', "const loading = Effect.fn('loading')(function* (path) { const res = yield* Effect.tryPromise(() => fetch(`${ORIGIN}/${path}`)); if (!res.ok) return yield* Effect.fail({ status: res.status }); return yield* Effect.tryPromise(() => res.json()) }); return Effect.runPromise(loading('a').pipe(Effect.retry({ times: 2 })))"],
]))

describeAgreement('Effect.retryOrElse', rowsOf([
  ['recurs', "return Effect.runPromise(Effect.tryPromise(() => load()).pipe(Effect.retryOrElse(Schedule.recurs(2), () => Effect.succeed('none'))))"],
  ['the effect first', `${OWN}return Effect.runPromise(Effect.retryOrElse(own, Schedule.recurs(2), (error) => Effect.fail(error)))`],
]))
