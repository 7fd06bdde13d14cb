import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { runAbstractly, type Ending } from './abstract-run.ts'
import { agreement, describeEndings } from './agreement.ts'
import { programs } from './generate/program.ts'
import { runReally, runReallyAndAwait, type RealEnding } from './real-run.ts'

/**
 * Generated programs, each run by the interpreter and by this Node. Where nothing is unknown the interpreter must come
 * to the same end and no other; where a parameter is unknown, each real end must be among those that it allows.
 *
 * `FUZZ_RUNS=50` makes fifty times as many programs, `FUZZ_SEED=7` other ones.
 */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)
const seed = Number(process.env['FUZZ_SEED'] ?? 402)
const timeout = 120_000 * TIMES

function runs(count: number): fc.Parameters<unknown> {
  return { numRuns: count * TIMES, seed }
}

/** Fails where the interpreter says less of a real end than it should; `given` says what the program was called with. */
function hold(atLeast: 'exact' | 'among', seen: readonly Ending[], real: RealEnding, text: string, given = ''): void {
  const found = agreement(seen, real)
  if (found === 'exact' || found === atLeast) return
  const value = real.value instanceof Error ? String(real.value.stack) : JSON.stringify(real.value)
  expect.fail(`${given}\n${text}\nreally: ${real.kind} ${value}\nseen: ${describeEndings(seen)}`)
}

/** Values of every primitive type, true and false, for a parameter that is not known. */
const VALUES: readonly unknown[] = [true, false, 0, 1, -5, NaN, '', 'a', null, undefined]

describe('the interpreter and Node', () => {
  it('come to the same end', { timeout }, () => {
    fc.assert(fc.property(programs(), (text) => {
      hold('exact', runAbstractly(text), runReally(text), text)
    }), runs(2000))
  })

  it('come to the same end after waiting for promises', { timeout }, async () => {
    await fc.assert(fc.asyncProperty(programs({ isAsync: true }), async (text) => {
      hold('exact', runAbstractly(text), await runReallyAndAwait(text), text)
    }), runs(600))
  })

  it('come to the same end for each value of a parameter that is not known', { timeout }, () => {
    fc.assert(fc.property(programs({ unknowns: ['p'], growsLists: false }), (text) => {
      const seen = runAbstractly(text)
      for (const value of VALUES) hold('among', seen, runReally(text, [value]), text, `p = ${String(value)}`)
    }), runs(600))
  })

  it('come to the same end for each pair of values of two parameters', { timeout }, () => {
    fc.assert(fc.property(programs({ unknowns: ['p', 'q'], growsLists: false }), fc.constantFrom(...VALUES), fc.constantFrom(...VALUES), (text, p, q) => {
      hold('among', runAbstractly(text), runReally(text, [p, q]), text, `p = ${String(p)}, q = ${String(q)}`)
    }), runs(600))
  })
})

describe('the programs', () => {
  it('are as different as they should be', () => {
    const texts = fc.sample(programs(), { numRuns: 300, seed })
    const parts = ['class ', 'extends', 'static', '#hidden', 'get ', 'try {', 'finally', 'catch', 'throw', 'switch', 'default', 'continue', 'break', 'while', 'do {', 'for (let', ' of ', 'forEach', '=> ', '...', '?.', '??', '&&=', '`', 'return', 'await']
    const found = parts.filter((part) => texts.some((text) => text.includes(part)))
    expect(found).toEqual(parts.filter((part) => part !== 'await'))
    expect(new Set(texts).size).toBeGreaterThan(290)
  })

  it('are told apart from others that end otherwise', () => {
    const seen = 'function f() { return [1, { a: "x" }] }'
    const other = 'function f() { return [1, { a: "y" }] }'
    expect(agreement(runAbstractly(seen), runReally(seen))).toBe('exact')
    expect(agreement(runAbstractly(seen), runReally(other))).toBe('missed')
    expect(agreement(runAbstractly('function f() { throw 1 }'), runReally('function f() { return 1 }'))).toBe('missed')
    expect(agreement(runAbstractly('function f(p) { return p ? 1 : 2 }'), runReally('function f() { return 2 }'))).toBe('among')
  })
})
