import type { NewFile } from '../codemods/codemod.ts'
import { readForEditing } from '../source/read.ts'
import { createFile, replaceFile } from '../source/write.ts'
import type { Transformed } from './codemod-plan.ts'
import { describeFailure, type Failure } from './failures.ts'

/** Writes what was planned, a file at a time, and the new files before those that need them. */
export class Writer {
  readonly #failures = new Map<string, Failure | undefined>()
  /** Absolute paths of the files that were not there. */
  readonly created: string[] = []
  readonly #nameOf: (path: string) => string

  /** @param nameOf how messages name an absolute path */
  constructor(nameOf: (path: string) => string) {
    this.#nameOf = nameOf
  }

  /** @returns why the file was left as it was, if it was */
  write({ target, before, result }: Transformed): Failure | undefined {
    for (const file of result.newFiles) {
      const failure = this.#create(file)
      if (failure) return { message: `was left as it was: it needs ${this.#nameOf(file.path)}, which ${failure.message}` }
    }
    try {
      const now = readForEditing(target)
      if (!('text' in now) || now.text !== before) return { message: 'was left as it was: somebody changed it in the meantime; run again' }
      replaceFile(target, result.output)
      return undefined
    } catch (error) {
      return describeFailure(error, 'written')
    }
  }

  #create({ path, text }: NewFile): Failure | undefined {
    if (this.#failures.has(path)) return this.#failures.get(path)
    let failure: Failure | undefined
    try {
      if (createFile(path, text)) this.created.push(path)
    } catch (error) {
      failure = describeFailure(error, 'written')
    }
    this.#failures.set(path, failure)
    return failure
  }
}
