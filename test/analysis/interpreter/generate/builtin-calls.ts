import fc from 'fast-check'

import { Choices } from './choices.ts'

const STRINGS = ["''", "'a'", "'abcabc'", "'402'", "' x '", "'a-b-c'", "'4xx'", "'Ünï'", "'12px'", "'0x1f'", "'1e3'"]
const NUMBERS = ['0', '1', '2', '-1', '402', '3.7', '-2.5', 'NaN', 'Infinity', '-0', '1e21', '10']
const OTHERS = ['null', 'undefined', 'true', 'false', '7n']
const PATTERNS = ['/a/', '/b/g', '/^4\\d\\d$/', '/(?<first>a)(z)?/', '/\\s*/', '/[abc]+/gi', '/-/y', '/(a+)+b/']
const LISTS = ['[]', '[3, 1, 2]', "['b', 'a', undefined, 'c']", '[1, [2, [3]], 4]', '[NaN, null, 0]', '[10, 9, 1]', '[, 1]', 'new Array(3)', 'Array.of(1, 2)', "Array.from('ab')", 'Array.from({ length: 3 }, (_, i) => i * 2)', 'Array.from(new Set([1, 1, 2]))', '[...new Map([[1, 2]]).entries()]', '[true, false]', '[7n, 7]']
const RECORDS = ['{}', "{ b: 1, a: 2, 10: 'x', 2: 'y' }", '{ get twice() { return 4 }, n: 1 }', '{ a: { b: 1 }, list: [1] }', "{ __proto__: null, own: 1 }", '{ ...[5, 6] }', "{ ...'ab', ...null, a: 1 }", "Object.fromEntries([['k', 1], ['l', 2]])", "Object.assign({ a: 1 }, { b: 2 }, undefined, { a: 3 })", 'Object.create({ inherited: 1 })', '{ set x(v) { this.y = v }, x2: 1 }', '{ toString() { return "text" } }', '{ valueOf() { return 5 } }']
const MAPS = ['new Map()', "new Map([['a', 1], ['b', 2], ['a', 3]])", "new Map([[NaN, 1], [0, 2], [-0, 3]])", "new Map(Object.entries({ x: 1 }))"]
const SETS = ['new Set()', 'new Set([1, 2, 2, 3])', "new Set('hello')", 'new Set([NaN, NaN, 0, -0])', 'new Set(new Set([1]))']
const HEADERS = ['new Headers()', "new Headers({ 'X-A': 1, b: ' two ' })", "new Headers([['a', '1'], ['A', '2']])", "new Headers(new Headers({ a: 'b' }))"]
const ERRORS = ["new Error('m')", 'new Error()', "new TypeError('t', { cause: 1 })", 'new RangeError(5)', "new AggregateError([1], 'all')", "Error('called')", "new (class Own extends Error { name = 'Own' })('own')", "new (class Bare extends Error {})('bare')", 'new Error([1, 2])', 'new Error({})']
const CALLBACKS = ['(x) => x', '(x, i) => i', '(x) => x > 1', '(x) => x === 2', '(a, b) => a - b', '(a, b) => b - a', '(a, b) => a + b', '() => undefined', '(x) => [x, x]', '(x) => String(x)', '() => true', '(x, i, all) => all.length', '(x) => { seen.push(x) }', '(x) => typeof x', '(x) => { seen.push(x); return x !== 1 }']
const FUNCTIONS = ['String', 'Number', 'Boolean', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'Number.isInteger', 'Number.isSafeInteger', 'Number.isNaN', 'Number.isFinite', 'Number.parseInt', 'Number.parseFloat', 'Array.isArray', 'Array.from', 'Array.of', 'Object.keys', 'Object.values', 'Object.entries', 'Object.is', 'Object.freeze', 'Object.getOwnPropertyNames', 'Object.hasOwn', 'JSON.stringify', 'JSON.parse', 'encodeURIComponent', 'decodeURIComponent', 'structuredClone', 'Error', 'Array', 'String.fromCharCode', ...['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'max', 'min', 'pow', 'sqrt', 'hypot', 'log2', 'cbrt', 'fround', 'imul', 'clz32'].map((name) => `Math.${name}`)]
const OPERATORS = ['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>', '<', '<=', '>', '>=', '==', '!=', '===', '!==', '&&', '||', '??']

/** What a receiver is, and the methods that it has. */
interface Kind {
  readonly literals: readonly string[]
  readonly methods: readonly string[]
}

function methodsOf(prototype: object, without: readonly string[] = []): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) => (typeof value === 'function' && name !== 'constructor' && !without.includes(name) ? [name] : []))
}

const KINDS: readonly Kind[] = [
  { literals: STRINGS, methods: methodsOf(String.prototype) },
  { literals: LISTS, methods: methodsOf(Array.prototype) },
  { literals: LISTS, methods: ['splice', 'sort', 'reverse', 'fill', 'copyWithin', 'unshift', 'pop', 'shift', 'push', 'with', 'toSpliced', 'find', 'findLast', 'reduce'] },
  { literals: NUMBERS.map((number) => `(${number})`), methods: methodsOf(Number.prototype) },
  { literals: ['true', 'false', '(7n)'], methods: ['toString', 'valueOf'] },
  { literals: MAPS, methods: methodsOf(Map.prototype) },
  { literals: SETS, methods: methodsOf(Set.prototype) },
  { literals: PATTERNS, methods: ['test', 'exec', 'toString'] },
  { literals: HEADERS, methods: methodsOf(Headers.prototype) },
  { literals: ERRORS, methods: ['toString', 'hasOwnProperty'] },
  { literals: RECORDS.map((record) => `(${record})`), methods: ['hasOwnProperty', 'toString'] },
]

const PROPERTIES = ['length', 'name', 'message', 'size', 'a', 'foo', 'source', 'flags', 'lastIndex', 'stack', 'cause', 'errors', 'status', 'response', 'groups', 'index', '0', '1', '10']

class BuiltinCalls {
  private readonly choices: Choices

  constructor(choices: Choices) {
    this.choices = choices
  }

  private value(): string {
    return this.choices.pick([NUMBERS, STRINGS, OTHERS, NUMBERS, STRINGS, LISTS, RECORDS.map((record) => `(${record})`), PATTERNS, CALLBACKS.map((callback) => `(${callback})`)].map((pool) => () => this.choices.pick(pool)))()
  }

  private arguments(method: string): string {
    const isCalledBack = /^(?:map|filter|some|every|find|reduce|forEach|flatMap|sort|toSorted)/.test(method)
    const first = isCalledBack && this.choices.chance(90) ? [this.choices.pick(CALLBACKS)] : []
    const more = Array.from({ length: this.choices.below(isCalledBack ? 2 : 4) }, () => (this.choices.chance(60) ? this.choices.pick(NUMBERS) : this.value()))
    return [...first, ...more].join(', ')
  }

  /** A few calls on one value; what they give, what they leave, and what the callbacks saw. */
  private onValue(): string {
    const { literals, methods } = this.choices.pick(KINDS)
    const calls = Array.from({ length: 1 + this.choices.below(3) }, (_, index) => {
      const method = this.choices.pick(methods)
      const call = `v.${method}(${this.arguments(method)})`
      const isIterator = /^(?:entries|keys|values)$/.test(method)
      return `const r${index} = ${isIterator ? `[...${call}]` : call};`
    })
    const changes = this.choices.pick(['', '', '', 'delete v.a;', 'v[1] = 5;', "v['a'] = 6;", 'v.length = 1;', 'v[7] = 1;'])
    const results = calls.map((_, index) => `r${index}`)
    return `const v = ${this.choices.pick(literals)}; ${calls.join(' ')} ${/length|\[/.test(changes) && !literals.includes('[]') && !literals.includes('({})') ? '' : changes} return [${results.join(', ')}, seen, v];`
  }

  private onFunction(): string {
    const args = Array.from({ length: this.choices.below(4) }, () => this.value())
    return `return ${this.choices.pick(FUNCTIONS)}(${args.join(', ')});`
  }

  private operation(): string {
    const [a, b] = [this.value(), this.value()]
    return this.choices.pick([
      () => `return (${a}) ${this.choices.pick(OPERATORS)} (${b});`,
      () => `return \`\${${a}}/\${${b}}\`;`,
      () => `let x = ${a}; const y = x${this.choices.pick(['++', '--'])}; return [x, y];`,
      () => `let x = ${a}; const y = ${this.choices.pick(['++', '--', '-', '+', '~', '!', 'typeof '])}x; return [x, y];`,
      () => `let x = ${a}; x ${this.choices.pick(['+=', '-=', '*=', '??=', '||=', '&&=', '%='])} ${b}; return x;`,
      () => `return (${a})?.${this.choices.pick(PROPERTIES.filter((name) => !/^\d/.test(name)))};`,
      () => `const v = ${this.choices.pick(KINDS[this.choices.below(KINDS.length)]!.literals)}; return v['${this.choices.pick(PROPERTIES)}'];`,
      () => `return '${this.choices.pick(PROPERTIES)}' in ${this.choices.pick([...LISTS, ...RECORDS])};`,
      () => `const { a = 1, ...rest } = ${this.choices.pick(RECORDS)}; return [a, rest];`,
      () => `const [a = 1, , b, ...rest] = ${this.choices.pick([...LISTS, ...STRINGS])}; return [a, b, rest];`,
      () => `const all = []; for (const x of ${this.choices.pick([...LISTS, ...SETS, ...MAPS, ...STRINGS])}) all.push(x); return all;`,
      () => `const all = []; for (const x in ${this.choices.pick([...LISTS.filter((list) => !list.includes('[,') && !list.includes('Array(')), ...RECORDS, ...STRINGS])}) all.push(x); return all;`,
      () => `return { ...${this.choices.pick(RECORDS)}, ...${this.choices.pick([...RECORDS, ...LISTS])} };`,
      () => `return ((...args) => args.length)(...${this.choices.pick([...LISTS, ...SETS])});`,
    ])()
  }

  program(): string {
    const body = this.choices.pick([() => this.onValue(), () => this.onValue(), () => this.onFunction(), () => this.operation()])()
    return `function f() { const seen = []; ${body} }`
  }
}

/** Programs that do a few things with values of the language's own kinds, all of them known. */
export function builtinPrograms(): fc.Arbitrary<string> {
  return fc.gen().map((generate) => new BuiltinCalls(new Choices(generate)).program())
}
