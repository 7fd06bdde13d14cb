// Both codemods over code that none of us wrote: npm run codemod:corpus [-- folder ...]
//
// Installs published packages that ship their TypeScript source under .tmp/, runs the built codemods on every file of them,
// and of the folders: checked-out applications, named owner+name. Writes what it counted into docs/codemods/corpus.md. Fails
// where an untouched line changed, an output does not parse, a second run changes something, or TypeScript reports what it
// did not report before.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'

import { transform as addHandling } from '../../../dist/codemods/add-402-handling.js'
import { transform as excludeFromRetry } from '../../../dist/codemods/exclude-402-from-retry.js'
import { parseSource, SourceSyntaxError } from '../../../dist/source/parse.js'
import { changedLines } from './changed-lines.js'
import { newDiagnostics } from './diagnostics.js'
import { writePage } from './page.js'

const ROOT = resolve(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, '.tmp/codemod-corpus')
const MODULE = '#payment-required'
const CODEMODS = { 'add-402-handling': addHandling, 'exclude-402-from-retry': excludeFromRetry }
/** No hand writes larger files. In UTF-16 code units. */
const LARGEST = 1_000_000

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, 'packages.json'), 'utf8'))
const versions = manifest.dependencies

install()
rmSync(join(FOLDER, 'diffs'), { recursive: true, force: true })
mkdirSync(join(FOLDER, 'diffs'), { recursive: true })
const sources = [
  ...Object.keys(versions).map((name) => ({ kind: 'package', name: `${name} ${versions[name]}`, root: join(FOLDER, 'node_modules'), folder: join(FOLDER, 'node_modules', name) })),
  ...process.argv.slice(2).map((folder) => ({ kind: 'application', name: basename(folder).replace('+', '/'), root: resolve(folder), folder: resolve(folder) })),
]
const failures = []
const rows = sources.map(runSource)
writePage(join(ROOT, 'docs/codemods/corpus.md'), rows, failures)
for (const { file, message } of failures) console.error(`${file}: ${message}`)
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

function runSource(source) {
  const started = performance.now()
  const row = { ...source, files: 0, unreadable: 0, codemods: {} }
  for (const name of Object.keys(CODEMODS)) row.codemods[name] = { changed: 0, sites: 0, left: 0, rewritten: 0, reasons: {}, outputs: new Map() }
  for (const path of sourcesIn(source.folder, source.kind === 'package' ? /\.[cm]?tsx?$/ : /\.[cm]?[jt]sx?$/)) {
    const text = readFileSync(path, 'utf8')
    if (text.length > LARGEST) continue
    row.files++
    for (const [name, transform] of Object.entries(CODEMODS)) runFile({ source, name, transform, path, text, row })
  }
  for (const [name, { outputs }] of Object.entries(row.codemods)) {
    const typed = new Map([...outputs].filter(([path]) => /\.[cm]?tsx?$/.test(path)))
    for (const { path, message } of newDiagnostics(typed, source.root, { module: MODULE, template: join(ROOT, 'codemods/templates/payment-required.ts') })) {
      failures.push({ kind: 'types', codemod: name, file: path, message })
    }
  }
  const figures = Object.entries(row.codemods).map(([name, { changed, sites, left }]) => `${name}: ${changed} changed, ${sites} sites, ${left} left`)
  console.log(`${row.name}: ${row.files} files, ${figures.join('; ')}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return row
}

function runFile({ source, name, transform, path, text, row }) {
  // A name of the user's own: dependencies and build output are not edited.
  const own = source.kind === 'package' ? join(FOLDER, 'own', relative(source.root, path).replaceAll(/(^|\/)(dist|build|coverage|node_modules)\//g, '$1$2-/')) : path
  const run = (code) => transform(code, own, { tests: 'edit', paymentModule: MODULE })
  const counts = row.codemods[name]
  const fail = (kind, message) => failures.push({ kind, codemod: name, file: path, message })
  let result
  try {
    result = run(text)
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) fail('crash', error.stack)
    else if (name === 'add-402-handling') row.unreadable++
    return
  }
  counts.sites += result.edits.length
  counts.left += result.leftAlone.length
  for (const { reason } of result.leftAlone) counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1
  if (result.output === text) return
  counts.changed++
  counts.outputs.set(path, { before: text, after: result.output })
  try {
    parseSource(result.output.replace(/^\uFEFF/, ''), own)
    if (run(result.output).output !== result.output) fail('again', 'a second run changes it again')
  } catch (error) {
    fail('output', error.message)
  }
  const { rewritten, lost } = changedLines(text, result.output)
  counts.rewritten += rewritten
  // A status is taken off a list, or a number of retries written out.
  for (const line of name === 'add-402-handling' ? lost : lost.filter((one) => !/\d/.test(one))) fail('line', `an untouched line changed: ${line}`)
  saveDiff(`${name}-${source.name}-${relative(source.folder, path)}`, path, result.output)
}

function saveDiff(name, path, output) {
  const to = join(FOLDER, 'diffs', name.replaceAll(/[^\w.-]+/g, '_'))
  writeFileSync(to, output)
  const { stdout } = spawnSync('git', ['diff', '--no-index', '-U4', path, to], { encoding: 'utf8' })
  writeFileSync(`${to}.diff`, stdout)
}

function* sourcesIn(folder, pattern) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* sourcesIn(path, pattern)
    if (entry.isFile() && pattern.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)) yield path
  }
}
