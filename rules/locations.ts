import type { AST, SourceCode } from 'eslint'

import type { Range } from '../analysis/index.ts'

/** Where a range lies, in the lines and columns of ESLint. */
export function locationOf(sourceCode: SourceCode, [start, end]: Range): AST.SourceLocation {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) }
}

/** The first line of what lies at a range, without the brace that opens a body: the head of a loop, the start of a call. */
export function headLocation(sourceCode: SourceCode, [start, end]: Range): AST.SourceLocation {
  const [line = ''] = /^.*/.exec(sourceCode.text.slice(start, end)) ?? []
  const head = line.length < end - start ? line.replace(/\s*\{?\s*$/, '') : line
  return locationOf(sourceCode, [start, start + head.length])
}
