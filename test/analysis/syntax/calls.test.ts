import { describe, expect, it } from 'vitest'

import { enclosingFunction, outward } from '../../../analysis/syntax/around.ts'
import { FunctionUses } from '../../../analysis/syntax/calls.ts'
import type { Node } from '../../../analysis/syntax/estree.ts'
import { isFunction, memberPath, rangeOf } from '../../../analysis/syntax/nodes.ts'
import { nodeAt, nodesOf, resolve } from './resolve.ts'

/** The one function of a text whose body names `MARK`, and how it is used. `modelled()` is a call that is understood. */
function usesOf(text: string): { calls: string[]; use: 'inside' | 'kept' | 'escapes' } {
  const resolved = resolve(text)
  const uses = new FunctionUses(resolved.tree, (call) => memberPath(call['callee'] as Node)?.[0] === 'modelled')
  const { calls, escapes, isKept } = uses.of(marked(resolved))
  return { calls: calls.map((call) => text.slice(...rangeOf(call))), use: isKept ? 'kept' : escapes ? 'escapes' : 'inside' }
}

/** The innermost function around `MARK`. */
function marked({ program, tree }: ReturnType<typeof resolve>): Node {
  const [mark] = nodesOf(program, (node) => node['name'] === 'MARK')
  return enclosingFunction(mark!, tree)
}

/** Code, how the function with `MARK` in it can be called (`inside`: only at the calls given), and those calls. */
type Case = readonly [name: string, code: string, use: 'inside' | 'kept' | 'escapes', ...calls: string[]]

const CASES: readonly Case[] = [
  ['nobody calls it', 'function f() { MARK }', 'inside'],
  ['a declaration', 'function f() { MARK } f(1); f(2)', 'inside', 'f(1)', 'f(2)'],
  ['through as and !', 'function f() { MARK } (f as any)!()', 'inside', '(f as any)!()'],
  ['through an optional call', 'function f() { MARK } f?.()', 'inside', 'f?.()'],
  ['constructed', 'function f() { MARK } new f()', 'inside', 'new f()'],
  ['a constant', 'const f = () => MARK; f()', 'inside', 'f()'],
  ['a function expression', 'const f = function () { MARK }; f()', 'inside', 'f()'],
  ['called where it stands', '(() => MARK)()', 'inside', '(() => MARK)()'],
  ['called where it stands, in brackets', '(function () { MARK })(1)', 'inside', '(function () { MARK })(1)'],
  ['exported', 'export function f() { MARK } f()', 'escapes', 'f()'],
  ['exported by default', 'export default function f() { MARK }', 'escapes'],
  ['exported elsewhere', 'function f() { MARK } export { f }', 'escapes'],
  ['exported without a name', 'export default () => MARK', 'escapes'],
  ['written again', 'let f = () => MARK; f = other; f()', 'escapes', 'f()'],
  ['returned', 'function g() { return () => MARK }', 'escapes'],
  ['assigned to a property', 'a.b = () => MARK', 'escapes'],
  ['assigned by name', 'function f() { MARK } module.exports = f', 'escapes'],
  ['given to code that is not seen', 'unseen(() => MARK)', 'escapes'],
  ['given to it by name', 'function f() { MARK } unseen(f)', 'escapes'],
  ['given to code that is understood', 'modelled(() => MARK)', 'inside', 'modelled(() => MARK)'],
  ['given to it by name, twice', 'const f = () => MARK; modelled(f); modelled.x(f)', 'inside', 'modelled(f)', 'modelled.x(f)'],
  ['given to a function of the file', 'const g = (h) => h(); g(() => MARK)', 'inside', 'g(() => MARK)'],
  ['given to a method of the class', 'class A { go(f) {} run() { this.go(() => MARK) } }', 'inside', 'this.go(() => MARK)'],
  ['given to a method of an object of the file', 'const o = { go(f) {} }; o.go(() => MARK)', 'inside', 'o.go(() => MARK)'],
  ['given to a method of an instance', 'class A { go(f) {} } const a = new A(); a.go(() => MARK)', 'inside', 'a.go(() => MARK)'],
  ['given to a static method', 'class A { static go(f) {} } A.go(() => MARK)', 'inside', 'A.go(() => MARK)'],
  ['given to a method that the object has not', 'const o = { go(f) {} }; o.stay(() => MARK)', 'escapes'],
  ['given to a function that is written again', 'let g = (h) => h(); g = x; g(() => MARK)', 'escapes'],
  ['given to g.call', 'function g(h) { h() } g.call(null, () => MARK)', 'inside', 'g.call(null, () => MARK)'],
  ['given to then', 'p.then(() => MARK)', 'inside', 'p.then(() => MARK)'],
  ['given to catch', 'p.then(a).catch(() => MARK)', 'inside', 'p.then(a).catch(() => MARK)'],
  ['given to finally by name', 'const f = () => MARK; p.finally(f)', 'inside', 'p.finally(f)'],
  ['given to map', '[1].map(() => MARK)', 'inside', '[1].map(() => MARK)'],
  ['given to setTimeout', 'setTimeout(() => MARK, 1)', 'inside', 'setTimeout(() => MARK, 1)'],
  ['given to window.setTimeout', 'window.setTimeout(() => MARK, 1)', 'inside', 'window.setTimeout(() => MARK, 1)'],
  ['an executor', 'new Promise(() => { MARK })', 'inside', 'new Promise(() => { MARK })'],
  ['useCallback', 'const f = useCallback(() => MARK, []); f()', 'inside', 'f()'],
  ['React.useCallback', 'const f = React.useCallback(() => MARK, []); f()', 'inside', 'f()'],
  ['useCallback that is handed out', 'const f = useCallback(() => MARK, []); return_(f)', 'escapes'],
  ['what an effect depends on', 'const f = useCallback(() => MARK, []); useEffect(a, [f])', 'inside'],
  ['a list', 'const list = [() => MARK]', 'kept'],
  ['a list, by name', 'function f() { MARK } const list = [f]', 'kept'],
  ['a list, by name, and handed out', 'function f() { MARK } const list = [f]; unseen(f)', 'escapes'],
  ['a default', 'function f() { MARK } function g(h = f) { h() }', 'inside', 'h()'],
  ['a default of a parameter property', 'function f() { MARK } class C { constructor(private h = f) {} m() { this.h() } }', 'inside', 'this.h()'],
  ['a field', 'function f() { MARK } class C { h = f; m() { this.h() } } class D { m() { this.h(1) } }', 'kept', 'this.h()'],
  ['a field that is set', 'function f() { MARK } class C { constructor(o) { this.h = o.h ?? f } m() { this.h() } }', 'kept', 'this.h()'],
  ['a field that is bound to itself', 'function f() { MARK } class C { h = f; constructor() { this.h = this.h.bind(this) } m() { this.h() } }', 'kept', 'this.h()'],
  ['a property, by name', 'function f() { MARK } const o = { f }', 'kept'],
  ['a property', 'const o = { f: () => MARK }', 'escapes'],
  ['an option of a call that is understood', 'modelled({ run: () => MARK })', 'inside', 'modelled({ run: () => MARK })'],
  ['an option of an option', 'modelled({ a: { run: () => MARK } })', 'inside', 'modelled({ a: { run: () => MARK } })'],
  ['an option, by name', 'const f = () => MARK; modelled({ run: f })', 'inside', 'modelled({ run: f })'],
  ['an option of code that is not seen', 'unseen({ run: () => MARK })', 'escapes'],
  ['a method', 'class A { m() { MARK } n() { this.m() } }', 'escapes', 'this.m()'],
  ['a private method', 'class A { #m() { MARK } n() { this.#m() } }', 'inside', 'this.#m()'],
  ['a method that TypeScript calls private', 'class A { private m() { MARK } n() { this.m() } }', 'inside', 'this.m()'],
  ['a protected one', 'class A { protected m() { MARK } n() { this.m() } }', 'escapes', 'this.m()'],
  ['a private method that is handed out', 'class A { #m() { MARK } n() { unseen(this.#m) } }', 'escapes'],
  ['a private method that is bound', 'class A { #m() { MARK } n() { return this.#m.bind(this) } }', 'escapes'],
  ['a private function in a field', 'class A { #m = () => MARK; n() { this.#m() } }', 'inside', 'this.#m()'],
  ['a method that a subclass calls', 'class A { m() { MARK } } class B extends A { n() { this.m() } }', 'escapes', 'this.m()'],
  ['a method that a subclass calls of what it extends', 'class A { m() { MARK } } class B extends A { m() { super.m() } n() { this.m() } }', 'escapes', 'super.m()'],
  ['a method that what it extends calls', 'class A { n() { this.m() } } class B extends A { m() { MARK } }', 'escapes', 'this.m()'],
  ['a method that another subclass has too', 'class A { } class B extends A { m() { MARK } } class C extends A { m() {} n() { this.m() } }', 'escapes'],
  ['a method of an object', 'const o = { m() { MARK }, n() { this.m(); o.m() } }', 'escapes', 'this.m()', 'o.m()'],
  ['a static method', 'class A { static m() { MARK } static n() { A.m() } }', 'escapes', 'A.m()'],
  ['a method of an instance', 'class A { m() { MARK } } const a = new A(); a.m()', 'escapes', 'a.m()'],
  ['a method of an object that nobody knows', 'class A { m() { MARK } } function f(a) { a.m() }', 'escapes'],
  ['a private method that is bound and called', 'class A { #m() { MARK } n() { p.then(this.#m.bind(this)) } }', 'escapes', 'p.then(this.#m.bind(this))'],
  ['a private method of that name elsewhere', 'class A { #m() { MARK } } class B { #m() {} n() { this.#m() } }', 'inside'],
  ['a getter', 'class A { get m() { return MARK } n() { this.m } }', 'escapes'],
  ['a constructor', 'class A { constructor() { MARK } } new A()', 'escapes'],
  ['bound', 'function f() { MARK } const g = f.bind(null)', 'inside'],
  ['f.call and f.apply', 'function f() { MARK } f.call(a); f.apply(a, b)', 'inside', 'f.call(a)', 'f.apply(a, b)'],
  ['a function that is called with call', '(function () { MARK }).call(this)', 'inside', '(function () { MARK }).call(this)'],
  ['recursion', 'function f() { MARK; f() }', 'inside', 'f()'],
  ['another name', 'const f = () => MARK; const g = f; g()', 'inside', 'g()'],
  ['another name that is handed on', 'const f = () => MARK; const g = (h) => h(); const k = f; g(k)', 'inside', 'g(k)'],
  ['another name that is exported', 'const f = () => MARK; export const g = f', 'escapes'],
  ['another name that is written again', 'const f = () => MARK; let g = f; g = other; g()', 'escapes', 'g()'],
  ['one side of a choice', 'const f = () => MARK; const g = a ? b : f; g()', 'inside', 'g()'],
  ['what stands in for what is not given', 'const f = () => MARK; const g = a ?? f; g()', 'inside', 'g()'],
  ['a name that stands in for itself', 'const f = () => MARK; var g = g || f; g()', 'escapes', 'g()'],
  ['a choice that is handed out', 'const f = () => MARK; unseen(a ? f : b)', 'escapes'],
  ['a hidden name', 'function f() { MARK } { const f = 1; f() }', 'inside'],
]

describe('how a function is used', () => {
  it.each(CASES)('%s: %s', (_name, code, use, ...calls) => {
    expect(usesOf(code)).toEqual({ calls, use })
  })

  it('is worked out once, also where functions are handed to one another', () => {
    const resolved = resolve('const f = () => { MARK; g(f) }; const g = (h) => h(g)')
    const uses = new FunctionUses(resolved.tree, () => false)
    const fn = marked(resolved)
    expect(uses.of(fn)).toBe(uses.of(fn))
    expect(uses.of(resolved.program).escapes).toBe(true)
  })
})

describe('the wrapper of a function', () => {
  it.each([
    ['const wrap = (f) => () => f(); export const g = wrap(() => MARK)', 'wrap(() => MARK)'],
    ['class A { wrap(f) {} m() { return this.wrap(() => MARK) } }', 'this.wrap(() => MARK)'],
    ['unseen(() => MARK)', undefined],
    ['const wrap = (f) => f; wrap({ f: () => MARK })', undefined],
    ['(() => MARK)()', undefined],
    ['const f = () => MARK', undefined],
  ])('%s', (text, expected) => {
    const resolved = resolve(text)
    const wrapper = new FunctionUses(resolved.tree, () => false).wrapperOf(marked(resolved))
    expect(wrapper && text.slice(...rangeOf(wrapper))).toBe(expected)
  })
})

describe('around a node', () => {
  it('outward passes over wrappers', () => {
    const resolved = resolve('f((x as any)!)')
    const { node, parent } = outward(nodeAt(resolved, 'x', 'Identifier'), resolved.tree)
    expect([node.type, parent?.type]).toEqual(['TSNonNullExpression', 'CallExpression'])
  })

  it('the enclosing function of a node, or the program', () => {
    const resolved = resolve('a; function f() { return () => b }')
    const around = (source: string): Node => enclosingFunction(nodeAt(resolved, source, 'Identifier'), resolved.tree)
    expect(around('b').type).toBe('ArrowFunctionExpression')
    expect(around('a')).toBe(resolved.program)
    expect(isFunction(enclosingFunction(around('b'), resolved.tree))).toBe(true)
  })
})
