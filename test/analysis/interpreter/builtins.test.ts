import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { runAbstractly, type Ending } from './abstract-run.ts'
import { agreement, describeEndings } from './agreement.ts'
import { builtinPrograms } from './generate/builtin-calls.ts'
import { isKnown } from './picture.ts'
import { runReally, type RealEnding } from './real-run.ts'

const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)
const seed = Number(process.env['FUZZ_SEED'] ?? 402)

/** A call that is not known may throw in the host, and then that error comes before any that is known. */
function isUnsure(seen: readonly Ending[]): boolean {
  return seen.some(({ value }) => !isKnown(value))
}

function contradicts(seen: readonly Ending[], real: RealEnding): boolean {
  // A function that is given to `JSON.stringify` may run for ever; Node's stack ends that.
  const isEndless = real.value instanceof RangeError && real.value.message.includes('call stack')
  return agreement(seen, real) === 'missed' && !(real.kind === 'throw' && (isUnsure(seen) || isEndless || seen.some(({ kind }) => kind === 'throw')))
}

function shown(value: unknown): string {
  if (value instanceof Error) return String(value)
  if (value === undefined) return 'undefined'
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : typeof item === 'number' ? (Object.is(item, -0) ? '-0' : String(item)) : item instanceof Map || item instanceof Set ? [...item] : item))
}

describe('what the interpreter knows of the language and the host', () => {
  it('is what Node does, or it says that it does not know', { timeout: 120_000 * TIMES }, () => {
    let exact = 0
    let all = 0
    fc.assert(
      fc.property(builtinPrograms(), (text) => {
        const real = runReally(text)
        const seen = runAbstractly(text)
        all++
        if (agreement(seen, real) === 'exact') exact++
        if (contradicts(seen, real)) expect.fail(`${text}\nreally: ${real.kind} ${shown(real.value)}\nseen: ${describeEndings(seen)}`)
      }),
      { numRuns: 4000 * TIMES, seed },
    )
    // To know nothing would be right too; this is how much is known.
    expect(exact / all).toBeGreaterThan(0.6)
  })

  it.each([
    ['in-place sort', 'const v = [3, 1, 2]; v.sort(); return v', '[1, 2, 3]'],
    ['in-place reverse', 'const v = [1, 2]; v.reverse(); return v', '[2, 1]'],
    ['splice', 'const v = [1, 2, 3]; return [v.splice(1, 1, 8, 9), v]', '[[2], [1, 8, 9, 3]]'],
    ['unshift', 'const v = [1]; v.unshift(0); return v', '[0, 1]'],
    ['a radix', "return parseInt('11', 2)", '3'],
    ['counting a string', "let x = '1'; x++; return x", '2'],
    ['the name of an error', "return new TypeError('t').name", '"TypeError"'],
    ['a property that a string has not', "return 'text'.response", 'undefined'],
    ['a property that a list has not', 'return [1].response', 'undefined'],
    ['a pattern that remembers', 'const r = /a/g; return [r.test("a"), r.test("a")]', '[?, ?]'],
    ['a static field that makes its class', 'class C { static one = new C(); n = 1 } return C.one.n', '1'],
    ['a deleted property', "const o = { a: 1 }; delete o.a; return ['a' in o, Object.keys(o)]", '[false, []]'],
    ['more than a dozen elements', 'return Array.from({ length: 20 }, (_, i) => i).every((i) => i < 15)', 'false'],
  ])('%s', (_name, body, expected) => {
    const seen = runAbstractly(`function f() { ${body} }`)
    expect(describeEndings(seen)).toBe(`return ${expected}`)
  })
})
