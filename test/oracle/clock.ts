interface Timer {
  readonly due: number
  readonly order: number
  readonly period: number | undefined
  readonly callback: () => void
}

/** What `setTimeout` gives out: opaque to programs, with the methods that Node's has. */
export interface TimerHandle {
  readonly id: number
  ref(): TimerHandle
  unref(): TimerHandle
}

const START = Date.UTC(2026, 0, 1)

/**
 * The time of one run. It stands still while anything is under way, and jumps to the next timer when nothing is: a wait
 * of minutes costs nothing, and a time-out that guards a request does not strike before the answer.
 */
export class VirtualClock {
  #now = START
  #order = 0
  #stopped = false
  readonly #timers = new Map<number, Timer>()

  get now(): number {
    return this.#now
  }

  get pending(): number {
    return this.#timers.size
  }

  readonly setTimeout = (callback: (...values: unknown[]) => void, delay = 0, ...values: unknown[]): TimerHandle =>
    this.#add(() => callback(...values), delay, undefined)

  readonly setInterval = (callback: (...values: unknown[]) => void, delay = 0, ...values: unknown[]): TimerHandle =>
    this.#add(() => callback(...values), delay, delay)

  readonly clear = (handle: TimerHandle | undefined | null): void => {
    if (handle !== undefined && handle !== null) this.#timers.delete(handle.id)
  }

  readonly sleep = <T>(delay?: number, value?: T): Promise<T> =>
    new Promise((resolve) => this.setTimeout(() => resolve(value as T), delay))

  /** Jumps to the earliest timer and runs it. False where there is none. */
  advance(): boolean {
    let next: [number, Timer] | undefined
    for (const entry of this.#timers) if (next === undefined || isEarlier(entry[1], next[1])) next = entry
    if (next === undefined) return false
    const [id, timer] = next
    this.#now = Math.max(this.#now, timer.due)
    if (timer.period === undefined) this.#timers.delete(id)
    else this.#timers.set(id, { ...timer, due: this.#now + Math.max(1, timer.period), order: ++this.#order })
    timer.callback()
    return true
  }

  /** No timer strikes any more, and none can be set. */
  stop(): void {
    this.#stopped = true
    this.#timers.clear()
  }

  #add(callback: () => void, delay: number, period: number | undefined): TimerHandle {
    const id = ++this.#order
    const due = this.#now + (Number.isFinite(delay) ? Math.max(0, delay) : 0)
    if (!this.#stopped) this.#timers.set(id, { due, order: id, period, callback })
    const handle: TimerHandle = { id, ref: () => handle, unref: () => handle }
    return handle
  }
}

function isEarlier(left: Timer, right: Timer): boolean {
  return left.due === right.due ? left.order < right.order : left.due < right.due
}

/** A `Date` whose "now" is the clock's. */
export function dateOf(clock: VirtualClock): DateConstructor {
  return class extends Date {
    constructor(...values: ConstructorParameters<DateConstructor> | []) {
      if (values.length === 0) super(clock.now)
      else super(...values)
    }

    static override now(): number {
      return clock.now
    }
  } as unknown as DateConstructor
}
