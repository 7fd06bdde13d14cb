import type { CheckVerdict, RetryVerdict } from '../../analysis/index.ts'
import type { Answer } from './answers.ts'
import { differences, type Difference } from './difference.ts'
import type { Observation } from './run.ts'
import { isPaid, type ArrivedRequest } from './server.ts'
import type { Snapshot } from './snapshot.ts'

/** The runs of one program, by what the server answered. */
export type Observations = ReadonlyMap<Answer, Observation>

/** A verdict on what happened, and what shows it. */
export interface Classified<Verdict> {
  readonly verdict: Verdict
  readonly evidence: string
}

/**
 * The check verdict of a program that was run, as `design.md` defines the words.
 *
 * @param unnamed the run for a 4xx that the program does not name
 */
export function classifyCheck(runs: Observations, unnamed: Observation): Classified<CheckVerdict> {
  const run = runs.get(402)!
  const fromUnnamed = differences(run, unnamed)
  const fromServerError = differences(run, runs.get(500)!)
  const fromSuccess = differences(run, runs.get(200)!)
  const named = first(fromUnnamed, 'control')
  if (named !== undefined) return { verdict: 'handled', evidence: show(named) }

  const told = fromUnnamed.find(({ level, source, where }) => level === 'data' && source === 'status' && where.startsWith(run.completion))
  // Whoever is given the response besides, the caller is told the status.
  if (told !== undefined && !holdsRaw(run.value)) return { verdict: 'structured', evidence: show(told) }
  const raw = rawLeaving(run)
  if (raw !== undefined && first(fromSuccess, 'control') === undefined) return { verdict: 'delegated', evidence: raw }
  // A log that is written for failures alone shows that somebody looked; one that quotes any status does not.
  if (fromSuccess.every(({ level, source }) => (level === 'log' ? source !== 'branch' : source === 'body'))) {
    return { verdict: 'unchecked', evidence: 'as for 200' }
  }
  const datum = first(fromUnnamed, 'data')
  if (raw !== undefined) return { verdict: 'delegated', evidence: raw }
  if (datum !== undefined) return { verdict: 'structured', evidence: show(datum) }
  const grouped = first(fromServerError, 'control') ?? first(fromServerError, 'data')
  if (grouped !== undefined) return { verdict: 'grouped', evidence: show(grouped) }
  const text = first(fromUnnamed, 'text')
  if (text !== undefined) return { verdict: 'text', evidence: show(text) }
  return { verdict: 'blind', evidence: `as for 500: ${run.completion}` }
}

/** Do two runs that got the same status, with bodies that say different things, differ in what they did? */
export function isDecidedByBody(left: Observation, right: Observation): boolean {
  return first(differences(left, right), 'control') !== undefined
}

/** The retry verdict of a program that was run, or undefined where nothing is ever sent again. */
export function classifyRetry(runs: Observations, unnamed: Observation): Classified<RetryVerdict> | undefined {
  const resent = resends(runs.get(402)!)
  if (resent.length > 0) {
    const evidence = `402: ${resent.length + 1} requests`
    if (resent.every(isPaid)) return { verdict: 'pays', evidence }
    if (resends(runs.get(200)!).length > 0) return { verdict: 'polling', evidence: `${evidence}, as for 200` }
    if (resends(unnamed).length === 0) return { verdict: 'explicit', evidence }
    return isProbe(runs, resent) ? { verdict: 'polling', evidence: `${evidence}, and nothing is taken from the answer` } : { verdict: 'blanket', evidence }
  }
  const others = [...runs.values()].filter((run) => run.answer !== 200 && run.answer !== 204)
  const retried = others.filter((run) => resends(run).length > 0 && resends(runs.get(200)!).length === 0)
  if (retried.length === 0) return undefined
  const evidence = `sent again for ${retried.map((run) => run.answer).join(', ')}`
  return { verdict: retried.every((run) => run.answer === 'none') ? 'network' : 'filtered', evidence }
}

/** It only asks whether the server is there: a success without content ends it as one with content does. */
function isProbe(runs: Observations, resent: readonly ArrivedRequest[]): boolean {
  const content = differences(runs.get(200)!, runs.get(204)!).filter(({ level }) => level !== 'log')
  return content.length === 0 && resent.every(({ method }) => method === 'GET' || method === 'HEAD')
}

/** The requests that had been sent before: same method, address and body, but for the id of a JSON-RPC call. */
function resends(run: Observation): ArrivedRequest[] {
  const sent = new Set<string>()
  return run.effects.flatMap((effect) => {
    if (effect.kind !== 'request') return []
    const { method, path, body } = effect.request
    const key = `${method} ${path} ${body.includes('"jsonrpc"') ? body.replace(/"id":\d+/, '') : body}`
    if (sent.has(key)) return [effect.request]
    sent.add(key)
    return []
  })
}

/** Where the raw response, or a promise of it, reaches code that is not seen; undefined where it does not. */
function rawLeaving(run: Observation): string | undefined {
  if (holdsRaw(run.value)) return `${run.completion} Response`
  for (const effect of run.effects) {
    if (effect.kind !== 'unseen' || effect.values.kind !== 'object') continue
    if ([...effect.values.fields.values()].some(holdsRaw)) return `${effect.name}(Response)`
  }
  return undefined
}

/** The response itself, a promise of it, a list of such: not an object that carries it beside other things. */
function holdsRaw(value: Snapshot): boolean {
  if (value.kind === 'response') return value.raw
  if (value.kind === 'promise' || (value.kind === 'object' && value.tag === 'Array')) {
    return [...value.fields.values()].some(holdsRaw)
  }
  return false
}

function first(all: readonly Difference[], level: Difference['level']): Difference | undefined {
  return all.find((difference) => difference.level === level)
}

function show({ where, left, right }: Difference): string {
  return `${where}: ${left} / ${right}`
}
