// Runs the packed plugin under every host that it names: npm run matrix, or with --core only what is quick.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ALL, CORE, INSTALL, packagesOf, problemOf } from './codemods.js'
import { installSize, nodeOf, pack, Project } from './project.js'
import { COMMONJS, CONFIG, OXLINT, SAMPLES } from './samples.js'

const isCore = process.argv.includes('--core')
const ESLINTS = { 10: 'eslint@10.15.0', 9: 'eslint-9@npm:eslint@9.39.5', 8: 'eslint-8@npm:eslint@8.57.1' }
const PARSERS = ['@typescript-eslint/parser@8.73.0', 'typescript@6.0.3', '@babel/eslint-parser@8', '@babel/core@8', 'vue-eslint-parser@10', 'svelte-eslint-parser@1', 'svelte@5']
const NODES = isCore ? [process.versions.node.split('.')[0]] : ['20', '22', '24']
/** Installed beside the plugin: it needs none of them, and its types have to suit them. */
const TYPESCRIPTS = isCore ? [] : ['5.9', '6.0', '7.0']

const folder = mkdtempSync(join(tmpdir(), 'http-errors-matrix-'))
const projects = []
const rows = []
let expected

function project(installer, packages) {
  const made = new Project(installer, packages)
  projects.push(made)
  return made
}

function row(name, problem) {
  rows.push({ name, problem })
  console.log(`${problem ? 'FAIL' : 'ok  '}  ${name}${problem ? `\n      ${problem}` : ''}`)
}

/** What was found, by file: place, rule and message. */
function fromEslint({ stdout, stderr }, root) {
  const found = {}
  try {
    for (const { filePath, messages } of JSON.parse(stdout)) {
      found[filePath.slice(root.length + 1)] = messages.map(({ line, column, endLine, endColumn, ruleId, message }) => ({ line, column, endLine, endColumn, ruleId, message }))
    }
    return found
  } catch {
    throw new Error(`${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`)
  }
}

function fromOxlint({ stdout, stderr }) {
  const found = {}
  let diagnostics
  try {
    ({ diagnostics } = JSON.parse(stdout))
  } catch {
    throw new Error(`${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`)
  }
  for (const { filename, code, message, labels: [{ span }] } of diagnostics) {
    const bytes = Buffer.from(SAMPLES[filename])
    const [start, end] = [span.offset, span.offset + span.length].map((offset) => {
      const before = bytes.subarray(0, offset).toString().split('\n')
      return { line: before.length, column: before.at(-1).length + 1 }
    })
    const [, plugin, rule] = /^(.+)\((.+)\)$/.exec(code)
    ;(found[filename] ??= []).push({ line: start.line, column: start.column, endLine: end.line, endColumn: end.column, ruleId: `${plugin}/${rule}`, message })
  }
  for (const list of Object.values(found)) list.sort((a, b) => a.line - b.line || a.column - b.column)
  return found
}

/** Every file has the same findings, byte for byte, and there are some. */
function differences(found, paths) {
  for (const path of paths) {
    const list = found[path] ?? []
    expected ??= JSON.stringify(list)
    if (list.length !== 3) return `${path}: ${list.length} findings in place of 3: ${JSON.stringify(list.map(({ message }) => message))}`
    if (JSON.stringify(list) !== expected) return `${path}: ${JSON.stringify(list)}\n      expected: ${expected}`
  }
  return undefined
}

function attempt(name, check) {
  try {
    row(name, check())
  } catch (error) {
    row(name, error.message)
  }
}

try {
  const tarball = pack(folder)
  const bare = project('npm install --no-audit --no-fund --omit=peer --legacy-peer-deps --loglevel=error', [tarball])
  const size = installSize(bare.folder)
  row(`installs ${size.packages} packages, ${(size.kilobytes / 1024).toFixed(1)} MB with all of its dependencies`, size.kilobytes < 12_000 ? undefined : 'more than 12 MB')

  const main = project('npm install --no-audit --no-fund --legacy-peer-deps --loglevel=error', [tarball, ...Object.values(ESLINTS), ...PARSERS, 'oxlint@1.94.0'])
  for (const [path, text] of Object.entries(SAMPLES)) main.write(path, text)
  main.write('eslint.config.js', CONFIG)
  main.write('commonjs.config.cjs', COMMONJS)
  main.write('.oxlintrc.json', OXLINT)
  const paths = Object.keys(SAMPLES)
  const byOxlint = paths.filter((path) => /\.[jt]sx?$/.test(path))

  for (const major of NODES) {
    const node = nodeOf(major, folder)
    for (const [eslint, spec] of Object.entries(ESLINTS)) {
      const bin = `node_modules/${spec.startsWith('eslint@') ? 'eslint' : spec.split('@')[0]}/bin/eslint.js`
      attempt(`Node ${major}, ESLint ${eslint}: ${paths.length} files through five parsers`, () =>
        differences(fromEslint(main.node(node, [bin, '-f', 'json', ...paths]), main.folder), paths))
      attempt(`Node ${major}, ESLint ${eslint}: CommonJS configuration`, () =>
        differences(fromEslint(main.node(node, [bin, '-f', 'json', '-c', 'commonjs.config.cjs', 'espree/plan.js']), main.folder), ['espree/plan.js']))
    }
    attempt(`Node ${major}, oxlint: ${byOxlint.length} files`, () => differences(fromOxlint(main.node(node, ['node_modules/oxlint/bin/oxlint', '-f', 'json', ...byOxlint])), byOxlint))
    attempt(`Node ${major}: the command`, () => {
      const { status, stdout, stderr } = main.node(node, ['node_modules/eslint-plugin-http-errors/dist/cli/main.js', 'audit', '--json', 'espree'])
      return status === 0 && stdout.split('\n').length > 6 ? undefined : `exit ${status}: ${stdout}${stderr}`
    })
  }

  for (const setUp of isCore ? CORE : ALL) {
    const app = project(INSTALL[setUp.installer], [tarball, ...packagesOf(setUp)])
    for (const major of setUp.isOneNode ? NODES.slice(-1) : NODES) {
      const node = nodeOf(major, folder)
      for (const mode of setUp.modes) {
        attempt(`Node ${major}, ${setUp.installer}, TypeScript ${setUp.typescript}, ${mode.type}: npx jscodeshift -t add-402-handling src ${mode.babel}`.trimEnd(), () => problemOf(app, node, mode))
      }
    }
  }

  for (const version of TYPESCRIPTS) {
    attempt(`pnpm, TypeScript ${version}: loads, lints, and its types suit defineConfig`, () => {
      const other = project('npx -y pnpm@10 add --silent', [tarball, 'eslint@10.15.0', `typescript@${version}`])
      other.write('espree/plan.js', SAMPLES['espree/plan.js'])
      other.write('eslint.config.js', "import http from 'eslint-plugin-http-errors'\nexport default [http.configs.strict]\n")
      other.write('check.ts', "import http from 'eslint-plugin-http-errors'\nimport { defineConfig } from 'eslint/config'\nexport default defineConfig([http.configs.recommended, { plugins: { 'http-errors': http }, extends: ['http-errors/strict'] }])\n")
      other.write('tsconfig.json', JSON.stringify({ compilerOptions: { noEmit: true, strict: true, skipLibCheck: false, target: 'es2022', module: 'nodenext' }, files: ['check.ts'] }))
      const types = other.node(process.execPath, ['node_modules/typescript/bin/tsc'])
      if (types.status !== 0) return `${types.stdout}${types.stderr}`
      return differences(fromEslint(other.node(process.execPath, ['node_modules/eslint/bin/eslint.js', '-f', 'json', 'espree']), other.folder), ['espree/plan.js'])
    })
  }
} finally {
  for (const made of projects) made.remove()
  rmSync(folder, { recursive: true, force: true })
}

const failed = rows.filter(({ problem }) => problem).length
console.log(`${rows.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
