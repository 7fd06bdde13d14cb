import { primitive, typeOfPrimitive, UNDEFINED, valueFor, type Primitive, type Single, type Unknown, type Value } from './values.ts'

/** What is known of a text, in order; undefined stands for what is not, which may be nothing. */
export type Pieces = readonly (Primitive | undefined)[]

/** Of a text that is put together of more, nothing is kept. */
const MOST_PIECES = 24

/** What is known of a text that these are put together to. */
export function piecesOf(parts: readonly Single[]): Pieces | undefined {
  const pieces = parts.flatMap((part): Pieces => (part.kind === 'primitive' ? [part] : part.kind === 'unknown' && part.pieces ? part.pieces : [undefined]))
  return pieces.length <= MOST_PIECES && pieces.some((piece) => piece !== undefined) ? pieces : undefined
}

/** Whether a text of which some is known can be another one: `message === 'Unauthorized'`. */
export function mayBe({ pieces }: Unknown, { told, value }: Primitive): boolean {
  if (!pieces || told || typeof value !== 'string') return true
  return ask(pieces, (runs) => {
    let at = 0
    for (const run of runs) {
      const found = run === undefined ? at : value.indexOf(run, at)
      if (found === -1) return false
      at = found + (run?.length ?? 0)
    }
    return value.startsWith(runs[0] ?? '') && value.endsWith(runs.at(-1) ?? '')
  })
}

/** What a method of a text gives, where what is known of the text tells. */
export function toldByPieces(text: Value, method: string | undefined, args: readonly Value[]): Value | undefined {
  const pieces = text.kind === 'unknown' ? text.pieces : undefined
  const [sought = UNDEFINED] = args
  // Where to begin is not asked for, as a rule.
  if (!pieces || args.length !== 1 || sought.kind !== 'primitive' || typeOfPrimitive(sought) !== 'string' || sought.told) return undefined
  const answer = ask(pieces, (runs) => find(runs, method, sought.value as string))
  return answer === undefined ? undefined : primitive(answer, carriedBy(pieces))
}

function find(runs: readonly (string | undefined)[], method: string | undefined, sought: string): boolean | undefined {
  switch (method) {
    case 'includes':
      return runs.some((run) => run?.includes(sought)) || undefined
    case 'startsWith':
      return isAtEdge(runs[0], sought, (text, part) => text.startsWith(part))
    case 'endsWith':
      return isAtEdge(runs.at(-1), sought, (text, part) => text.endsWith(part))
  }
  return undefined
}

/** Whether something is at an end of a text, of which only so much is known. */
function isAtEdge(known: string | undefined, sought: string, has: (text: string, part: string) => boolean): boolean | undefined {
  if (known === undefined) return undefined
  if (has(known, sought)) return true
  return has(sought, known) ? undefined : false
}

/** What is known of what a method makes of a text: the same in other letters. */
export function piecesMade(text: Value, method: string | undefined): Pieces | undefined {
  if (text.kind !== 'unknown' || (method !== 'toLowerCase' && method !== 'toUpperCase')) return undefined
  // The status has no letters, but its reason phrase has.
  return text.pieces?.map((piece) => (piece && !piece.told ? { ...piece, value: String(piece.value)[method]() } : undefined))
}

/** What looks at more of a text than what it matches: anchors, edges of words, what comes before or after. */
const LOOKS_AROUND = /[$^]|\\[Bb]|\(\?<?[!=]/

/** Whether a pattern matches what is known of a text. */
export function matchesPiece({ pieces }: Unknown, pattern: RegExp): boolean {
  if (!pieces || LOOKS_AROUND.test(pattern.source)) return false
  return ask(pieces, (runs) => runs.some((run) => run !== undefined && pattern.test(run)))
}

/** What is known of the status in a text carries it. */
function carriedBy(pieces: Pieces): number {
  return pieces.reduce((bits, piece) => bits | (piece?.carries ?? 0), 0)
}

/** Asks something of what is known, all that stands together in one: the status is not read for it. */
function ask<T>(pieces: Pieces, question: (runs: readonly (string | undefined)[]) => T): T {
  const runsFor = (status: number | undefined): readonly (string | undefined)[] => {
    const runs: (string | undefined)[] = []
    for (const piece of pieces) {
      const last = runs.at(-1)
      if (piece && last !== undefined) runs[runs.length - 1] = last + String(valueFor(piece, status))
      else runs.push(piece && String(valueFor(piece, status)))
    }
    return runs
  }
  const asked = pieces.find((piece) => piece?.told)?.told?.asked
  return asked ? asked.ask((status) => question(runsFor(status))) : question(runsFor(undefined))
}
