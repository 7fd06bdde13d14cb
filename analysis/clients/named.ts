import { LOADED_START, packageNamed } from '../syntax/packages.ts'
import { CLIENTS, clientsOf, mayBeSure } from './index.ts'
import type { Client } from './client.ts'

/** Which clients count: those that send requests themselves, those of them and of others that may be sure to send again, or all. */
export type Counted = 'senders' | 'sure' | 'all'

const REASONS = CLIENTS.filter((client) => !client.isNoReason)

/** The fewest with which a client is counted. */
function countedWith({ sendsNothing, sureBy }: Client): Counted {
  if (!sendsNothing) return 'senders'
  return sureBy ? 'sure' : 'all'
}

const NAMES = [
  ...REASONS.flatMap(({ modules }) => modules).filter((module) => module !== '').map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')),
  ...REASONS.flatMap(({ modulePattern, words }) => (modulePattern && !words ? [`${modulePattern.source.replace('^', '')}[^'"\`]*`] : [])),
]
const QUOTED_NAME = `['"\`](${[...new Set(NAMES)].join('|')}|(?:${LOADED_START})[^'"\`\\s]+)['"\`]`
/** A name of a module: most files have none, and to look for what stands before it takes four times as long. */
const QUOTED = new RegExp(QUOTED_NAME)
/** The same where it is imported, with the comments that bundlers read in front of it. */
const IMPORTED = new RegExp(`(?:\\bfrom|\\bimport|\\brequire)(?:[\\s(]|/\\*[^*]*\\*/)*${QUOTED_NAME}`, 'g')
const NAMED = /\b_*axios|\binterceptors\b|XMLHttpRequest/
/** Plain words of those: to look for them takes half the time, and half of that for those that begin with a rare letter. */
const NAMED_WORDS = ['xios', 'interceptors', 'XMLHttpRequest']
const WORDED = REASONS.flatMap((client) => (client.words ? [{ words: client.words, counted: countedWith(client) }] : []))
/** What stands before a module's name where only types come from there. */
const TYPES_FROM = /\b(?:import|export)\s*(?:\s+type\s[^'"`;]*|\{(?:\s*type\s[^,}'"`;]*,?)*\s*\}\s*)$/
/** A line of a comment up to there; code with a star in front calls or awaits something. */
const COMMENT = /^[ \t]*(?:\/\/|\*[ \t]+[^(\n]*$)/

/** The fewest clients of which a file can use one, by its text alone: undefined means that it can use none. */
export function clientsNamed(text: string): Counted | undefined {
  if (NAMED_WORDS.some((word) => text.includes(word)) && NAMED.test(text)) return 'senders'
  const found = new Set(WORDED.filter(({ words }) => words.test(text)).map(({ counted }) => counted))
  if (!found.has('senders') && QUOTED.test(text)) {
    for (const counted of imported(text)) {
      found.add(counted)
      if (counted === 'senders') break
    }
  }
  return (['senders', 'sure', 'all'] as const).find((counted) => found.has(counted))
}

/** With what the clients of each module count that is imported. */
function* imported(text: string): Generator<Counted> {
  for (const { index, 1: module = '' } of text.matchAll(IMPORTED)) {
    // What any module may hold is told by words of its own.
    const clients = clientsOf(packageNamed(module)).filter(({ modulePattern, words }) => !modulePattern || !words)
    const before = text.slice(Math.max(0, index - 1000), index)
    if (COMMENT.test(before.slice(before.lastIndexOf('\n') + 1))) continue
    if (!clients.some(({ types }) => types) && TYPES_FROM.test(before)) continue
    for (const client of clients) if (!client.isNoReason) yield mayBeSure(client, text) ? countedWith(client) : 'all'
  }
}
