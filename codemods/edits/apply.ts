/** One change of a text: what stands in the half-open interval `[start, end)` of UTF-16 offsets becomes `text`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Thrown where edits can't all be made: they overlap, or lie outside the text. A bug of the planner. */
export class EditConflictError extends Error {
  override readonly name = 'EditConflictError'
}

/**
 * Makes all edits at once. Insertions at one offset keep the order in which they are given.
 *
 * @throws {EditConflictError} where two edits overlap, or one lies outside the text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let done = 0
  for (const { start, end, text: replacement } of sorted) {
    if (start < done || end < start || end > text.length) {
      throw new EditConflictError(`The edit at ${start}-${end} overlaps another one or lies outside the text`)
    }
    result += text.slice(done, start) + replacement
    done = end
  }
  return result + text.slice(done)
}

/** Where an offset of the text lies after the edits. Text that is put in at the offset comes before it. */
export function movedOffset(offset: number, edits: readonly Edit[]): number {
  return edits.reduce((at, { start, end, text }) => (start <= offset ? at + text.length - (end - start) : at), offset)
}
