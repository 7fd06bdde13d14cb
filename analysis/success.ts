import { contentLeaves, doesWithin, goesLike, isSuccessWithContent, isUsualWay, saysNo } from './outcome.ts'
import type { Outcome } from './runs.ts'

/** Answers that code may ask for in place of a 200. */
const OTHER_SUCCESSES = [201, 204, 202, 206, 304]
/** Code that follows no redirect may ask for one. */
const MANUAL_REDIRECT = /\bredirect\W{1,4}manual\b/

/** It throws what any failure that the code does not name throws: `switch (status) { case 201: ...; case 500: ...; default: throw }`. */
function isRefused(usual: Outcome, unnamed: Outcome): boolean {
  return usual.completions.length > 0 && usual.completions.every(({ kind }) => kind === 'throw') && goesLike(usual, unnamed)
}

/**
 * The run for what the code takes for success: 200, unless it names another 2xx and treats 200 like a failure.
 *
 * @param run carries out a run for a status
 * @param failure the run for an answer that is none
 * @param unnamed the run for one of another class that the file does not name
 */
export function successOf(text: string, run: (status: number) => Outcome, failure: Outcome, unnamed: Outcome): Outcome {
  const usual = run(200)
  if (!goesLike(usual, failure) && !isRefused(usual, unnamed)) return usual
  const others = MANUAL_REDIRECT.test(text) ? [...OTHER_SUCCESSES, 302] : OTHER_SUCCESSES
  for (const status of others) {
    // What was not modified, or has no content, says nothing of code that makes something of any other body, and goes on.
    if (!text.includes(String(status)) || (usual.usesContent && (status === 304 || (status === 204 && isSuccessWithContent(usual))))) continue
    const other = run(status)
    if (goesLike(other, failure) || isUsualWay(failure, other)) continue
    // What does all that a failure does, and more, is no other success, unless only that makes something of the answer.
    if (doesWithin(failure, other) && (contentLeaves(failure) || !contentLeaves(other))) continue
    // Whether an address redirects is a question, and no success that everything else lacks.
    if (status !== 302 || !saysNo(failure)) return other
  }
  return usual
}
