import { describe, expect, it } from 'vitest'

import type { Node } from '../../../analysis/syntax/estree.ts'
import { isClass, isFunction, isLoop, memberPath, propertyName, rangeOf, sourceOf, unwrap } from '../../../analysis/syntax/nodes.ts'
import { nodesOf, resolve } from './resolve.ts'

/** The expression that a text is. */
function expressionOf(text: string, path = 'file.ts'): Node {
  const [statement] = resolve(text, path).program.body
  return statement!['expression'] as Node
}

describe('unwrap', () => {
  it.each([
    ['x', 'Identifier'],
    ['(x)', 'Identifier'],
    ['x as T', 'Identifier'],
    ['x!', 'Identifier'],
    ['x satisfies T', 'Identifier'],
    ['<T>x', 'Identifier'],
    ['x<T>', 'Identifier'],
    ['((x as unknown as T)!)', 'Identifier'],
    ['x?.y', 'MemberExpression'],
    ['(x?.y)!', 'MemberExpression'],
    ['(0, x.f)', 'MemberExpression'],
    ['(0, x)!', 'Identifier'],
    ['(x, y)', 'SequenceExpression'],
    ['(0, x, y)', 'SequenceExpression'],
    ['await x', 'AwaitExpression'],
    ['!x', 'UnaryExpression'],
    ['x()', 'CallExpression'],
  ])('%s is %s', (text, type) => {
    expect(unwrap(expressionOf(text)).type).toBe(type)
  })

  it('reads casts of Flow', () => {
    expect(unwrap(expressionOf('(x: T)', 'file.js')).type).toBe('Identifier')
  })

  it('reads trees that keep parentheses', () => {
    const x: Node = { type: 'Identifier', name: 'x' }
    expect(unwrap({ type: 'ParenthesizedExpression', expression: x })).toBe(x)
  })
})

describe('propertyName', () => {
  it.each([
    ['a.b', 'b'],
    ["a['b']", 'b'],
    ['a[`b`]', 'b'],
    ['a[0]', '0'],
    ['a[1.50]', '1.5'],
    ['a?.b', 'b'],
    ["a?.['b c']", 'b c'],
    ['a[b]', undefined],
    ['a[`b${c}`]', undefined],
    ["a['b' + 'c']", undefined],
    ['a[true]', 'true'],
    ['a[null]', 'null'],
  ])('%s: %s', (text, name) => {
    expect(propertyName(unwrap(expressionOf(text)))).toBe(name)
  })

  it.each([
    ['({ a: 1 })', 'a'],
    ['({ "a-b": 1 })', 'a-b'],
    ['({ 402: 1 })', '402'],
    ['({ 1e3: 1 })', '1000'],
    ['({ a() {} })', 'a'],
    ['({ get a() { return 1 } })', 'a'],
    ['({ a })', 'a'],
    ['({ [a]: 1 })', undefined],
    ["({ ['a']: 1 })", 'a'],
  ])('%s: %s', (text, name) => {
    const [property] = expressionOf(text)['properties'] as Node[]
    expect(propertyName(property!)).toBe(name)
  })

  it.each([
    ['class C { m() {} }', 'm'],
    ["class C { 'm'() {} }", 'm'],
    ['class C { #m() {} }', '#m'],
    ['class C { #f = 1 }', '#f'],
    ['class C { static f = 1 }', 'f'],
    ['class C { [f] = 1 }', undefined],
    ['class C { accessor f = 1 }', 'f'],
  ])('%s: %s', (text, name) => {
    const [node] = resolve(text).program.body
    const [member] = (node!['body'] as Node)['body'] as Node[]
    expect(propertyName(member!)).toBe(name)
  })

  it('keeps the # of a private name that is read', () => {
    const [access] = nodesOf(resolve('class C { #f; m() { return this.#f } }').program, (node) => node.type === 'MemberExpression')
    expect(propertyName(access!)).toBe('#f')
  })

  it('reads private names as an older tree has them', () => {
    expect(propertyName({ type: 'MemberExpression', computed: false, property: { type: 'PrivateName', id: { type: 'Identifier', name: 'f' } } })).toBe('#f')
  })
})

describe('memberPath', () => {
  it.each([
    ['a', ['a']],
    ['a.b.c', ['a', 'b', 'c']],
    ['this.a', ['this', 'a']],
    ["a['b'].c", ['a', 'b', 'c']],
    ['a?.b!.c', ['a', 'b', 'c']],
    ['(a as any).b', ['a', 'b']],
    ['(0, a.b)', ['a', 'b']],
    ['a[b].c', undefined],
    ['a().b', undefined],
    ['new A().b', undefined],
    ['"a".b', undefined],
  ])('%s', (text, path) => {
    expect(memberPath(expressionOf(text))).toEqual(path)
  })

  it('reads super', () => {
    const [access] = nodesOf(resolve('class C extends D { m() { super.m() } }').program, (node) => node.type === 'MemberExpression')
    expect(memberPath(access!)).toEqual(['super', 'm'])
  })
})

describe('sourceOf', () => {
  const source = (text: string, limit?: number): string => sourceOf(expressionOf(text), text, limit)

  it.each([
    ['is the source', 'f(1)', undefined, 'f(1)'],
    ['stands on one line', 'f(\n  1,\n\t2\n)', undefined, 'f( 1, 2 )'],
    ['is cut past the limit', 'abcdefgh', 5, 'abcd…'],
    ['is whole at the limit', 'abcde', 5, 'abcde'],
    ['has no blank before the cut', 'f(a, b)', 6, 'f(a,…'],
    ['is cut where only blanks were left out', `f(${' '.repeat(30)})`, 5, 'f(…'],
  ])('%s', (_name, text, limit, expected) => {
    expect(source(text, limit)).toBe(expected)
  })

  it('cuts at 60 characters', () => {
    const text = `f('${'x'.repeat(100)}')`
    expect(source(text)).toHaveLength(60)
    expect(source(text).endsWith('…')).toBe(true)
  })
})

describe('rangeOf', () => {
  it('reads range, or start and end', () => {
    expect(rangeOf({ type: 'X', range: [1, 2], start: 3, end: 4 })).toEqual([1, 2])
    expect(rangeOf({ type: 'X', start: 3, end: 4 })).toEqual([3, 4])
  })
})

describe('kinds of nodes', () => {
  const types = (text: string, test: (node: Node) => boolean): string[] => nodesOf(resolve(text).program, test).map((node) => node.type)

  it('functions', () => {
    expect(types('function f() {} ; (() => 1); (function () {}); class C { m() {} }', isFunction)).toEqual([
      'FunctionDeclaration', 'ArrowFunctionExpression', 'FunctionExpression', 'FunctionExpression',
    ])
  })

  it('classes', () => {
    expect(types('class A {} ; (class {})', isClass)).toEqual(['ClassDeclaration', 'ClassExpression'])
  })

  it('loops', () => {
    expect(types('for (;;) break; while (a) b; do c; while (d); for (e of f); for (g in h); if (i) j', isLoop)).toEqual([
      'ForStatement', 'WhileStatement', 'DoWhileStatement', 'ForOfStatement', 'ForInStatement',
    ])
  })
})
