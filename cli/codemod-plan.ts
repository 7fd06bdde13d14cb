import { readFileSync, realpathSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'

import { mayHoldRequests } from '../analysis/index.ts'
import type { CodemodResult } from '../codemods/codemod.ts'
import { whyNotByPath, whyNotByText } from '../codemods/eligible.ts'
import type { SourceFile } from '../source/files.ts'
import { IgnoreLookup } from '../source/gitignore.ts'
import { withForwardSlashes } from '../source/paths.ts'
import { parseSource } from '../source/parse.ts'
import { type Reading, readForEditing } from '../source/read.ts'
import type { BoundTransform } from './codemods.ts'
import { describeFailure, type Failure } from './failures.ts'

/** A file that the codemod has something to say of. */
export interface Transformed {
  readonly kind: 'transformed'
  /** Relative to the working directory, with forward slashes. */
  readonly path: string
  /** Absolute; of the file itself, where a symbolic link leads to it. */
  readonly target: string
  readonly before: string
  readonly result: CodemodResult
}

export interface PassedOver {
  readonly kind: 'passed-over'
  readonly path: string
  readonly reason: string
  /** True where the caller named this very file. */
  readonly named: boolean
}

export interface Failed extends Failure {
  readonly kind: 'failure'
  readonly path: string
}

/** What is to become of a file; undefined where there is nothing to do and to say. */
export type Outcome = Transformed | PassedOver | Failed | undefined

/** True where the codemod edits the file, not only names sites in it. */
export function isEdited(outcome: Outcome): outcome is Transformed {
  return outcome?.kind === 'transformed' && outcome.result.output !== outcome.before
}

/** Tells which files a codemod may edit, and what it would make of them. Writes nothing. */
export class Planner {
  readonly #transform: BoundTransform
  readonly #cwd: string
  readonly #realCwd: string
  readonly #ignored: IgnoreLookup
  readonly #seen = new Set<string>()
  /** Absolute paths of the files that were looked at, so not of those that were passed over. */
  readonly looked: string[] = []

  /** @param cwd absolute */
  constructor(transform: BoundTransform, cwd: string) {
    this.#transform = transform
    this.#cwd = cwd
    this.#realCwd = realpathSync(cwd)
    this.#ignored = new IgnoreLookup(this.#realCwd)
  }

  /**
   * Why nothing in a folder that the caller named is edited, in a few words; undefined where something may be.
   *
   * @param path as the caller gave it
   */
  async whyNotInside(path: string): Promise<string | undefined> {
    const folder = resolve(this.#realCwd, path)
    const byPath = whyNotByPath(join(folder, 'file.js'), this.#realCwd, this.#transform.tests)
    return byPath ?? ((await this.#ignored.ignores(folder, true)) ? IGNORED : undefined)
  }

  /** A component that may hold requests is passed over: what is in it is for the rule to say. */
  component(file: string): PassedOver | undefined {
    const isForeign = whyNotByPath(join(dirname(file), 'file.js'), this.#realCwd, this.#transform.tests) !== undefined
    try {
      if (isForeign || !mayHoldRequests(readFileSync(file, 'utf8'), false)) return undefined
    } catch {
      return undefined
    }
    return { kind: 'passed-over', path: withForwardSlashes(relative(this.#cwd, file)), reason: `a component (${extname(file)}) with requests, which the rules report`, named: false }
  }

  async plan({ path: file, named }: SourceFile): Promise<Outcome> {
    const path = withForwardSlashes(relative(this.#cwd, file))
    let target: string
    let before: string
    try {
      target = realpathSync(file)
      if (this.#seen.has(target)) return undefined
      this.#seen.add(target)
      const reading = await this.#read(target)
      if ('passedOver' in reading) return { kind: 'passed-over', path, reason: reading.passedOver, named }
      before = reading.text
    } catch (error) {
      return { kind: 'failure', path, ...describeFailure(error, 'read') }
    }
    this.looked.push(target)
    return this.#edit(path, target, before)
  }

  async #read(target: string): Promise<Reading> {
    const byPath = whyNotByPath(target, this.#realCwd, this.#transform.tests) ?? ((await this.#ignored.ignores(target, false)) ? IGNORED : undefined)
    if (byPath !== undefined) return { passedOver: byPath }
    const reading = readForEditing(target)
    const byText = 'text' in reading ? whyNotByText(reading.text) : undefined
    return byText === undefined ? reading : { passedOver: byText }
  }

  #edit(path: string, target: string, before: string): Outcome {
    try {
      const result = this.#transform.run(before, target)
      const isEdited = result.output !== before
      // It never shall happen, and if it does, the file stays whole.
      if (isEdited) parseSource(result.output.replace(/^\uFEFF/, ''), target)
      return isEdited || result.leftAlone.length > 0 ? { kind: 'transformed', path, target, before, result } : undefined
    } catch (error) {
      return { kind: 'failure', path, ...describeFailure(error) }
    }
  }
}

const IGNORED = 'ignored by a .gitignore'
