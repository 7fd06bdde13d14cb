import { relative } from 'node:path'

import type { FileSearch } from '../source/files.ts'
import { withForwardSlashes } from '../source/paths.ts'
import { Progress } from './progress.ts'
import { type Output, printable, write } from './terminal.ts'

/** Where a command runs and writes to. */
export interface Surroundings {
  /** Absolute. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Output
  readonly stderr: Output
}

/** What a run over many files says: results on standard output; complaints, notes and progress on standard error. */
export class Messages {
  readonly #around: Surroundings
  readonly #progress: Progress
  /** False once there was a complaint. */
  isComplete = true

  constructor(around: Surroundings) {
    this.#around = around
    this.#progress = new Progress(around.stderr)
  }

  /** The path as messages name it. */
  relative(path: string): string {
    return withForwardSlashes(relative(this.#around.cwd, path)) || '.'
  }

  /** Says how far the run is. */
  step(done: number, total: number, what: string): void {
    this.#progress.step(done, total, what)
  }

  async reportSearch({ problems, unmatched }: FileSearch): Promise<void> {
    for (const { path, message } of problems) await this.complain(path && this.relative(path), message)
    for (const path of unmatched) await this.note(path, 'no JavaScript or TypeScript file here, or all are ignored')
  }

  /** Says what went wrong, and where. */
  async complain(place: string, message: string): Promise<void> {
    this.isComplete = false
    await this.note(place, message)
  }

  async note(place: string, message: string): Promise<void> {
    await this.write(this.#around.stderr, `${printable(place ? `${place}: ${message}` : message)}\n`)
  }

  async print(text: string): Promise<void> {
    await this.write(this.#around.stdout, text)
  }

  async write(output: Output, text: string): Promise<void> {
    this.#progress.clear()
    await write(output, text)
  }

  /** Takes the progress away. */
  finish(): void {
    this.#progress.clear()
  }
}
