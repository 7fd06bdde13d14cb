import { nat, type GeneratorValue } from 'fast-check'

/** The random choices of one generated program; the first of several is what a failing program shrinks to. */
export class Choices {
  private readonly generate: GeneratorValue

  constructor(generate: GeneratorValue) {
    this.generate = generate
  }

  /** An integer from 0 up to, and without, `limit`. */
  below(limit: number): number {
    return this.generate(nat, { max: limit - 1 })
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }

  /** True in so many of 100 cases. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent
  }
}

