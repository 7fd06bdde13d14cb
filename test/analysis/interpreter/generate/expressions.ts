import type { Choices } from './choices.ts'
import type { Names, Type } from './scope.ts'

/** What the generator may use. */
export interface Dialect {
  /** Names of parameters whose value is not known; they stand in conditions only. */
  readonly unknowns: readonly string[]
  /** Lists are made longer and shorter, also where it is not known whether that happens. */
  readonly growsLists: boolean
  /** The program is async, and waits for promises. */
  readonly isAsync: boolean
}

const NUMBERS = ['0', '1', '2', '3', '402', '500', '-1', '0.5', '1e3', 'Infinity']
const STRINGS = ["''", "'a'", "'bc'", "'402'", "'x-y'", "'A b'", "' '", "'true'", "'0'"]
const MIXED = ['null', 'undefined', '0', "''", "'1'", 'true', 'false', "'a'", '3']
const ARITHMETIC = ['+', '-', '*', '/', '%', '|', '&', '^', '<<', '>>', '>>>', '**']
const COMPARISONS = ['===', '!==', '<', '<=', '>', '>=', '==', '!=']

/** Writes expressions of a wanted type over the names that are there. All of them end and none throws. */
export class Expressions {
  private readonly choices: Choices
  readonly dialect: Dialect
 
  private depth = 0

  constructor(choices: Choices, dialect: Dialect) {
    this.choices = choices
    this.dialect = dialect
  }

  of(type: Type, names: Names, size: number): string {
    switch (type) {
      case 'number':
        return this.number(names, size)
      case 'string':
        return this.string(names, size)
      case 'boolean':
        return this.boolean(names, size)
      case 'list':
        return this.list(names, size)
      case 'record':
        return this.record(names, size)
    }
  }

  /** A value of any primitive type, for the operators that convert. */
  mixed(names: Names, size: number): string {
    return this.choices.pick([
      () => this.choices.pick(MIXED),
      () => this.number(names, size),
      () => this.string(names, size),
      () => this.boolean(names, size),
    ])()
  }

  private name(type: Type, names: Names, otherwise: () => string): string {
    const variables = names.of(type)
    return variables.length > 0 ? this.choices.pick(variables).name : otherwise()
  }

  private any(type: Type, names: Names, size: number, leaf: () => string, branches: readonly (() => string)[]): string {
    if (size <= 0 || this.choices.below(4) === 0) return this.choices.below(2) === 0 ? leaf() : this.name(type, names, leaf)
    if (names.canAwait && type === 'number' && this.choices.below(3) === 2) return this.awaited(names, size - 1)
    return this.choices.pick([...branches, () => this.conditional(type, names, size - 1), () => this.call(type, names, size - 1)])()
  }

  /** A number that is waited for. */
  private awaited(names: Names, size: number): string {
    const value = this.number(names, size)
    const inFunction = this.number(names.inFunction(), size)
    return this.choices.pick([
      () => `(await ${value})`,
      () => `(await Promise.resolve(${value}))`,
      () => `(await Promise.resolve(${value}).then((given) => given + ${inFunction}))`,
      () => `(await Promise.reject(${value}).catch((given) => given - ${inFunction}))`,
      () => `(await Promise.reject(${value}).then(() => 1, (given) => given))`,
      () => `(await Promise.resolve(${value}).finally(() => ${inFunction}))`,
      () => `(await (async () => { try { return await Promise.reject(${inFunction}); } catch (given) { return given; } })())`,
      () => `(await new Promise((resolve, reject) => { resolve(${inFunction}); reject(0); }))`,
      () => `(await Promise.all([${value}, Promise.resolve(${inFunction})]))[${this.choices.below(2)}]`,
      () => `((await Promise.allSettled([Promise.reject(${value})]))[0].reason)`,
      () => `(await Promise.any([Promise.reject(1), ${value}]))`,
      () => `(await (async (given) => given * 2)(${value}))`,
    ])()
  }

  private conditional(type: Type, names: Names, size: number): string {
    return `(${this.condition(names, size)} ? ${this.of(type, names, size)} : ${this.of(type, names, size)})`
  }

  private call(type: Type, names: Names, size: number): string {
    const callables = names.callables(type)
    if (callables.length === 0) return this.conditional(type, names, size)
    const { name, params } = this.choices.pick(callables)
    return `${name}(${params.map((param) => this.of(param, names, Math.min(size, 1))).join(', ')})`
  }

  /** A test: most often on known values, at times on what is not known. */
  condition(names: Names, size: number): string {
    const { unknowns } = this.dialect
    if (unknowns.length === 0 || !this.choices.chance(60)) return this.boolean(names, size)
    const name = this.choices.pick(unknowns)
    return this.choices.pick([
      () => name,
      () => `!${name}`,
      () => `${name} === ${this.choices.pick(MIXED)}`,
      () => `${name} !== ${this.choices.pick(MIXED)}`,
      () => `${name} == null`,
      () => `${name} && ${this.boolean(names, size - 1)}`,
      () => `${name} || ${this.boolean(names, size - 1)}`,
      () => `(${name} ?? ${this.choices.pick(MIXED)})`,
      () => `typeof ${name} === ${this.choices.pick(["'string'", "'number'", "'boolean'", "'undefined'"])}`,
      () => `${name} > 0`,
      () => `[1, 'a', null].includes(${name})`,
    ])()
  }

  private number(names: Names, size: number): string {
    const less = size - 1
    return this.any('number', names, size, () => this.choices.pick(NUMBERS), [
      () => `(${this.number(names, less)} ${this.choices.pick(ARITHMETIC.slice(0, 11))} ${this.number(names, less)})`,
      () => `((${this.number(names, less)}) ** 2)`,
      () => `(${this.mixed(names, less)} ${this.choices.pick(ARITHMETIC.slice(1, 11))} ${this.mixed(names, less)})`,
      () => `(${this.choices.pick(['-', '+', '~'])}${this.mixed(names, less)})`.replaceAll('--', '- -').replaceAll('++', '+ +'),
      () => `${this.string(names, less)}.length`,
      () => `${this.list(names, less)}.length`,
      () => `Number(${this.mixed(names, less)})`,
      () => `parseInt(${this.string(names, less)})`,
      () => `Math.${this.choices.pick(['floor', 'abs', 'round', 'trunc', 'ceil', 'sign'])}(${this.number(names, less)})`,
      () => `Math.${this.choices.pick(['max', 'min'])}(${this.number(names, less)}, ${this.number(names, less)})`,
      () => `${this.list(names, less)}.reduce((a, b) => a + b, ${this.number(names, less)})`,
      ...(this.dialect.growsLists ? [() => `${this.list(names, less)}.indexOf(${this.number(names, less)})`] : []),
      () => `(${this.list(names, less)}[${this.choices.below(3)}] ?? ${this.number(names, less)})`,
      () => `(${this.list(names, less)}.at(-1) ?? ${this.number(names, less)})`,
      () => `${this.record(names, less)}.n`,
      () => `(${this.record(names, less)}?.n ?? 7)`,
      () => `(${this.mixed(names, less)}, ${this.number(names, less)})`,
      () => `new Map([['a', ${this.number(names, less)}], ['b', 2]]).get(${this.choices.pick(["'a'", "'b'"])})`,
      () => `(({ n: inner = 5 }) => inner)(${this.record(names, less)})`,
      () => `((first, ...others) => others.length + (first ?? 0))(...${this.list(names, less)})`,
    ])
  }

  private string(names: Names, size: number): string {
    const less = size - 1
    return this.any('string', names, size, () => this.choices.pick(STRINGS), [
      () => `(${this.string(names, less)} + ${this.mixed(names, less)}).slice(0, 12)`,
      () => `(${this.number(names, less)} + ${this.string(names, less)}).slice(-9)`,
      () => `\`\${${this.mixed(names, less)}}-\${${this.string(names, less)}}\`.slice(0, 12)`,
      () => `String(${this.mixed(names, less)})`,
      () => `(typeof ${this.mixed(names, 0)})`,
      () => `${this.string(names, less)}.${this.choices.pick(['toUpperCase', 'toLowerCase', 'trim', 'trimEnd', 'toString'])}()`,
      () => `${this.string(names, less)}.slice(${this.choices.below(3) - 1}, ${this.choices.below(4)})`,
      () => `${this.string(names, less)}.replace(${this.choices.pick(["'a'", "'-'", '/[a-c]/g', '/\\d/'])}, ${this.choices.pick(STRINGS)})`,
      () => `${this.string(names, less)}.split(${this.choices.pick(["'-'", "''", "'b'"])}).join('+').slice(0, 9)`,
      () => `${this.string(names, less)}.padStart(3, '0')`,
      () => `${this.string(names, less)}.charAt(${this.choices.below(3)})`,
      () => `${this.list(names, less)}.join(${this.choices.pick(["','", "''"])}).slice(0, 9)`,
      () => `${this.record(names, less)}.s`,
      () => `Object.keys(${this.record(names, less)}).join()`,
      () => `(${this.string(names, less)} ${this.choices.pick(['||', '&&', '??'])} ${this.string(names, less)})`,
    ])
  }

  private boolean(names: Names, size: number): string {
    const less = size - 1
    return this.any('boolean', names, size, () => this.choices.pick(['true', 'false']), [
      () => `(${this.mixed(names, less)} ${this.choices.pick(COMPARISONS)} ${this.mixed(names, less)})`,
      () => `(${this.number(names, less)} ${this.choices.pick(COMPARISONS)} ${this.number(names, less)})`,
      () => `!${this.mixed(names, less)}`,
      () => `Boolean(${this.mixed(names, less)})`,
      () => `(${this.boolean(names, less)} ${this.choices.pick(['&&', '||'])} ${this.boolean(names, less)})`,
      () => `${this.list(names, less)}.includes(${this.number(names, less)})`,
      () => `${this.list(names, less)}.${this.choices.pick(['some', 'every'])}((item) => item ${this.choices.pick(COMPARISONS)} ${this.number(names.inFunction(), less)})`,
      () => `${this.string(names, less)}.${this.choices.pick(['startsWith', 'endsWith', 'includes'])}(${this.choices.pick(STRINGS)})`,
      () => `${this.choices.pick(['/^[a-c]/', '/\\d$/', '/x|y/i'])}.test(${this.string(names, less)})`,
      () => `new Set([402, 1]).has(${this.number(names, less)})`,
      () => `(${this.choices.pick(["'n'", "'q'"])} in ${this.record(names, less)})`,
      () => `Number.${this.choices.pick(['isInteger', 'isNaN', 'isFinite'])}(${this.mixed(names, less)})`,
      () => `Array.isArray(${this.choices.below(2) === 0 ? this.list(names, less) : this.mixed(names, less)})`,
    ])
  }

  private list(names: Names, size: number): string {
    const less = size - 1
    if (this.depth >= 2) return this.name('list', names, () => '[]')
    this.depth++
    const written = this.any('list', names, size, () => '[]', [
      () => `[${Array.from({ length: this.choices.below(4) }, () => this.number(names, less)).join(', ')}]`,
      () => `[...${this.list(names, less)}, ${this.number(names, less)}].slice(-6)`,
      () => `${this.list(names, less)}.map((item, index) => ${this.callbackBody(names)})`,
      () => `${this.list(names, less)}.filter((item) => item ${this.choices.pick(COMPARISONS)} ${this.number(names.inFunction(), less)})`,
      () => `${this.list(names, less)}.slice(${this.choices.below(3) - 1})`,
      () => `${this.list(names, less)}.concat([${this.number(names, less)}]).slice(0, 6)`,
      () => `Array.from({ length: ${this.choices.below(4)} }, (_, item) => item * ${this.number(names.inFunction(), less)})`,
      () => `Object.values({ a: ${this.number(names, less)}, b: 2 })`,
    ])
    this.depth--
    return written
  }

  private callbackBody(names: Names): string {
    const inner = names.inFunction()
    inner.declare('number', false, 'item')
    inner.declare('number', false, 'index')
    return this.number(inner, 1)
  }

  private record(names: Names, size: number): string {
    const less = size - 1
    return this.any('record', names, size, () => `{ n: ${this.choices.pick(NUMBERS)}, s: ${this.choices.pick(STRINGS)} }`, [
      () => `{ n: ${this.number(names, less)}, s: ${this.string(names, less)} }`,
      () => `{ ...${this.record(names, less)}, n: ${this.number(names, less)} }`,
      () => `{ n: 1, ...${this.record(names, less)} }`,
      ...(this.dialect.growsLists ? [() => `Object.assign({ n: 0, s: '' }, ${this.record(names, less)})`] : []),
    ]).replace(/^\{[^]*\}$/, '($&)')
  }
}
