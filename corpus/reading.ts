/** What a person thinks of a verdict. */
export type Reading = 'right' | 'wrong' | 'arguable'

/** A reader's word for what is no request, or sends nothing again. */
export const NO_REQUEST = 'none'

/**
 * What follows from the verdict of the tool and that of a person.
 *
 * @param verdict the tool's; `unknown/reason` is right where the reader says that it can't be told either
 * @param reader the person's; several with `|` between them where one may argue
 */
export function readingOf(verdict: string, reader: string): Reading {
  const [told] = verdict.split('/')
  const allowed = reader.split('|')
  if (!allowed.includes(told as string)) return 'wrong'
  return allowed.length === 1 ? 'right' : 'arguable'
}

const REPORTED = new Map([
  ['blind', 'require-402-handling'],
  ['explicit', 'no-retry-on-402'],
  ['blanket', 'no-retry-on-402'],
])

/** The rule by which `recommended` reports a verdict. */
export function ruleReporting(verdict: string): string | undefined {
  return REPORTED.get(verdict)
}
