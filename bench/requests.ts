import { readFileSync } from 'node:fs'

import { analyse } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'

/** For each file, whether there is a request or a construct that may send one again. */
export function filesWithRequests(files: readonly string[]): boolean[] {
  return files.map((path) => {
    const text = readFileSync(path, 'utf8')
    const { checks, retries } = analyse(parseSource(text, path), text)
    return checks.length + retries.length > 0
  })
}
