import type { Choices } from './choices.ts'
import type { Expressions } from './expressions.ts'
import { Names, type Type } from './scope.ts'

/** Where a statement stands: what it may leave or go on with. */
export interface Place {
  readonly names: Names
  /** Labels of the loops around, innermost last. */
  readonly loops: readonly string[]
  /** Labels of other statements around. */
  readonly labels: readonly string[]
  readonly canThrow: boolean
  readonly isSwitch: boolean
  /** What a `return` gives here; undefined: anything. */
  readonly result: Type | undefined
}

const TYPES: readonly Type[] = ['number', 'string', 'boolean', 'list', 'record']

/** Writes statements: every kind that ECMA-262 has for control flow. All loops are bounded. */
export class Statements {
  private readonly choices: Choices
  private readonly expressions: Expressions

  constructor(choices: Choices, expressions: Expressions) {
    this.choices = choices
    this.expressions = expressions
  }

  /** A block's content in names of its own. */
  block(place: Place, size: number, most = 3): string {
    const inner: Place = { ...place, names: place.names.inner() }
    return Array.from({ length: 1 + this.choices.below(most) }, () => this.statement(inner, size)).join(' ')
  }

  statement(place: Place, size: number): string {
    const simple = [() => this.assign(place), () => this.declaration(place), () => this.mutation(place), () => this.destructuring(place)]
    const abrupt = [
      ...(place.loops.length > 0 ? [() => this.jump(place)] : []),
      ...(place.labels.length > 0 ? [() => `if (${this.condition(place)}) break ${this.choices.pick(place.labels)};`] : []),
      ...(place.canThrow ? [() => `if (${this.condition(place)}) throw ${this.expressions.of(this.choices.pick(['number', 'string']), place.names, 1)};`] : []),
      () => `if (${this.condition(place)}) return ${this.expressions.of(place.result ?? this.choices.pick(TYPES), place.names, 1)};`,
    ]
    if (size <= 0 || this.choices.below(2) === 0) return this.choices.below(5) === 0 ? this.choices.pick(abrupt)() : this.choices.pick(simple)()
    const less = size - 1
    return this.choices.pick([
      () => this.conditional(place, less),
      () => this.counted(place, less),
      () => this.whileLoop(place, less),
      () => this.forOf(place, less),
      () => this.forIn(place, less),
      () => this.switchStatement(place, less),
      () => this.tryStatement(place, less),
      () => this.labeled(place, less),
      () => `{ ${this.block(place, less)} }`,
      () => this.callback(place, less),
    ])()
  }

  private condition({ names }: Place, size = 2): string {
    return this.expressions.condition(names, size)
  }

  private declaration({ names }: Place): string {
    const type = this.choices.pick(TYPES)
    const init = this.expressions.of(type, names, 2)
    const keyword = this.choices.pick(['let', 'const'])
    return `${keyword} ${names.declare(type, keyword === 'let')} = ${init};`
  }

  private assign({ names }: Place): string {
    const { name, type } = this.choices.pick(names.writable())
    const value = (): string => this.expressions.of(type, names, 2)
    const plain = (): string => `${name} = ${value()};`
    switch (type) {
      case 'number':
        return this.choices.pick([
          plain,
          () => `${name} ${this.choices.pick(['+=', '-=', '*=', '|=', '%=', '>>=', '??=', '||=', '&&='])} ${value()};`,
          () => `${name}${this.choices.pick(['++', '--'])};`,
          () => `${this.choices.pick(['++', '--'])}${name};`,
          () => `${name} = ${name}++ + ${value()};`,
        ])()
      case 'string':
        return this.choices.pick([plain, () => `${name} = (${name} + ${value()}).slice(0, 12);`, () => `${name} ||= ${value()};`])()
      case 'boolean':
        return this.choices.pick([plain, () => `${name} = !${name};`, () => `${name} &&= ${value()};`])()
      default:
        return plain()
    }
  }

  private mutation(place: Place): string {
    const { names } = place
    const lists = names.of('list')
    const records = names.of('record')
    if (lists.length === 0 || records.length === 0) return this.assign(place)
    const list = this.choices.pick(lists).name
    const record = this.choices.pick(records).name
    const number = (): string => this.expressions.of('number', names, 1)
    return this.choices.pick([
      ...(this.expressions.dialect.growsLists ? [() => `if (${list}.length < 5) ${list}.push(${number()});`, () => `${list}.${this.choices.pick(['pop', 'shift'])}();`] : []),
      // The value is no call: what that does to the target before it is written is a case of its own.
      ...(this.expressions.dialect.growsLists ? [() => `if (${list}.length > 0) ${list}[0] = ${this.expressions.of('number', names, 0)};`] : []),
      () => `${record}.n = ${this.expressions.of('number', names, 0)};`,
      () => `${record}.n++;`,
      () => `${record}['s'] = ${this.expressions.of('string', names, 1)};`,
    ])()
  }

  private destructuring(place: Place): string {
    const { names } = place
    const number = (): string => this.expressions.of('number', names, 1)
    return this.choices.pick([
      () => {
        const init = this.expressions.of('list', names, 1)
        const rest = this.expressions.dialect.growsLists ? `, ...${names.declare('list', false)}` : ''
        return `const [${names.declare('number', false)} = 4${rest}] = ${init};`
      },
      () => {
        const init = this.expressions.of('record', names, 1)
        const [n, s] = [names.declare('number'), names.declare('string')]
        return `let { n: ${n} = 1, s: ${s} = 'd' } = ${init};`
      },
      () => {
        const numbers = names.writable().filter(({ type }) => type === 'number')
        if (numbers.length === 0) return this.assign(place)
        const [a, b] = [this.choices.pick(numbers).name, this.choices.pick(numbers).name]
        return `[${a}, ${b}] = [${b}, ${number()}];`
      },
    ])()
  }

  private jump({ names, loops, isSwitch }: Place): string {
    const test = this.expressions.condition(names, 1)
    const label = this.choices.below(3) === 0 ? ` ${this.choices.pick(loops)}` : ''
    const kind = this.choices.pick(['break', 'continue'])
    // In a `switch` a bare `break` leaves that one; both are wanted.
    return `if (${test}) ${kind}${isSwitch && label === '' && kind === 'break' ? '' : label};`
  }

  private conditional(place: Place, size: number): string {
    const otherwise = this.choices.pick([
      () => '',
      () => ` else { ${this.block(place, size)} }`,
      () => ` else ${this.conditional(place, size - 1)}`,
    ])
    return `if (${this.condition(place)}) { ${this.block(place, size)} }${size > 0 ? otherwise() : ''}`
  }

  private loop(place: Place, names: Names): { readonly label: string; readonly inside: Place } {
    const label = names.fresh('loop')
    return { label, inside: { ...place, names, loops: [...place.loops, label], isSwitch: false } }
  }

  private counted(place: Place, size: number): string {
    const names = place.names.inner()
    const { label, inside } = this.loop(place, names)
    const counter = names.declare('number', false)
    const rounds = 1 + this.choices.below(3)
    return `${label}: for (let ${counter} = 0; ${counter} < ${rounds}; ${counter}++) { ${this.block(inside, size)} }`
  }

  private whileLoop(place: Place, size: number): string {
    const names = place.names.inner()
    const { label, inside } = this.loop(place, names)
    const counter = names.declare('number', false)
    const rounds = 1 + this.choices.below(3)
    return this.choices.pick([
      () => `let ${counter} = ${rounds}; ${label}: while (${counter}-- > 0) { ${this.block(inside, size)} }`,
      () => `let ${counter} = 0; ${label}: do { ${this.block(inside, size)} } while (++${counter} < ${rounds});`,
      () => `let ${counter} = 0; ${label}: while (true) { if (${counter}++ >= ${rounds}) break; ${this.block(inside, size)} }`,
    ])()
  }

  private forOf(place: Place, size: number): string {
    const names = place.names.inner()
    const { label, inside } = this.loop(place, names)
    const iterated = this.expressions.of('list', place.names, 1)
    const keyword = this.choices.pick(['const', 'let'])
    return this.choices.pick([
      () => `${label}: for (${keyword} ${names.declare('number', keyword === 'let')} of ${iterated}.slice(0, 3)) { ${this.block(inside, size)} }`,
      () => `${label}: for (const [${names.declare('number', false)}, ${names.declare('number', false)}] of ${iterated}.slice(0, 3).entries()) { ${this.block(inside, size)} }`,
    ])()
  }

  private forIn(place: Place, size: number): string {
    const names = place.names.inner()
    const { label, inside } = this.loop(place, names)
    const over = this.expressions.of('record', place.names, 1)
    return `${label}: for (const [${names.declare('string', false)}] of Object.entries(${over})) { ${this.block(inside, size)} }`
  }

  private switchStatement(place: Place, size: number): string {
    const inside: Place = { ...place, isSwitch: true, names: place.names.inner() }
    const type = this.choices.pick(['number', 'string', 'boolean'] as const)
    const clauses = Array.from({ length: 1 + this.choices.below(3) }, () => {
      const ends = this.choices.pick([' break;', ' break;', ''])
      return `case ${this.expressions.of(type, place.names, 1)}: { ${this.block(inside, size, 2)} }${ends}`
    })
    const fallback = `default: { ${this.block(inside, size, 2)} }${this.choices.pick([' break;', ''])}`
    const at = this.choices.below(clauses.length + 2)
    const all = at > clauses.length ? clauses : clauses.toSpliced(at, 0, fallback)
    return `switch (${this.expressions.of(type, place.names, 1)}) { ${all.join(' ')} }`
  }

  private tryStatement(place: Place, size: number): string {
    const risky: Place = { ...place, canThrow: true }
    const names = place.names.inner()
    const caught = names.fresh('error')
    const seen = place.names.writable().find(({ type }) => type === 'string')
    const note = seen ? ` ${seen.name} = String(${caught}).slice(0, 9);` : ''
    const handler = ` catch (${caught}) {${note} ${this.block({ ...place, names }, size, 2)} }`
    const finalizer = ` finally { ${this.block({ ...place, canThrow: place.canThrow && this.choices.chance(20) }, 0, 2)} }`
    const rest = this.choices.pick([handler, handler + finalizer, ...(place.canThrow ? [finalizer] : [])])
    return `try { ${this.block(risky, size)} }${rest}`
  }

  private labeled(place: Place, size: number): string {
    const label = place.names.fresh('block')
    return `${label}: { ${this.block({ ...place, labels: [...place.labels, label] }, size)} }`
  }

  /** A callback that changes what is around it, and whose `return` ends only itself. */
  private callback(place: Place, size: number): string {
    const names = place.names.inFunction()
    const list = this.expressions.of('list', place.names, 1)
    const item = names.declare('number', false)
    const inside: Place = { names, loops: [], labels: [], canThrow: place.canThrow, isSwitch: false, result: undefined }
    return `${list}.slice(0, 3).forEach((${item}) => { ${this.block(inside, size, 2)} });`
  }
}

