/** A place in a text as editors show it: line and column count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/g

/** The lines of a text without their ends, as {@link LineIndex} counts them. */
export function splitLines(text: string): string[] {
  return text.split(LINE_END)
}

/** Turns offsets into lines and columns. A line ends where ECMA-262 ends one (LF, CR LF, CR, U+2028, U+2029). */
export class LineIndex {
  readonly #starts: readonly number[]

  constructor(text: string) {
    const starts = [0]
    for (const end of text.matchAll(LINE_END)) starts.push(end.index + end[0].length)
    this.#starts = starts
  }

  /** @param offset UTF-16 code units from the start of the text */
  at(offset: number): Position {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 }
  }
}
