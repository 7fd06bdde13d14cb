import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A formatter or linter: how a project shows that it uses it, and how it is run on some files. */
interface Tool {
  readonly dependency: string
  readonly configuration: RegExp
  readonly command: string
}

const FORMATTERS: readonly Tool[] = [
  { dependency: 'prettier', configuration: /^(?:\.prettierrc|prettier\.config\.)/, command: 'prettier --write' },
  { dependency: '@biomejs/biome', configuration: /^\.?biome\.jsonc?$/, command: 'biome check --write' },
  { dependency: 'dprint', configuration: /^\.?dprint\.jsonc?$/, command: 'dprint fmt' },
  { dependency: 'oxfmt', configuration: /^\.oxfmtrc/, command: 'oxfmt' },
]
const LINTERS: readonly Tool[] = [
  { dependency: 'eslint', configuration: /^eslint\.config\.[cm]?[jt]s$/, command: 'eslint' },
  { dependency: 'oxlint', configuration: /^\.oxlintrc/, command: 'oxlint' },
]

/** How each package manager runs a program of the project, by its lock file. */
const RUNNERS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npx',
  'pnpm-lock.yaml': 'pnpm exec',
  'yarn.lock': 'yarn',
  'bun.lock': 'bunx',
  'bun.lockb': 'bunx',
}

/** More names than this on a command line are no longer read. */
const MOST_NAMED = 30

/**
 * What to run on files that were just edited: the formatter, the linter and the type check that the project around a folder
 * has, with its package manager.
 *
 * @param files as they are to be named from the folder
 * @param cwd absolute
 * @returns command lines for a POSIX shell, which ask git for the names where they are many; none where the project has no such tool
 */
export function nextCommands(files: readonly string[], cwd: string): string[] {
  const project = readProject(cwd)
  const isUsed = ({ dependency, configuration }: Tool): boolean =>
    project.dependencies.has(dependency) || project.names.some((name) => configuration.test(name))
  const isLong = files.length > MOST_NAMED && project.names.includes('.git')
  const tools = [...FORMATTERS.filter(isUsed).slice(0, 1), ...LINTERS.filter(isUsed)].map(({ command }) => `${project.runner} ${command}`)
  // The tree was clean before.
  const onFiles = tools.map((tool) => (isLong ? `git ls-files -zmo --exclude-standard | xargs -0 ${tool}` : `${tool} ${files.map(quote).join(' ')}`))
  const typeCheck = project.dependencies.has('typescript') && project.names.includes('tsconfig.json') ? [`${project.runner} tsc --noEmit`] : []
  return [...onFiles, ...typeCheck]
}

interface Project {
  readonly runner: string
  readonly dependencies: ReadonlySet<string>
  /** Of all files that stand in the folder and in those around it. */
  readonly names: readonly string[]
}

/** From the folder up to the root of its repository. */
function readProject(cwd: string): Project {
  const dependencies = new Set<string>()
  const names: string[] = []
  for (let folder = cwd; ; folder = dirname(folder)) {
    names.push(...namesIn(folder))
    for (const name of dependenciesIn(join(folder, 'package.json'))) dependencies.add(name)
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) break
  }
  const lock = names.find((name) => Object.hasOwn(RUNNERS, name))
  return { runner: lock === undefined ? 'npx' : RUNNERS[lock]!, dependencies, names }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function dependenciesIn(path: string): string[] {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<string, object>>
    return [...Object.keys(dependencies), ...Object.keys(devDependencies)]
  } catch {
    return []
  }
}

/** A word for a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
