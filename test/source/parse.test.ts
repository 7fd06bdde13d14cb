import { expect, test } from 'vitest'

import { parseSource, SourceSyntaxError } from '../../source/parse.ts'

function sourceTypeOf(text: string, path = 'x.js'): unknown {
  return (parseSource(text, path) as unknown as { sourceType: string }).sourceType
}

function failureOf(text: string, path = 'x.js'): SourceSyntaxError {
  try {
    parseSource(text, path)
  } catch (error) {
    expect(error).toBeInstanceOf(SourceSyntaxError)
    return error as SourceSyntaxError
  }
  throw new Error(`parsed: ${text}`)
}

test.each([
  ['CommonJS with a return at its top', 'if (!module.parent) return\nmodule.exports = 1', 'script'],
  ['CommonJS with new.target at its top', 'if (new.target) exports.x = 1', 'script'],
  ['an import beside require and module.exports', 'import a from "a"\nconst b = require("b")\nmodule.exports = a', 'module'],
  ['an import beside a return at its top', 'import a from "a"\nif (a) return\nexport const b = 1', 'module'],
  ['await at the top of a script', 'const got = require("got")\nawait got("x")', 'script'],
  ['await at the top of a module', 'export const a = await fetch("x")', 'module'],
  ['sloppy mode: with', 'with (a) { b }', 'script'],
  ['sloppy mode: octal literals', 'x = 010', 'script'],
  ['sloppy mode: delete of a name', 'delete x', 'script'],
  ['sloppy mode: a function as the body of an if', 'if (x) function f() {}', 'script'],
  ['HTML-like comments', 'x = 1 <!-- old\n--> older\n', 'script'],
  ['a hashbang', '#!/usr/bin/env node\nfetch("x")', 'script'],
  ['import.meta alone', 'import.meta.url', 'module'],
  ['nothing', '', 'script'],
])('%s', (_name, text, sourceType) => {
  expect(sourceTypeOf(text)).toBe(sourceType)
})

test.each([
  ['a name declared twice', 'let a\nlet a'],
  ['an export declared twice', 'export const a = 1\nexport { a }'],
  ['with in a module', 'import "x"\nwith (a) { b }'],
  ['octal literals in a module', 'import "x"\nx = 010'],
  ['an undeclared private name', 'class A { m() { return this.#x } }'],
  ['super outside of a class', 'function f() { super.f() }'],
])('harmless early error: %s', (_name, text) => {
  expect(parseSource(text, 'x.js').type).toBe('Program')
})

test.each([
  ['x.ts', 'const a = <T>b; enum E { A }; namespace N {}; export = a'],
  ['x.mts', 'const f = <T>(x: T): x is T => x satisfies unknown'],
  ['x.cts', 'import a = require("a"); export = a'],
  ['x.tsx', 'const f = <T,>(x: T) => <p>{x as string}</p>'],
  ['x.ts', '@a() class A { constructor(@b() private readonly c: string) {} accessor d = 1; declare e: number }'],
  ['x.ts', 'export @a class B {}'],
  ['x.ts', 'using a = b(); await using c = d()'],
  ['x.ts', 'abstract class A { abstract m(): void { return } }'],
  ['x.js', '@a class A {}'],
  ['x.jsx', 'export default () => <p/>'],
  ['x.cjs', 'module.exports = <p/>'],
  ['x.js', '// @flow\nimport type { A } from "a"; const f = <T>(x: T): T => x; opaque type B = A'],
  ['x.js', 'import type { A } from "a"\nexport const f = (x: A): ?string => null'],
  ['x.js', 'import a from "./a.json" with { type: "json" }'],
  ['x.js', 'import a from "./a.json" assert { type: "json" }'],
  ['bin/run', 'require("x")'],
])('%s: %s', (path, text) => {
  expect(parseSource(text, path).type).toBe('Program')
})

test('a script in which await is a name is read as one', () => {
  expect(sourceTypeOf('const await = require("asyncawait/await"); await(f())')).toBe('script')
})

test('a syntax error says where it is: lines from 1, columns from 0', () => {
  const failure = failureOf('const a = 1\r\nconst b = }', 'src/x.ts')
  expect(failure).toMatchObject({ path: 'src/x.ts', line: 2, column: 10, message: 'Unexpected token' })
})

test('of several readings the error of the one that came furthest is told', () => {
  const text = 'import a from "./a.json" assert { type: "json" }\nconst b = }'
  expect(failureOf(text)).toMatchObject({ line: 2, column: 10 })
})

test.each([
  ['prose', 'this is no program'],
  ['a missing brace', 'try { f() catch {}'],
  ['JSON', '{ "a": 1, "b": 2 }'],
  ['a text with NUL characters', '\0\0\0'],
])('%s is refused', (_name, text) => {
  expect(failureOf(text).line).toBe(1)
})

test('what is nested too deeply is refused in words', () => {
  expect(failureOf('['.repeat(20_000)).message).toBe('Nested too deeply for the parser')
})
