import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import { ANSWERS } from '../../oracle/answers.ts'
import { readFixtures, type Fixture } from '../../oracle/fixture.ts'
import { run, type Observation } from '../../oracle/run.ts'
import { compile } from '../../oracle/sandbox.ts'
import { LoopbackServer } from '../../oracle/server.ts'
import { isReported } from './rows.ts'

/** Fixtures that are left as they are, with the reason. */
const LEFT_ALONE: Readonly<Record<string, string>> = {
  'retries/placeholder-of-a-function.ts': 'no-way-out',
  'retries/error-as-a-value.ts': 'no-way-out',
  'payment/opens-dialog-and-sends-again.ts': 'on-purpose',
  'retries/wait-until-posted.ts': 'no-status',
}

/** Stands for the typed module: the sandbox knows no other files. */
const STAND_IN = `
class PaymentRequiredError extends Error {
  static async from(response) {
    return Object.assign(new PaymentRequiredError('A payment is due'), { status: 402, response })
  }
}
`

let server: LoopbackServer

beforeAll(async () => {
  server = await LoopbackServer.start()
})

afterAll(() => server.stop())

const fixtures = readFixtures().filter(({ path, text }) => isReported(text, path))

function edited({ path, text }: Fixture) {
  return transform(text, path, { tests: 'edit', paymentModule: './payment-required.ts' })
}

/** Every answer, by what can be seen of its run. */
async function observe(fixture: Fixture, text: string): Promise<Map<string, Observation>> {
  const program = compile({ ...fixture, text })
  const runs = new Map<string, Observation>()
  for (const answer of ANSWERS) runs.set(String(answer), await run(program, server, { answer, world: fixture.world, says: {}, only: undefined }))
  return runs
}

/** What two runs have to share. Where no answer came, the error says which socket it was. */
function seen({ answer, completion, value, effects }: Observation): unknown {
  return { completion, effects: effects.map(({ kind }) => kind), ...(answer !== 'none' && { value }) }
}

function requestsOf({ effects }: Observation): number {
  return effects.filter(({ kind }) => kind === 'request').length
}

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (name, fixture) => {
  const result = edited(fixture)
  if (name in LEFT_ALONE) {
    it('is left alone', () => {
      expect(result.output).toBe(fixture.text)
      expect(result.leftAlone.map(({ reason }) => reason)).toEqual([LEFT_ALONE[name]])
    })
    return
  }

  it('is no longer reported, and a second run changes nothing', () => {
    expect(isReported(result.output, fixture.path), result.output).toBe(false)
    expect(edited({ ...fixture, text: result.output })).toEqual({ output: result.output, edits: [], leftAlone: [], newFiles: [] })
  })

  it('keeps the lines that it has no edit on', () => {
    const lines = new Set(result.output.split('\n'))
    const lost = fixture.text.split('\n').filter((line) => !lines.has(line))
    expect(lost.length).toBeLessThanOrEqual(2)
  })

  it('sends a 402 no more often than it has to, and does on every other answer what it did', async () => {
    const text = result.output.replace(/^import \{ PaymentRequiredError \} from '.\/payment-required.ts'\n\n?/m, '')
    const [before, after] = [await observe(fixture, fixture.text), await observe(fixture, text === result.output ? text : text + STAND_IN)]
    for (const answer of ANSWERS) {
      const [was, is] = [before.get(String(answer))!, after.get(String(answer))!]
      if (answer === 402) expect(requestsOf(is)).toBeLessThan(requestsOf(was))
      else expect(seen(is), String(answer)).toEqual(seen(was))
    }
  })
})

it('has fixtures of every way', () => {
  expect(fixtures.length).toBeGreaterThan(30)
})
