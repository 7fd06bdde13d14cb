import type { Output } from './terminal.ts'

/** Shorter runs show nothing. Milliseconds. */
const QUIET_TIME = 1000
const REDRAW_INTERVAL = 100

const CLEAR_LINE = '\r\u001b[K'

/** One line at the bottom of a terminal that says how far a long run has come, and that goes away before other output. */
export class Progress {
  readonly #output: Output
  readonly #now: () => number
  readonly #active: boolean
  #nextDraw: number
  #shown = false

  /**
   * @param output shows nothing if this is no terminal
   * @param now milliseconds on any clock that only goes forward
   */
  constructor(output: Output, now: () => number = performance.now.bind(performance)) {
    this.#output = output
    this.#now = now
    this.#active = output.isTTY === true
    this.#nextDraw = now() + QUIET_TIME
  }

  /** Says how far the run is; draws only where it is time to. */
  step(done: number, total: number, what: string): void {
    if (!this.#active || this.#now() < this.#nextDraw) return
    this.#nextDraw = this.#now() + REDRAW_INTERVAL
    const line = `${done} of ${total} files  ${what}`
    this.#output.write(CLEAR_LINE + line.slice(0, (this.#output.columns || 80) - 1))
    this.#shown = true
  }

  /** Takes the line away. It comes back with a later step. */
  clear(): void {
    if (!this.#shown) return
    this.#output.write(CLEAR_LINE)
    this.#shown = false
  }
}
