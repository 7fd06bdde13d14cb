// `npm run demo`: what the plugin, the audit and the codemod do with a small application. Needs a build, no network.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { styleText } from 'node:util'

import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'

import { colourDiff, unifiedDiff } from '../dist/cli/unified-diff.js'
import httpErrors from '../dist/index.js'

const ROOT = resolve(import.meta.dirname, '..')
const APPLICATION = join(import.meta.dirname, 'dashboard')
const { resolve: find } = createRequire(import.meta.url)

/** A step that did not go as it must: the demo is a test, too. */
class StepFailed extends Error {}

/** @returns {asserts condition} */
function must(condition, message) {
  if (!condition) throw new StepFailed(message)
}

function heading(text) {
  console.log(`\n${styleText('bold', text)}\n${'─'.repeat(text.length)}`)
}

/** Runs a script of Node with its output on ours, or returned. */
function node(args, { cwd, stdio = 'inherit' }) {
  // What is read and not shown must have no colours, which some programs turn on in CI.
  const env = stdio === 'pipe' ? { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' } : process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, stdio, env, encoding: 'utf8' })
  must(status === 0, `node ${args.join(' ')} ended with ${status}${stderr ? `:\n${stderr}` : ''}`)
  return stdout
}

/**
 * Lints a project with the recommended rules and prints the report.
 *
 * @returns {Promise<import('eslint').Linter.LintMessage[]>}
 */
async function lint(project) {
  const eslint = new ESLint({
    cwd: project,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
      httpErrors.configs.recommended,
    ],
  })
  const results = await eslint.lintFiles(['src'])
  const { format } = await eslint.loadFormatter('stylish')
  console.log((await format(results)).replaceAll(project + sep, ''))
  for (const { filePath, messages } of results) {
    for (const { fatal, message } of messages) must(!fatal, `${filePath}: ${message}`)
  }
  return results.flatMap(({ messages }) => messages)
}

/** Runs the codemod as `npx jscodeshift -t add-402-handling src` does. */
function codemod(project) {
  const transform = join(ROOT, 'codemods/add-402-handling.cjs')
  return node([find('jscodeshift/bin/jscodeshift.js'), '-t', transform, '--run-in-band', 'src'], {
    cwd: project,
    stdio: 'pipe',
  })
}

function readSources(project) {
  const folder = join(project, 'src')
  return new Map(readdirSync(folder).map((name) => [`src/${name}`, readFileSync(join(folder, name), 'utf8')]))
}

function printChanges(before, after) {
  for (const [path, text] of after) {
    const old = before.get(path)
    if (old === text) continue
    if (old === undefined) {
      console.log(styleText('bold', path))
      console.log(styleText('green', `+ a new file of ${text.split('\n').length} lines, yours to keep:`))
      for (const line of text.match(/^export (?:class|(?:async )?function) \w+/gm) ?? []) console.log(styleText('green', `+   ${line}`))
      continue
    }
    const diff = unifiedDiff({ path, before: old, after: text })
    console.log(process.stdout.hasColors?.() ? colourDiff(diff) : diff)
  }
}

async function demo(project) {
  heading('1. Lint: what the recommended rules say of examples/dashboard')
  const found = await lint(project)
  must(found.length > 0, 'The rules found nothing')

  heading('2. Audit: every request and every retry, the good ones too')
  node([join(ROOT, 'dist/cli/main.js'), 'audit', 'src'], { cwd: project })

  heading('3. Codemod: npx jscodeshift -t add-402-handling src')
  const before = readSources(project)
  const report = codemod(project)
  const after = readSources(project)
  printChanges(before, after)
  must(after.has('src/payment-required.ts'), 'The typed module was not written')
  const left = [...report.matchAll(/^ REP \S+ (\S+):(\d+) (.*)/gm)].map(([, path, line, why]) => ({ path, line: Number(line), why }))
  console.log('\nLeft alone, for a person to decide:')
  for (const { path, line, why } of left) console.log(`  ${path}:${line}  ${why}`)

  heading('4. What the codemod promises')
  node([find('typescript/bin/tsc'), '-p', project], { cwd: ROOT })
  console.log('✓ The changed application type-checks.')
  codemod(project)
  const again = readSources(project)
  must([...again].every(([path, text]) => after.get(path) === text), 'A second run changed something')
  console.log('✓ A second run changes nothing.')

  heading('5. Lint again: what is left')
  const remaining = await lint(project)
  must(remaining.length < found.length, 'The codemod made no finding go away')
  for (const { path, line } of blindRequests(project)) {
    must(left.some((site) => site.path === path && site.line === line), `${path}:${line}: the codemod said nothing of this request`)
  }
  console.log(`${found.length} findings before, ${remaining.length} after. Each of the rest needs a decision: what to show, what to retry.`)
}

/** What the rule reports, by the lines of the requests, which the codemod names too. */
function blindRequests(project) {
  const records = node([join(ROOT, 'dist/cli/main.js'), 'audit', '--json', 'src'], { cwd: project, stdio: 'pipe' })
  return records.trimEnd().split('\n').map((record) => JSON.parse(record)).filter(({ verdict }) => verdict === 'blind')
}

const project = join(mkdtempSync(join(tmpdir(), 'http-errors-demo-')), 'dashboard')
try {
  cpSync(APPLICATION, project, { recursive: true })
  await demo(project)
} catch (error) {
  if (!(error instanceof StepFailed)) throw error
  console.error(`\n${styleText('red', '✗')} ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(resolve(project, '..'), { recursive: true })
}
