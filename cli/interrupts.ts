import { setImmediate } from 'node:timers/promises'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Lets a run come to a good end when it is told to stop (Ctrl-C): between two files, not in the middle of one. */
export class Interrupts {
  #signal: NodeJS.Signals | undefined

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#note)
  }

  /**
   * Gives signals their turn, which have none while a file is at work. To be called between two files.
   *
   * @returns true if the run shall stop
   */
  async listen(): Promise<boolean> {
    await setImmediate()
    return this.#signal !== undefined
  }

  /** True if a signal came. */
  hasStopped(): boolean {
    return this.#signal !== undefined
  }

  /** Ends the listening; if a signal came, the process ends by it, as its parent expects. */
  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#note)
    if (this.#signal) process.kill(process.pid, this.#signal)
  }

  readonly #note = (signal: NodeJS.Signals): void => {
    this.#signal = signal
  }
}
