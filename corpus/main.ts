import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { applicationPlacesReport, parseApplicationPlaces } from './application-places.ts'
import { applicationsReport, parseApplications } from './applications.ts'
import { auditPackage, type AuditedFile } from './audited.ts'
import { foundIn, problemsOf, updated, type Found } from './compare.ts'
import { draw } from './draw.ts'
import { fallen, type Recorded } from './figures.ts'
import { CORPUS } from './folders.ts'
import { formatLedger, keyOf, parseLedger, type Entry } from './ledger.ts'
import { NotInstalled, readPackages } from './packages.ts'
import { parsePlaces, type Place, type Spanned } from './recall.ts'
import { figuresOf, report } from './report.ts'
import { linesLike } from './search.ts'

const LEDGER = resolve(CORPUS, 'ledger.tsv')
const PLACES = resolve(CORPUS, 'recall.tsv')
const APPLICATIONS = resolve(CORPUS, 'applications.tsv')
const APPLICATION_PLACES = resolve(CORPUS, 'application-places.tsv')
const FIGURES = resolve(CORPUS, 'figures.json')

const USAGE = `npm run corpus                                 compares the findings with the ledger
npm run corpus -- update                       writes the verdicts of this run into the ledger; readings stay
npm run corpus -- record                       the figures of now are those that may not fall
npm run corpus -- draw <seed> <checks> <retries>      findings to read, at random, of those that nobody has read
npm run corpus -- search <seed> <requests> <retries>  lines to read, at random, found by a text search`

/** What the process ends with: 0 all is as recorded, 1 it is not, 2 the packages are not there, 3 wrong usage. */
async function main([command = 'check', ...args]: readonly string[]): Promise<number> {
  const numbers = args.map(Number)
  const files = await auditAll()
  const found = files.flatMap(foundIn)
  const entries = existsSync(LEDGER) ? parseLedger(readFileSync(LEDGER, 'utf8')) : []
  switch (command) {
    case 'check':
      return check(files, found, entries)
    case 'update':
      return update(found, entries)
    case 'record':
      writeFileSync(FIGURES, `${JSON.stringify(figuresOf(entries, readPlaces(), spanned(files)), undefined, 2)}\n`)
      return 0
    case 'draw':
      return drawFindings(entries, numbers)
    case 'search':
      return drawLines(files, numbers)
    default:
      console.error(USAGE)
      return 3
  }
}

async function auditAll(): Promise<AuditedFile[]> {
  const files: AuditedFile[] = []
  for (const item of readPackages()) files.push(...(await auditPackage(item)))
  return files
}

function readPlaces(): Place[] {
  return existsSync(PLACES) ? parsePlaces(readFileSync(PLACES, 'utf8')) : []
}

function spanned(files: readonly AuditedFile[]): Spanned[] {
  return files.flatMap((file) => {
    const lines = file.findings.map(({ line, endLine }) => ({ line, endLine }))
    return foundIn(file).map((finding, index) => ({ ...finding, ...(lines[index] as { line: number; endLine: number }) }))
  })
}

function check(files: readonly AuditedFile[], found: readonly Found[], entries: readonly Entry[]): number {
  const places = readPlaces()
  const findings = spanned(files)
  console.log(report(entries, places, findings))
  console.log(`\n${applicationsReport(parseApplications(readFileSync(APPLICATIONS, 'utf8')))}`)
  console.log(`\n${applicationPlacesReport(parseApplicationPlaces(readFileSync(APPLICATION_PLACES, 'utf8')))}`)
  const recorded = JSON.parse(readFileSync(FIGURES, 'utf8')) as Recorded
  const problems = [...problemsOf(found, entries), ...fallen(figuresOf(entries, places, findings), recorded)]
  for (const problem of problems) console.error(problem)
  console.error(problems.length === 0 ? 'All findings are as the ledger has them.' : `${problems.length} differences from the ledger.`)
  return problems.length === 0 ? 0 : 1
}

function update(found: readonly Found[], entries: readonly Entry[]): number {
  for (const problem of problemsOf(found, entries)) console.error(problem)
  writeFileSync(LEDGER, formatLedger(updated(found, entries)))
  return 0
}

function drawFindings(entries: readonly Entry[], [seed = 1, checks = 0, retries = 0]: readonly number[]): number {
  const unread = (kind: Entry['kind']): Entry[] => entries.filter((entry) => entry.kind === kind && entry.reader === '')
  for (const entry of [...draw(unread('check'), checks, seed), ...draw(unread('retry'), retries, seed)]) console.log(keyOf(entry))
  return 0
}

function drawLines(files: readonly AuditedFile[], [seed = 1, requests = 0, retries = 0]: readonly number[]): number {
  for (const [kind, count] of [['request', requests], ['retry', retries]] as const) {
    for (const { package: name, path, line } of draw(linesLike(kind, files, seed), count, seed)) console.log([kind, name, path, line].join('\t'))
  }
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof NotInstalled)) throw error
  console.error(error.message)
  process.exitCode = 2
}
