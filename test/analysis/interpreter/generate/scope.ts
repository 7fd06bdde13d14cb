/** What an expression gives. */
export type Type = 'number' | 'string' | 'boolean' | 'list' | 'record'

export interface Variable {
  readonly name: string
  readonly type: Type
  /** Loop counters are read only, so that every loop ends. */
  readonly writable: boolean
}

/** A function of the program that can be called. */
export interface Callable {
  readonly name: string
  readonly params: readonly Type[]
  readonly result: Type
}

/** The names that can be used at one place of a generated program. */
export class Names {
  private readonly parent: Names | undefined
  private readonly variables: Variable[] = []
  private readonly functions: Callable[] = []
  private readonly counter: { next: number }
  /** An `await` may stand here. */
  readonly canAwait: boolean

  constructor(parent?: Names, canAwait = parent?.canAwait === true) {
    this.parent = parent
    this.counter = parent?.counter ?? { next: 0 }
    this.canAwait = canAwait
  }

  inner(): Names {
    return new Names(this)
  }

  /** The names in a function that is not async. */
  inFunction(): Names {
    return new Names(this, false)
  }

  declare(type: Type, writable = true, name = `${type[0]}${this.counter.next++}`): string {
    this.variables.push({ name, type, writable })
    return name
  }

  fresh(prefix: string): string {
    return `${prefix}${this.counter.next++}`
  }

  declareFunction(callable: Callable): void {
    this.functions.push(callable)
  }

  of(type: Type): readonly Variable[] {
    return this.visible().filter((variable) => variable.type === type)
  }

  writable(): readonly Variable[] {
    return this.visible().filter((variable) => variable.writable)
  }

  callables(result: Type): readonly Callable[] {
    return [...this.functions.filter((callable) => callable.result === result), ...(this.parent?.callables(result) ?? [])]
  }

  /** Inner names hide outer ones. */
  private visible(): readonly Variable[] {
    const outer = this.parent?.visible().filter(({ name }) => !this.variables.some((own) => own.name === name)) ?? []
    return [...this.variables, ...outer]
  }
}
