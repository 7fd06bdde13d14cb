// The codemod over all TypeScript source that published packages ship: npm run codemod:corpus
//
// Installs the packages under .tmp/, runs the built codemod on every file, and writes what it counted into
// docs/codemods/corpus.md. Fails where an untouched line changed, an output does not parse, a second run changes
// something, or TypeScript reports what it did not report before.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { transform } from '../../../dist/codemods/add-402-handling.js'
import { parseSource, SourceSyntaxError } from '../../../dist/source/parse.js'
import { changedLines } from './changed-lines.js'
import { newDiagnostics } from './diagnostics.js'
import { writePage } from './page.js'

const ROOT = resolve(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, '.tmp/codemod-corpus')
const MODULE = '#payment-required'
const manifest = JSON.parse(readFileSync(join(import.meta.dirname, 'packages.json'), 'utf8'))
const versions = manifest.dependencies

install()
const rows = []
const failures = []
mkdirSync(join(FOLDER, 'diffs'), { recursive: true })
for (const name of Object.keys(versions)) {
  const row = runPackage(name)
  rows.push(row)
  console.log(`${name} ${versions[name]}: ${row.files} files, ${row.changed} changed, ${row.sites} sites, ${row.left} left, ${row.seconds.toFixed(1)} s`)
}
writePage(join(ROOT, 'docs/codemods/corpus.md'), rows, failures)
for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0

function install() {
  const lock = join(FOLDER, 'installed.json')
  if (existsSync(lock) && readFileSync(lock, 'utf8') === JSON.stringify(versions)) return
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(manifest, null, 2))
  const flags = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']
  const { status } = spawnSync('npm', flags, { cwd: FOLDER, stdio: 'inherit' })
  if (status !== 0) throw new Error('The packages could not be installed')
  writeFileSync(lock, JSON.stringify(versions))
}

function runPackage(name) {
  const folder = join(FOLDER, 'node_modules', name)
  const row = { name, version: versions[name], files: 0, unreadable: 0, changed: 0, sites: 0, left: 0, seconds: 0, rewritten: 0, reasons: {} }
  const outputs = new Map()
  for (const path of sourcesIn(folder)) {
    row.files++
    runFile(name, path, row, outputs)
  }
  for (const message of newDiagnostics(outputs, { module: MODULE, template: join(ROOT, 'codemods/templates/payment-required.ts') })) {
    failures.push(`new type error: ${message}`)
  }
  return row
}

function runFile(name, path, row, outputs) {
  const text = readFileSync(path, 'utf8')
  // A name of the user's own: dependencies and build output are not edited.
  const own = join(FOLDER, 'own', relative(join(FOLDER, 'node_modules'), path).replaceAll(/(^|\/)(dist|build|coverage|node_modules)\//g, '$1$2-/'))
  const started = performance.now()
  const run = (source) => transform(source, own, { paymentModule: MODULE })
  let result
  try {
    result = run(text)
  } catch (error) {
    if (error instanceof SourceSyntaxError) row.unreadable++
    else failures.push(`${path}: ${error.stack}`)
    return
  }
  row.seconds += (performance.now() - started) / 1000
  row.sites += result.edits.length
  row.left += result.leftAlone.length
  for (const { reason } of result.leftAlone) row.reasons[reason] = (row.reasons[reason] ?? 0) + 1
  if (result.output === text) return
  row.changed++
  outputs.set(path, { before: text, after: result.output })
  try {
    parseSource(result.output.replace(/^\uFEFF/, ''), own)
    if (run(result.output).output !== result.output) failures.push(`${path}: a second run changes it again`)
  } catch (error) {
    failures.push(`${path}: the output: ${error.message}`)
  }
  const { rewritten, lost } = changedLines(text, result.output)
  row.rewritten += rewritten
  for (const line of lost) failures.push(`${path}: an untouched line changed: ${line}`)
  saveDiff(name, path, result.output)
}

function saveDiff(name, path, output) {
  const to = join(FOLDER, 'diffs', `${name}-${relative(FOLDER, path)}`.replaceAll(/[^\w.-]+/g, '_'))
  writeFileSync(to, output)
  const { stdout } = spawnSync('git', ['diff', '--no-index', '-U4', path, to], { encoding: 'utf8' })
  writeFileSync(`${to}.diff`, stdout)
}

function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* sourcesIn(path)
    if (entry.isFile() && /\.[cm]?tsx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)) yield path
  }
}
