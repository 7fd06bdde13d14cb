import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readFileSync } from 'node:fs'

import { buildCommand, MAIN } from '../cli/command.ts'
import { temporaryTree, type Tree, writeTree } from '../source/temporary-tree.ts'

const ESLINT = join(dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'bin/eslint.js')
/** The built plugin, as `buildCommand` makes it. */
export const PLUGIN = pathToFileURL(resolve(dirname(MAIN), '../index.js')).href

/** A project whose `npx eslint` and `npx eslint-plugin-http-errors` are those of this repository, with no installation. */
export class LocalProject {
  readonly folder: string

  constructor(tree: Tree = {}) {
    buildCommand()
    this.folder = temporaryTree({ 'package.json': '{ "name": "app", "type": "module" }' })
    for (const [path, text] of Object.entries(tree)) this.write(path, text as string)
  }

  write(path: string, text: string): void {
    writeTree(this.folder, { [path]: text.replaceAll("'eslint-plugin-http-errors'", JSON.stringify(PLUGIN)) })
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  /** Runs a command line; the output is standard output, then standard error. */
  run(command: string): { code: number | null; output: string } {
    const line = command
      .replaceAll('npx eslint-plugin-http-errors', `"${process.execPath}" "${MAIN}"`)
      .replaceAll('npx eslint ', `"${process.execPath}" "${ESLINT}" `)
    const env = { PATH: process.env['PATH'], NO_COLOR: '1' }
    const { status, stdout, stderr } = spawnSync(line, { cwd: this.folder, shell: true, encoding: 'utf8', env, maxBuffer: 1 << 28 })
    return { code: status, output: (stdout + stderr).replaceAll(`${this.folder}/`, '') }
  }
}
