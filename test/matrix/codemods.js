import { delimiter, dirname } from 'node:path'

/** What `type` of package.json may be, and jscodeshift's flag that leaves Babel out. */
const MODES = [
  { type: 'commonjs', babel: '' },
  { type: 'module', babel: '--no-babel' },
  { type: 'module', babel: '' },
  { type: 'commonjs', babel: '--no-babel' },
]

/** Projects: what installs them, the TypeScript that is their own, and the modes in which they are run under every Node. */
const PROJECTS = [
  { installer: 'npm', typescript: '6.0', modes: MODES },
  { installer: 'pnpm', typescript: '6.0', modes: MODES },
]

/** TypeScript is asked only for the types of what was written: one Node will do. */
const BY_TYPESCRIPT = ['5.9', '7.0'].flatMap((typescript) => ['npm', 'pnpm'].map((installer) => ({ installer, typescript, modes: MODES.slice(0, 2), isOneNode: true })))

export const ALL = [...PROJECTS, ...BY_TYPESCRIPT]
/** What is quick. */
export const CORE = [{ ...PROJECTS[0], modes: MODES.slice(0, 2) }]

export const INSTALL = {
  npm: 'npm install --no-audit --no-fund --legacy-peer-deps --loglevel=error',
  pnpm: 'npx -y pnpm@10 add --silent',
}

/** What is installed beside the plugin. */
export const packagesOf = ({ typescript }) => ['jscodeshift@17.4.0', 'eslint@10.15.0', `typescript@${typescript}`]

const PLAN = `export async function loadPlan(id: string): Promise<unknown> {
  const response = await fetch(\`https://api.example.com/plans/\${id}\`)
  if (!response.ok) throw new Error('No plan')
  return response.json()
}
`
const RETRY = `export async function summarize(text: string): Promise<string> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await fetch('https://api.example.com/summaries', { method: 'POST', body: text })
    if (response.ok) return response.text()
  }
  throw new Error('No summary')
}
`
const SCRIPT = `async function loadTeam() {
  const response = await fetch('https://api.example.com/team')
  if (!response.ok) throw new Error('No team')
  return response.json()
}
`

const BEFORE = { 'src/plan.ts': PLAN, 'src/retry.ts': RETRY, 'src/team.cjs': `${SCRIPT}\nmodule.exports = { loadTeam }\n` }

/** What has to be in the files afterwards. */
const AFTER = {
  'src/plan.ts': ["import { PaymentRequiredError } from './payment-required.js'\n", '  if (response.status === 402) {\n    throw await PaymentRequiredError.from(response)\n  }\n  if (!response.ok)'],
  'src/retry.ts': ['response.status === 402'],
  'src/team.cjs': ['PaymentRequiredError } = require('],
  'src/payment-required.ts': ['export class PaymentRequiredError'],
}

const TSCONFIG = JSON.stringify({
  compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'nodenext', lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: true },
  include: ['src'],
})

/**
 * The literal commands of the README in a project that has the plugin, under one Node: the stubs, both codemods, both once
 * more, and the type check of the project's own TypeScript.
 *
 * @returns {string | undefined} what went wrong
 */
export function problemOf(project, node, { type, babel }) {
  project.patch('package.json', (manifest) => ({ ...manifest, type }))
  project.clear('src')
  project.write('tsconfig.json', TSCONFIG)
  for (const [path, text] of Object.entries(BEFORE)) project.write(path, text)
  const path = `${dirname(node)}${delimiter}${process.env.PATH}`
  const npx = (...args) => project.run('npx', args, path)
  const flags = babel ? [babel] : []

  const commands = [['eslint-plugin-http-errors', 'init'], ...['exclude-402-from-retry', 'add-402-handling'].map((name) => ['jscodeshift', '-t', name, ...flags, 'src'])]
  for (const command of commands) {
    const { status, stdout, stderr } = npx(...command)
    if (status !== 0 || /[1-9]\d* errors/.test(stdout)) return `npx ${command.join(' ')}: exit ${status}: ${stdout}${stderr}`
  }
  for (const [file, parts] of Object.entries(AFTER)) {
    const text = project.read(file)
    const missing = parts.find((part) => !text.includes(part))
    if (missing !== undefined) return `${file} lacks ${JSON.stringify(missing)}:\n${text}`
  }
  const types = project.run(node, ['node_modules/typescript/bin/tsc'], path)
  if (types.status !== 0) return `${types.stdout}${types.stderr}`

  const texts = Object.keys(AFTER).map((file) => project.read(file))
  for (const command of commands.slice(1)) npx(...command)
  const changed = Object.keys(AFTER).find((file, index) => project.read(file) !== texts[index])
  return changed === undefined ? undefined : `a second run changes ${changed}`
}
