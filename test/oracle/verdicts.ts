import type { CheckVerdict, RetryVerdict } from '../../analysis/index.ts'
import { ANSWERS, type Answer } from './answers.ts'
import { classifyCheck, classifyRetry, isDecidedByBody, type Classified } from './classify.ts'
import { isObservable, type Declared, type Fixture } from './fixture.ts'
import { run, type Observation, type RunOptions } from './run.ts'
import { compile, type Program } from './sandbox.ts'
import type { LoopbackServer } from './server.ts'

/** A declared verdict beside what the run shows. `seen` is undefined where nothing can be or was seen. */
export interface Seen<Verdict extends string> {
  readonly declared: Declared<Verdict> | undefined
  readonly seen: Classified<Verdict> | undefined
  /** The same, where requests that are sent again count as one: by its own retries a client does not make the code tell anything apart. */
  readonly onceSent?: Classified<Verdict> | undefined
}

/** What the runs of one fixture say to each of its declarations. */
export interface RunVerdicts {
  readonly checks: readonly Seen<CheckVerdict>[]
  readonly retries: readonly Seen<RetryVerdict>[]
}

/**
 * 4xx statuses that stand for "one that nobody names"; the first that the file does not mention is taken. Without 421,
 * which `fetch` itself sends again.
 */
const UNNAMED = [418, 431, 451]

/** Runs a fixture for every answer, once for each of the sites that its declarations tell apart. */
export async function runVerdicts(fixture: Fixture, server: LoopbackServer, modules: Readonly<Record<string, unknown>> = {}): Promise<RunVerdicts> {
  const program = compile(fixture, modules)
  const unnamed = UNNAMED.find((status) => !new RegExp(`\\b${status}\\b`).test(fixture.text))
  if (unnamed === undefined) throw new Error(`${fixture.name} names every status that could stand for an unnamed one`)

  const cache = new Map<string | undefined, Promise<Map<Answer, Observation>>>()
  const runsFor = (only: string | undefined): Promise<Map<Answer, Observation>> => {
    const options = { world: fixture.world, says: {}, only }
    const known = cache.get(only) ?? runAll(program, server, [...ANSWERS, unnamed], options)
    cache.set(only, known)
    return known
  }

  const checks: Seen<CheckVerdict>[] = []
  for (const declared of fixture.checks) {
    const runs = await runsFor(declared.at)
    if (declared.reason === 'decided-by-body') {
      checks.push({ declared, seen: await decidedByBody(program, server, fixture.says, declared.at) })
    } else {
      const once = new Map([...runs].map(([answer, run]) => [answer, sentOnce(run)]))
      checks.push(isObservable(declared) ? { declared, seen: classifyCheck(runs, runs.get(unnamed)!), onceSent: classifyCheck(once, once.get(unnamed)!) } : { declared, seen: undefined })
    }
  }

  const retries: Seen<RetryVerdict>[] = []
  const declaredRetries = fixture.retries.length === 0 ? fixture.checks.map(({ at }) => ({ at })) : fixture.retries
  for (const declared of declaredRetries) {
    const runs = await runsFor(declared.at)
    const seen = classifyRetry(runs, runs.get(unnamed)!)
    if (!('verdict' in declared)) retries.push({ declared: undefined, seen })
    else if (declared.reason === 'decided-by-body') retries.push({ declared, seen: await repeatedByBody(program, server, fixture.says, declared.at) })
    else retries.push({ declared, seen: isObservable(declared) ? seen : undefined })
  }
  return { checks, retries }
}

/** A run without the requests that repeat the one before. */
function sentOnce(run: Observation): Observation {
  const isRepeated = (index: number): boolean => {
    const [before, effect] = [run.effects[index - 1], run.effects[index]]
    return before?.kind === 'request' && effect?.kind === 'request' && before.request.path === effect.request.path && before.request.method === effect.request.method
  }
  return { ...run, effects: run.effects.filter((_, index) => !isRepeated(index)) }
}

async function runAll(
  program: Program,
  server: LoopbackServer,
  answers: readonly Answer[],
  options: Omit<RunOptions, 'answer'>,
): Promise<Map<Answer, Observation>> {
  const runs = new Map<Answer, Observation>()
  for (const answer of new Set(answers)) runs.set(answer, await run(program, server, { answer, ...options }))
  return runs
}

/** For a verdict that the body decides: 402s whose bodies say different things must end differently. */
async function decidedByBody(
  program: Program,
  server: LoopbackServer,
  says: RunOptions['says'],
  only: string | undefined,
): Promise<Classified<CheckVerdict> | undefined> {
  const honest = await run(program, server, { answer: 402, world: 'honest', says: {}, only })
  const clean = await run(program, server, { answer: 402, world: 'clean', says: {}, only })
  const other = await run(program, server, { answer: 402, world: 'honest', says, only })
  const decides = isDecidedByBody(honest, clean) || isDecidedByBody(honest, other)
  return decides ? { verdict: 'unknown', evidence: 'the body decides' } : undefined
}

/** The same for a construct that may send again: of 402s only one with such a body is followed by more requests. */
async function repeatedByBody(
  program: Program,
  server: LoopbackServer,
  says: RunOptions['says'],
  only: string | undefined,
): Promise<Classified<RetryVerdict> | undefined> {
  const requestsFor = async (said: RunOptions['says']): Promise<number> => {
    const { effects } = await run(program, server, { answer: 402, world: 'honest', says: said, only })
    return effects.filter(({ kind }) => kind === 'request').length
  }
  return (await requestsFor(says)) > (await requestsFor({})) ? { verdict: 'unknown', evidence: 'the body decides' } : undefined
}
