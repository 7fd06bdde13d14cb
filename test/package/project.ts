import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

const PACKAGE = 'eslint-plugin-http-errors'

/** What a command printed and how it ended. */
export interface Run {
  readonly code: number | null
  /** Standard output, then standard error, as a terminal has them. */
  readonly output: string
}

/** A project of a newcomer in a folder of its own: our tarball and its hosts are installed from the registry, no more. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'http-errors-package-'))

  /**
   * Installs the packed package beside others from the registry.
   *
   * @param hosts names, for the versions that this repository has, or names with versions as npm takes them
   * @throws {Error} with the output of npm, where that fails
   */
  install(...hosts: readonly string[]): void {
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }))
    const wanted = hosts.map((host) => (host.includes('@') ? host : `${host}@${installedVersion(host)}`))
    npm(this.folder, 'install', '--save-dev', '--no-audit', '--no-fund', '--loglevel=error', pack(this.folder), ...wanted)
  }

  /** Takes everything away but what was installed. */
  empty(): void {
    for (const name of readdirSync(this.folder)) {
      if (!['node_modules', 'package.json', 'package-lock.json'].includes(name)) rmSync(join(this.folder, name), { recursive: true })
    }
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  /** The texts under `src` by name. */
  sources(): Record<string, string> {
    const folder = join(this.folder, 'src')
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  }

  /** Runs a command line as a shell would in the project. `npx` takes what is installed and fetches nothing. */
  run(command: string): Run {
    const { status, stdout, stderr } = spawnSync(command, {
      cwd: this.folder,
      encoding: 'utf8',
      shell: true,
      env: { ...environment(), npm_config_yes: 'false', npm_config_loglevel: 'error', NO_COLOR: '1', COLUMNS: '120' },
    })
    return { code: status, output: (stdout + stderr).replaceAll(`${this.folder}/`, '') }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}

/** Builds into a folder of its own, so that nothing that runs meanwhile loses its `dist`, and packs what `files` names. */
function pack(into: string): string {
  const staging = join(into, '.staging')
  mkdirSync(staging)
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'cli/report', 'codemods', 'docs', 'test/package']) {
    cpSync(join(ROOT, name), join(staging, name), { recursive: true })
  }
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(staging, 'dist')], { cwd: ROOT })
  const name = npm(staging, 'pack', '--ignore-scripts', '--loglevel=error', `--pack-destination=${into}`)
  rmSync(staging, { recursive: true })
  return join(into, name.trim())
}

function installedVersion(name: string): string {
  return (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version
}

function npm(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', env: environment() })
  if (status !== 0) throw new Error(`npm ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

/** The environment of a fresh shell: under `npm test`, npm says in variables whose project it is at work in. */
function environment(): NodeJS.ProcessEnv {
  const isOfNpm = (name: string): boolean => /^(?:npm_(?!config_)|npm_config_(?:local_)?prefix$|INIT_CWD$|NODE_ENV$|VITEST)/.test(name)
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOfNpm(name)))
}

/** Where the installed package lies in a project. */
export const INSTALLED = `node_modules/${PACKAGE}`
