import type { Resend } from './notes.ts'

/** Thrown where a run has cost more steps than it may. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
  /** What was seen to be sent again until then. */
  resends: readonly Resend[] = []
}

/** Thrown to leave a call that takes too many steps. */
export const TAKES_TOO_LONG = Symbol('takes too long')

/** Counts the steps of one run, and ends it where it has taken too many. */
export class Steps {
  private count = 0
  private readonly budget: number
  /** The steps at which the run ends, or the call that may take only so many. */
  private limit: number

  constructor(budget: number) {
    this.budget = budget
    this.limit = budget
  }

  get taken(): number {
    return this.count
  }

  /** Counts one step. @throws BudgetExceeded, or `TAKES_TOO_LONG` within `briefly` */
  take(): void {
    if (++this.count <= this.limit) return
    if (this.isBrief) throw TAKES_TOO_LONG
    throw new BudgetExceeded()
  }

  /** A call is carried out that may take only so many steps. */
  get isBrief(): boolean {
    return this.limit < this.budget
  }

  /** Carries out what may take so many steps; `TAKES_TOO_LONG` is thrown where it takes more. */
  briefly<T>(most: number, run: () => T): T {
    this.limit = Math.min(this.count + most, this.budget)
    try {
      return run()
    } finally {
      this.limit = this.budget
    }
  }
}
