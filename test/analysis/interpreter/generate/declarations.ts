import type { Choices } from './choices.ts'
import type { Expressions } from './expressions.ts'
import type { Names, Type } from './scope.ts'
import type { Place, Statements } from './statements.ts'

const RESULTS: readonly Type[] = ['number', 'string', 'boolean', 'list']

/** Writes functions, classes, closures and objects with accessors, and makes what they give known to a program's names. */
export class Declarations {
  private readonly choices: Choices
  private readonly expressions: Expressions
  private readonly statements: Statements

  constructor(choices: Choices, expressions: Expressions, statements: Statements) {
    this.choices = choices
    this.expressions = expressions
    this.statements = statements
  }

  any(names: Names): string {
    return this.choices.pick([
      () => this.plain(names),
      () => this.closures(names),
      () => this.classes(names),
      () => this.accessors(names),
      () => this.recursive(names),
      () => this.throwing(names),
      () => this.higherOrder(names),
    ])()
  }

  private number(names: Names, size = 1): string {
    return this.expressions.of('number', names, size)
  }

  /** A function that reads and writes the variables around it. */
  private plain(names: Names): string {
    const params = Array.from({ length: this.choices.below(3) }, () => this.choices.pick(RESULTS))
    const result = this.choices.pick(RESULTS)
    const name = names.fresh('local')
    const inner = names.inFunction()
    const list = params.map((type) => inner.declare(type))
    const place: Place = { names: inner, loops: [], labels: [], canThrow: false, isSwitch: false, result }
    const body = `{ ${this.statements.block(place, 1, 2)} return ${this.expressions.of(result, inner, 1)}; }`
    names.declareFunction({ name, params, result })
    const rest = this.choices.below(3) === 2 && params.length > 0 ? ['...others'] : []
    const written = [...list, ...rest].join(', ')
    return this.choices.pick([() => `function ${name}(${written}) ${body}`, () => `const ${name} = (${written}) => ${body};`])()
  }

  /** Two closures over one variable, made twice, so that each pair has its own. */
  private closures(names: Names): string {
    const make = names.fresh('make')
    const made = [names.fresh('made'), names.fresh('made')]
    const body = `let held = start; return { add: (by) => { held += by; return held; }, read: () => held ${this.choices.pick(['', '* 2', '+ start'])} };`
    const declared = `const ${make} = (start) => { ${body} }; ` + made.map((name) => `const ${name} = ${make}(${this.number(names)});`).join(' ')
    for (const name of made) {
      names.declareFunction({ name: `${name}.add`, params: ['number'], result: 'number' })
      names.declareFunction({ name: `${name}.read`, params: [], result: 'number' })
    }
    return declared
  }

  /** A class and one that extends it: fields, private fields, accessors, static members, `super`. */
  private classes(names: Names): string {
    const [base, derived, one, other] = ['Base', 'Derived', 'one', 'other'].map((prefix) => names.fresh(prefix)) as [string, string, string, string]
    const inner = names.inFunction()
    inner.declare('number', true, 'given')
    const method = this.choices.pick(['this.field + given', 'this.#hidden * given', '(this.field = given)', '++this.#hidden'])
    const classes = [
      `class ${base} { #hidden = ${this.number(names.inFunction())}; field = 2; static count = 0; constructor(given) { this.#hidden = given; this.made = ${this.number(inner)}; ${base}.count++; }`,
      `get value() { return this.#hidden; } set value(given) { this.#hidden = given; } act(given) { return ${method}; } static twice(given) { return given * 2; } }`,
      `class ${derived} extends ${base} { extra = this.made; constructor(given) { super(given${this.choices.pick([' + 1', ' - 1', ''])}); this.field = ${this.number(inner)}; }`,
      `act(given) { return super.act(given) ${this.choices.pick(['+', '-'])} this.extra; } }`,
      `const ${one} = new ${base}(${this.number(names)}); const ${other} = new ${this.choices.pick([derived, base])}(${this.number(names)});`,
    ]
    for (const instance of [one, other]) {
      names.declareFunction({ name: `${instance}.act`, params: ['number'], result: 'number' })
      for (const field of ['value', 'field', 'made']) names.declare('number', true, `${instance}.${field}`)
    }
    names.declare('number', true, `${base}.count`)
    names.declareFunction({ name: `${derived}.twice`, params: ['number'], result: 'number' })
    return classes.join(' ')
  }

  /** An object with a method, a getter and `this`. */
  private accessors(names: Names): string {
    const name = names.fresh('object')
    const init = this.number(names)
    const arrow = names.inFunction()
    arrow.declare('number', true, 'given')
    const text = `const ${name} = { held: ${init}, get half() { return this.held / 2; }, method(given) { return [given].map((item) => item + this.held)[0]; }, arrow: (given) => ${this.number(arrow)} };`
    names.declareFunction({ name: `${name}.method`, params: ['number'], result: 'number' })
    names.declareFunction({ name: `${name}.arrow`, params: ['number'], result: 'number' })
    names.declare('number', false, `${name}.half`)
    names.declare('number', true, `${name}.held`)
    return text
  }

  /** A function that calls itself a few times. */
  private recursive(names: Names): string {
    const [name, outer] = [names.fresh('recursive'), names.fresh('start')]
    const inner = names.inFunction()
    inner.declare('number', true, 'sum')
    const step = this.number(inner)
    names.declareFunction({ name: outer, params: ['number'], result: 'number' })
    return `function ${name}(left, sum) { return left === 0 ? sum : ${name}(left - 1, ${step}); } const ${outer} = (given) => ${name}(${this.choices.below(3)}, given);`
  }

  /** An error class, and a function that throws one and catches it. */
  private throwing(names: Names): string {
    const [failure, name] = [names.fresh('Failure'), names.fresh('guarded')]
    const inner = names.inFunction()
    inner.declare('number', true, 'given')
    const test = this.expressions.of('boolean', inner, 2)
    const result = this.choices.pick(['error.code', 'error.message.length + error.code', '(error instanceof Error ? error.code : 0)', `(error instanceof ${failure} ? 1 : 0)`])
    const text = [
      `class ${failure} extends Error { constructor(message, code) { super(message); this.code = code; } }`,
      `const ${name} = (given) => { try { if (${test}) throw new ${failure}(${this.expressions.of('string', inner, 1)}, ${this.number(inner)}); return ${this.number(inner)}; } catch (error) { return ${result}; } };`,
    ].join(' ')
    names.declareFunction({ name, params: ['number'], result: 'number' })
    return text
  }

  /** A function that calls the function it is given. */
  private higherOrder(names: Names): string {
    const [apply, name] = [names.fresh('apply'), names.fresh('applied')]
    const inner = names.inFunction()
    inner.declare('number', true, 'given')
    const way = this.choices.pick(['call(given)', 'call.call(null, given)', 'call.apply(null, [given])', 'call.bind(null, given)()', '[given].map(call)[0]', 'call(...[given])'])
    const text = `const ${apply} = (call, given) => ${way}; const ${name} = (given) => ${apply}((given) => ${this.number(inner, 2)}, given);`
    names.declareFunction({ name, params: ['number'], result: 'number' })
    return text
  }
}
