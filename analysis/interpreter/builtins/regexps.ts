import type { ObjectData } from '../objects.ts'
import { carriesOf, native, primitive, unknown, type Value } from '../values.ts'

/** The interpreted program's patterns meet short strings only, so that none of them can run long. */
const LONGEST_SUBJECT = 200

/** `test` of a known pattern on a known, short string. */
export function regexpProperty(data: ObjectData, name: string): Value | undefined {
  if (name !== 'test') return native(name, ([subject]) => unknown(name, subject ? carriesOf(subject) : 0))
  return native(name, ([subject]) => {
    const carries = subject ? carriesOf(subject) : 0
    const { pattern } = data
    if (!pattern || subject?.kind !== 'primitive') return unknown(name, carries)
    const text = String(subject.value)
    if (text.length > LONGEST_SUBJECT) return unknown(name, carries)
    return primitive(new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, '')).test(text), carries)
  })
}
