import type { Node } from '../../analysis/syntax/estree.ts'
import { codeEnd, startOf, type Source } from './source.ts'

/** Comments that speak of the whole file and have to stay in front of its code. */
const OF_THE_FILE = new RegExp(
  [
    String.raw`@(?:ts-(?:no)?check|file|fileoverview|flow|noflow|jsx\w*|format|prettier|generated|module)\b`,
    String.raw`@(?:jest-environment|vitest-environment|packageDocumentation)\b`,
    String.raw`@licen[sc]e\b|@preserve\b|copyright|SPDX-License`,
    String.raw`eslint-(?:disable|env|enable)(?!-)|oxlint-disable(?!-)|biome-ignore-all|istanbul ignore file`,
    String.raw`^\s*(?:global|globals|eslint)\b|<reference|<amd`,
  ].join('|'),
  'i',
)

/**
 * Where the first import of a file goes: behind the hashbang, the directives (`'use client'`) and the comments that
 * speak of the whole file, in front of the first statement and the comments that belong to it.
 */
export function headerEnd(source: Source): number {
  const { text, program } = source
  const directives = program.body.findIndex(
    (node) => node.type !== 'ExpressionStatement' || typeof (node['expression'] as Node)['value'] !== 'string',
  )
  const count = directives === -1 ? program.body.length : directives
  const lastDirective = program.body[count - 1]
  const first = program.body[count]
  if (lastDirective) return afterLine(text, afterLine(text, codeEnd(lastDirective, source)), true)
  return afterComments(text, first ? startOf(first) : text.length)
}

/** Behind the rest of a line, if nothing but a comment stands there; `blank` asks for a line with nothing at all. */
function afterLine(text: string, offset: number, blank = false): number {
  const line = blank ? /^[^\S\r\n]*(?:\r\n|[\r\n])/ : /^[^\S\r\n]*(?:\/\/[^\r\n]*)?(?:\r\n|[\r\n]|$)/
  const rest = line.exec(text.slice(offset))
  return rest ? offset + rest[0].length : offset
}

/** A blank line, or a comment with the rest of its line where nothing else stands there. */
const TRIVIA = new RegExp(
  [
    String.raw`[^\S\r\n]*(?:\r\n|[\r\n])`,
    String.raw`(?<comment>[^\S\r\n]*(?://[^\r\n]*|/\*[^]*?\*/)[^\S\r\n]*(?:\r\n|[\r\n]|$)?)`,
  ].join('|'),
  'y',
)

/** Reads the comments at the top; those that a blank line parts from the code are the file's as well. */
function afterComments(text: string, limit: number): number {
  let at = 0
  const hashbang = /^#![^\r\n]*(?:\r\n|[\r\n]|$)/.exec(text)
  if (hashbang) at = hashbang[0].length
  let place = at
  while (at < limit) {
    TRIVIA.lastIndex = at
    const part = TRIVIA.exec(text)
    if (!part) break
    at = Math.min(part.index + part[0].length, limit)
    if (part.groups!['comment'] !== undefined) {
      if (OF_THE_FILE.test(part[0].replace(/^\s*(?:\/\/|\/\*+)/, ''))) place = at
    } else {
      // A blank line: what stands above it does not belong to the first statement.
      place = at
    }
  }
  return place
}
