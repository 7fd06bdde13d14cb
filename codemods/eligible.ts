import { relative } from 'node:path'

import { isSourceName, withForwardSlashes } from '../source/paths.ts'

const FOREIGN_FOLDER = /(?:^|\/)(?:node_modules|dist|build|\.next|coverage)\//
const MINIFIED_NAME = /[.-]min\.[cm]?js$/
const GENERATED = /@generated\b/
/** No hand writes lines of this length on average. UTF-16 code units. */
const MINIFIED_LINE = 500

/** Is a file one that a codemod may edit, by its path? Neither dependencies, build output nor type declarations are. */
export function isEligiblePath(path: string, cwd: string): boolean {
  const inside = withForwardSlashes(relative(cwd, path))
  const isOutside = inside.startsWith('../')
  return isSourceName(inside) && !MINIFIED_NAME.test(inside) && !FOREIGN_FOLDER.test(isOutside ? path : inside)
}

/** Is a text written by hand, as far as a look at it tells? */
export function isEligibleText(text: string): boolean {
  if (GENERATED.test(text.slice(0, 1000))) return false
  return text.length < 5000 || text.length / text.split('\n').length < MINIFIED_LINE
}
