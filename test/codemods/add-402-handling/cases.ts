import { readdirSync, readFileSync } from 'node:fs'

/** One fixture: a file before and after the codemod. */
export interface Case {
  readonly name: string
  /** `input.ts`, `input.js` or `input.cjs`. */
  readonly file: string
  readonly input: string
  /** The same as the input where all is left alone. */
  readonly expected: string
}

const FOLDER = new URL('fixtures/', import.meta.url)

/** All fixtures of the folder. */
export const CASES: readonly Case[] = readdirSync(FOLDER).sort().map((name) => {
  const folder = new URL(`${name}/`, FOLDER)
  const files = readdirSync(folder)
  const file = files.find((one) => one.startsWith('input.'))!
  const input = readFileSync(new URL(file, folder), 'utf8')
  const result = files.find((one) => one.startsWith('expected.'))
  const expected = result === undefined ? input : readFileSync(new URL(result, folder), 'utf8')
  return { name, file, input, expected }
})
