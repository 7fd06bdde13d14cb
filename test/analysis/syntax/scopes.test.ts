import { describe, expect, it } from 'vitest'

import { isFunction } from '../../../analysis/syntax/nodes.ts'
import { bindingNamed, meanings, nodeAt, resolve } from './resolve.ts'

/** Code, and what each `x` in it means, in source order: `<kind>@<line of its definition>`. */
type Case = readonly [name: string, code: string, ...meanings: string[]]

const SCOPES: readonly Case[] = [
  ['a global', 'x', 'none'],
  ['read before its let', 'x\nlet x', 'let@2', 'let@2'],
  ['shadowed in a block', 'let x\n{\nlet x\nx }\nx', 'let@1', 'let@3', 'let@3', 'let@1'],
  ['var in a block belongs to the program', '{\nvar x }\nx', 'var@2', 'var@2'],
  ['var in a block belongs to the function', 'let x\nfunction f() { {\nvar x }\nx }\nx', 'let@1', 'var@3', 'var@3', 'let@1'],
  ['var twice is one', 'var x\nvar x\nx', 'var@1', 'var@1', 'var@1'],
  ['a function is hoisted', 'x()\nfunction x() {}', 'function@2', 'function@2'],
  ['a function takes the place of a var', 'var x\nfunction x() {}\nx', 'var@1', 'function@2', 'function@2'],
  ['a function in a block stays there', '{\nfunction x() {}\nx }\nx', 'function@2', 'function@2', 'none'],
  ['const in a for head', 'for (const x of\nx) x\nx', 'const@1', 'const@1', 'const@1', 'none'],
  ['let in a for head', 'let x\nfor (\nlet x = 0; x; x++) x\nx', 'let@1', 'let@3', 'let@3', 'let@3', 'let@3', 'let@1'],
  ['var in a for head is outside too', 'for (var x in {}) {}\nx', 'var@1', 'var@1'],
  ['clauses of a switch share one scope', 'switch (x) {\ncase 1: let x\ncase 2: x }\nx', 'let@2', 'let@2', 'let@2', 'none'],
  ['a catch parameter', 'let x\ntry {} catch\n(x) { x }\nx', 'let@1', 'catch@2', 'catch@2', 'let@1'],
  ['a destructured catch parameter', 'try {} catch ({ message: x }) { x }', 'catch@1', 'catch@1'],
  ['a catch without a parameter', 'let x\ntry {} catch { x }', 'let@1', 'let@1'],
  ['a let over a catch parameter', 'try {} catch (e) {\nlet x\nx }\nx', 'let@2', 'let@2', 'none'],
  ['a parameter', 'let x\nfunction f(x) { x }\nx', 'let@1', 'param@2', 'param@2', 'let@1'],
  ['a parameter is not seen outside', 'function f(x) {}\nx', 'param@1', 'none'],
  ['a rest parameter', 'const f = (...x) => x', 'param@1', 'param@1'],
  ['a default sees the parameters before it', 'function f(x, y = x) { return x }', 'param@1', 'param@1', 'param@1'],
  ['a default sees what is outside', 'let x\nfunction f(y = x) {}', 'let@1', 'let@1'],
  ['a parameter with a default', 'const f = (x = 1) => x', 'param@1', 'param@1'],
  ['a destructured parameter', 'function f({ a: [x = 1] }) { x }', 'param@1', 'param@1'],
  ['the rest of a destructured parameter', 'function f({ a, ...x }) { x }', 'param@1', 'param@1'],
  ['a shorthand declares', 'const { x } = {}\nx', 'const@1', 'const@1'],
  ['a shorthand with a default declares', 'const { x = 1 } = {}\nx', 'const@1', 'const@1'],
  ['a key is no name', 'let x\nconst { x: y } = {}', 'let@1', 'none'],
  ['a computed key is a name', 'let x\nconst { [x]: y } = {}', 'let@1', 'let@1'],
  ['holes of an array pattern', 'const [, x, , ...y] = []\nx', 'const@1', 'const@1'],
  ['an arrow function', 'const f = (x) => (y) => x', 'param@1', 'param@1'],
  ['a named function expression sees itself', 'const f = function x() { x }\nx', 'function@1', 'function@1', 'none'],
  ['a class', 'x\nclass x {}', 'class@2', 'class@2'],
  ['a class expression sees itself', 'const c = class x { m() { x } }\nx', 'class@1', 'class@1', 'none'],
  ['a method is no name', 'class C { x() {} }\nx', 'none', 'none'],
  ['a computed method name', 'let x\nclass C { [x]() {} }', 'let@1', 'let@1'],
  ['a field is no name, its value is', 'let x\nclass C { x = x }', 'let@1', 'none', 'let@1'],
  ['the superclass', 'class x {}\nclass C extends x {}', 'class@1', 'class@1'],
  ['a static block', 'class C { static {\nlet x\nx } }\nx', 'let@2', 'let@2', 'none'],
  ['an import', "import { x } from 'm'\nx", 'import@1', 'import@1'],
  ['an import under another name', "import { x as y } from 'm'\nx", 'none', 'none'],
  ['an import under this name', "import { y as x } from 'm'\nx", 'import@1', 'import@1'],
  ['a default import', "import x from 'm'\nx", 'import@1', 'import@1'],
  ['a namespace', "import * as x from 'm'\nx", 'import@1', 'import@1'],
  ['import = require', "import x = require('m')\nx", 'import@1', 'import@1'],
  ['a property', 'let x\ny.x', 'let@1', 'none'],
  ['a property that is computed', 'let x\ny[x]', 'let@1', 'let@1'],
  ['an object key', 'let x\n;({ x: 1 })', 'let@1', 'none'],
  ['an object shorthand', 'let x\n;({ x })', 'let@1', 'let@1'],
  ['an object method', 'let x\n;({ x() { x } })', 'let@1', 'none', 'let@1'],
  ['a label', 'let x\nx: for (;;) { break x }', 'let@1', 'none', 'none'],
  ['import.meta', 'let x\nimport.meta.x', 'let@1', 'none'],
  ['an enum', 'enum x { A }\nx.A', 'enum@1', 'enum@1'],
  ['a member of an enum is no name', 'let x\nenum E { x = 1 }', 'let@1', 'none'],
  ['as, satisfies, ! and <>', 'let x\n;(x as any)\n;(x!)\n;(x satisfies unknown)', 'let@1', 'let@1', 'let@1', 'let@1'],
  ['a type is no name', 'let x\nlet y: x\ntype T = typeof x', 'let@1'],
  ['a type parameter is no name', 'function f<x>(y: x) { return y }\nx', 'none'],
  ['a parameter property', 'class C { constructor(private x: number) { x } }\nx', 'param@1', 'param@1', 'none'],
  ['a namespace has names of its own', 'let x\nnamespace N {\nlet x\nx }\nx', 'let@1', 'let@3', 'let@3', 'let@1'],
  ['an element of JSX that is a component', 'const x = 1\n;<X y={x} />', 'const@1', 'const@1'],
  ['a template', 'let x\n`${x}`', 'let@1', 'let@1'],
  ['an export under another name', 'let x\nexport { x as y }', 'let@1', 'let@1'],
]

describe('what a name means', () => {
  it.each(SCOPES)('%s: %s', (_name, code, ...expected) => {
    expect(meanings(code, 'x')).toEqual(expected)
  })

  it('reads names of components in JSX, and leaves those of elements', () => {
    expect(meanings('const Page = 1\n;<Page />', 'Page')).toEqual(['const@1', 'const@1'])
    expect(meanings('const div = 1\n;<div />', 'div')).toEqual(['const@1', 'none'])
  })
})

/** Code with one `x`, how often it is written after its definition, and how often it is read. */
const USES: readonly (readonly [name: string, code: string, writes: number, reads: number])[] = [
  ['nothing', 'let x', 0, 0],
  ['its definition is no write', 'let x = 1', 0, 0],
  ['an assignment', 'let x; x = 1', 1, 0],
  ['a compound assignment', 'let x; x += 1', 1, 0],
  ['a logical assignment', 'let x; x ??= 1', 1, 0],
  ['an update', 'let x; x++; --x', 2, 0],
  ['a read', 'let x; x', 0, 1],
  ['an assignment from itself', 'let x; x = x + 1', 1, 1],
  ['a property that is written', 'let x; x.y = 1', 0, 1],
  ['an element that is written', 'let x; x[0]++', 0, 1],
  ['a key that is written to', 'let x; y[x] = 1', 0, 1],
  ['a destructuring assignment', 'let x; [x] = y', 1, 0],
  ['the same with a default', 'let x; [x = 1] = y', 1, 0],
  ['a default is read', 'let x; [y = x] = z', 0, 1],
  ['an object pattern', 'let x; ({ a: x } = y)', 1, 0],
  ['a rest', 'let x; [...x] = y; ({ ...x } = y)', 2, 0],
  ['a computed key of a pattern', 'let x; ({ [x]: y } = z)', 0, 1],
  ['the head of a for-of', 'let x; for (x of y);', 1, 0],
  ['the head of a for-in', 'let x; for (x in y);', 1, 0],
  ['what a for-of goes over', 'let x; for (y of x);', 0, 1],
  ['a call', 'let x; x(x)', 0, 2],
  ['a read in a closure', 'let x; () => x', 0, 1],
  ['a write in a closure', 'let x; () => { x = 1 }', 1, 0],
  ['a second var with a value', 'var x; var x = 1', 1, 0],
  ['a type says nothing', 'let x; type T = typeof x', 0, 0],
]

describe('writes and reads', () => {
  it.each(USES)('%s: %s', (_name, code, writes, reads) => {
    const binding = bindingNamed(resolve(code), 'x')
    expect({ writes: binding.writes.length, reads: binding.references.length }).toEqual({ writes, reads })
  })
})

describe('what is exported', () => {
  it.each([
    ['export const x = 1', true],
    ['export let { x } = y', true],
    ['export function x() {}', true],
    ['export class x {}', true],
    ['export enum x { A }', true],
    ['export default function x() {}', true],
    ['const x = 1; export { x }', true],
    ['const x = 1; export { x as y }', true],
    ['const x = 1; export default x', true],
    ['const x = 1; export default x + 1', false],
    ['const x = 1; export const y = x', false],
    ['function x() {}', false],
    ['export const f = (x) => x', false],
  ])('%s: %s', (code, exported) => {
    expect(bindingNamed(resolve(code), 'x').exported).toBe(exported)
  })
})

describe('what a file holds', () => {
  const resolved = resolve(`
    class A { m() { this.send(); this['send'](); return new B() } }
    function f() { try { return a.b.c } finally { (() => 1)() } }
  `)
  const { tree } = resolved
  const sources = (nodes: Iterable<{ readonly type: string }>): string[] => [...nodes].map((node) => node.type)

  it('calls and constructions, in source order', () => {
    expect(sources(tree.calls)).toEqual(['CallExpression', 'CallExpression', 'NewExpression', 'CallExpression'])
  })

  it('accesses of members', () => {
    expect(tree.members).toHaveLength(4)
    expect(tree.accesses.get('send')).toHaveLength(2)
  })

  it('functions and try statements', () => {
    expect(sources(tree.functions)).toEqual(['FunctionExpression', 'FunctionDeclaration', 'ArrowFunctionExpression'])
    expect(tree.functions.every(isFunction)).toBe(true)
    expect(tree.tries).toHaveLength(1)
  })

  it('who is whose parent', () => {
    const call = nodeAt(resolved, 'this.send()', 'CallExpression')
    expect(tree.parents.get(call)?.type).toBe('ExpressionStatement')
    expect(tree.parents.get(resolved.program)).toBeUndefined()
  })

  it('which function makes a name anew', () => {
    const { tree: names, ...rest } = resolve('function f() { for (const x of y) { let z } }')
    const owners = ['x', 'z'].map((name) => bindingNamed({ tree: names, ...rest }, name).scope.owner.node.type)
    expect(owners).toEqual(['FunctionDeclaration', 'FunctionDeclaration'])
  })
})
