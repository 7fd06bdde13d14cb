import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { analyse, type RetryVerdict, type UnknownReason } from '../../../analysis/index.ts'
import { renderPaymentModule } from '../../../codemods/templates/render.ts'
import { parseSource } from '../../../source/parse.ts'
import { excluded, isReported, LEFT_ALONE, PAYMENT_MODULE } from '../../codemods/exclude-402-from-retry/rows.ts'
import { FOLDER, IS_NEWEST, isInstalled } from '../installed.ts'

/** A program that uses a retry library: ES module text that exports `main`, and sends its requests to `ORIGIN`. */
export interface Row {
  readonly name: string
  readonly code: string
  /** What the package is installed as, where it is not its own name. */
  readonly as?: Readonly<Record<string, string>>
  /** It needs what browsers have. */
  readonly browser?: boolean
  /** Payments that are sent for a 402; with more than one, each try is one. */
  readonly payments?: number
  /** What the file does not say, so that the analysis must not say it either. */
  readonly unknown?: UnknownReason
  /** Only these versions do so. */
  readonly only?: 'usual' | 'newest'
}

function isOfThisRun(row: Row): boolean {
  if (row.only && (row.only === 'newest') !== IS_NEWEST) return false
  return isInstalled([...installedAs(row).matchAll(/ from '([^'.][^']*)'/g)].map(([, specifier = '']) => specifier))
}

/** Answers that each program gets, in a run each; `none`: the server hangs up. */
const ANSWERS = ['402', '418', '500', '429', '200', 'none'] as const
type Answer = (typeof ANSWERS)[number]
type Counts = Readonly<Record<Answer, number>> & { readonly payments: number }

/** What the library did, in the words of the analysis. */
export interface Told {
  readonly verdict: RetryVerdict | 'none'
  readonly reason?: UnknownReason
  /** Requests for a 402. */
  readonly requests: number
}

/** More requests than this are not followed by the analysis. */
const MOST_FOLLOWED = 6
const FOLLOWED_AT_LEAST = 3

/** A request function as people write it: it rejects for every status that is not ok. */
export const LOAD = `async function load() {
  const res = await fetch(\`\${ORIGIN}/a\`)
  if (!res.ok) throw Object.assign(new Error(\`HTTP \${res.status}\`), { status: res.status })
  return res.json()
}
`

/** A row whose `main` is `body`, behind an import and `load`. */
export function row(name: string, imports: string, body: string, more: Partial<Row> = {}): Row {
  return { name, code: `${imports}\n${LOAD}export async function main() {\n  ${body}\n}\n`, ...more }
}

/** Runs each program for each answer against the real packages. */
async function runReal(rows: readonly Row[], isBrowser: boolean): Promise<Counts[]> {
  const folder = mkdtempSync(join(tmpdir(), 'retry-rows-'))
  symlinkSync(join(FOLDER, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, PAYMENT_MODULE), renderPaymentModule('js'))
  const jobs = rows.map((row) => ({ code: installedAs(row), statuses: ANSWERS }))
  try {
    const output = await new Promise<string>((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [join(import.meta.dirname, 'child.mjs'), folder, isBrowser ? 'browser' : 'node'],
        { maxBuffer: 2 ** 24, timeout: 100_000 },
        (error, stdout, stderr) => (error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout)),
      )
      child.stdin?.end(JSON.stringify(jobs))
    })
    const results = JSON.parse(output) as Record<Answer, { requests: number; payments: number; failure?: string }>[]
    return results.map((result, index) => {
      if (result['200'].requests === 0) throw new Error(`${rows[index]?.name}: no request was sent: ${result['200'].failure}`)
      return { ...Object.fromEntries(ANSWERS.map((answer) => [answer, result[answer].requests])), payments: result['402'].payments } as Counts
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function installedAs({ code, as = {} }: Row): string {
  return Object.entries(as).reduce((text, [name, alias]) => text.replaceAll(`'${name}'`, `'${alias}'`), code)
}

/** The verdict that the counts of the real runs prove. */
function shown(counts: Counts): Told {
  const requests = counts['402']
  if (counts['200'] > 1) return { verdict: 'polling', requests }
  if (requests > 1) return { verdict: counts['418'] > 1 ? 'blanket' : 'explicit', requests }
  const isAnswered = ANSWERS.some((answer) => answer !== 'none' && counts[answer] > 1)
  if (isAnswered) return { verdict: 'filtered', requests }
  return { verdict: counts.none > 1 ? 'network' : 'filtered', requests }
}

/** What the analysis says of the same text. */
function analysed(row: Row): Told {
  const found = analyse(parseSource(row.code, 'row.mjs'), row.code).retries
  // An option that holds for calls which are elsewhere is no more than that; the calls themselves are here.
  const told = found.filter((item) => item.reason !== 'operation-not-seen')
  const retries = told.length > 0 ? told : found
  const [retry, ...more] = retries
  // An option that holds for several calls, and a call that it holds for, are both named.
  if (more.some((item) => item.verdict !== retry?.verdict)) throw new Error(`several constructs: ${retries.map((item) => `${item.verdict} at ${item.range[0]}`).join(', ')}`)
  if (!retry) return { verdict: 'none', requests: 1 }
  expect(retry.paysAgain ?? false).toBe((row.payments ?? 0) > 1)
  return { verdict: retry.verdict, ...(retry.reason && { reason: retry.reason }), requests: retry.requests }
}

/** Requests as far as both sides can agree on them. */
function followed(requests: number): number {
  return requests > MOST_FOLLOWED ? FOLLOWED_AT_LEAST : requests
}

/** A run that sends as many has no end, and is cut short at no certain number. */
const ENDLESS = 20

/** The counts of two runs as far as they can be compared: where some have no end, whether it was sent again. */
function comparable(counts: Counts, others: Counts): Counts {
  const isEndless = [...Object.values(counts), ...Object.values(others)].some((count) => count >= ENDLESS)
  return isEndless ? (Object.fromEntries(Object.entries(counts).map(([answer, count]) => [answer, Math.min(count, 2)])) as Counts) : counts
}

/** What a 402 costs where it is not sent again: one request, or the one payment that a paying client makes by itself. */
function once({ payments }: Counts): Partial<Counts> {
  return payments > 0 ? { '402': 2, payments: 1 } : { '402': 1 }
}

/** Tests that the model of a library answers as the real package does, and that a 402 is left out of what it repeats. */
export function describeAgreement(library: string, all: readonly Row[]): void {
  const rows = all.filter(isOfThisRun)
  if (rows.length === 0) return
  describe(`${library}: the real package and its model`, () => {
    const counts = new Map<Row, Counts>()
    const edited = new Map<Row, Row>()
    for (const row of rows.filter(({ code }) => isReported(code))) {
      const result = excluded(row.code, row.as ?? {}, FOLDER)
      const name = `${library}: ${row.name}`
      const [left] = result.leftAlone
      if (left || name in LEFT_ALONE) it(`${row.name}: left alone`, () => expect(left?.reason).toBe(LEFT_ALONE[name]))
      else edited.set(row, { ...row, code: result.output })
    }
    beforeAll(async () => {
      for (const isBrowser of [false, true]) {
        const chosen = [...rows, ...edited.values()].filter((row) => Boolean(row.browser) === isBrowser)
        if (chosen.length === 0) continue
        for (const [index, result] of (await runReal(chosen, isBrowser)).entries()) counts.set(chosen[index] as Row, result)
      }
    }, 120_000)
    for (const row of rows) {
      it(row.name, () => {
        const real = counts.get(row)
        if (!real) throw new Error('it was not run')
        const proven = shown(real)
        const told = analysed(row)
        expect(real.payments).toBe(row.payments ?? 0)
        if (row.unknown) {
          expect(told, JSON.stringify(real)).toMatchObject({ verdict: 'unknown', reason: row.unknown })
          return
        }
        // A library that is not set up to repeat leaves nothing to name.
        const isQuiet = told.verdict === 'none' && ANSWERS.every((answer) => real[answer] === 1)
        if (isQuiet) return
        // Where one answer has no end, a busy machine may cut the others short too.
        const agreed = ANSWERS.some((answer) => real[answer] >= ENDLESS) ? Math.min(proven.requests, FOLLOWED_AT_LEAST) : followed(proven.requests)
        expect({ ...told, requests: Math.min(told.requests, agreed) }, JSON.stringify(real)).toEqual({ ...proven, requests: agreed })
      })
    }
    for (const [row, after] of edited) {
      it(`${row.name}: a 402 left out`, () => {
        expect(isReported(after.code), after.code).toBe(false)
        const [was, is] = [counts.get(row), counts.get(after)]
        if (!was || !is) throw new Error('it was not run')
        expect(comparable(is, was), after.code).toEqual({ ...comparable(was, is), ...once(was) })
        expect(excluded(after.code, row.as ?? {}, FOLDER).output).toBe(after.code)
      })
    }
  })
}
