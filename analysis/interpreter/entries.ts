import type { Entry, ObjectData } from './objects.ts'
import { join, optionsOf, sameValue, type Single, type Value } from './values.ts'

/** More keys than this that are not known are no longer told apart. */
const MOST_UNKNOWN_KEYS = 8

/** Whether two keys are the same (SameValueZero); undefined where they may be. */
export function sameKey(a: Single, b: Single): boolean | undefined {
  if (a.kind === 'primitive' && b.kind === 'primitive') return a.value === b.value || (Number.isNaN(a.value) && Number.isNaN(b.value))
  if (a.kind === 'unknown' || b.kind === 'unknown') return a.kind === 'unknown' && b.kind === 'unknown' && a.id === b.id ? true : undefined
  if (a.kind === 'object' && b.kind === 'object') return a.address === b.address
  if (a.kind !== b.kind) return false
  return a === b ? true : undefined
}

/**
 * Writes an entry into the list; under one of several keys, or one that is not known, any entry that may have it may be
 * the one.
 *
 * @param value left out for a set, of which each entry keeps its own
 * @param isSure that it is written, under one of the keys
 */
export function writeEntry(entries: Entry[], key: Value, value: Value | undefined, isSure: boolean): void {
  const isOne = isSure && optionsOf(key).length === 1
  for (const option of optionsOf(key)) {
    // A key of -0 is kept as 0.
    const single = option.kind === 'primitive' && option.value === 0 ? { ...option, value: 0 } : option
    let isThere = false
    for (const [index, entry] of entries.entries()) {
      const same = sameKey(entry.key, single)
      if (same === false) continue
      isThere ||= same === true
      const isReplaced = same === true && isOne
      entries[index] = { ...entry, ...(value && { value: isReplaced ? value : join([entry.value, value]) }), ...(isReplaced && { maybe: false }) }
    }
    if (!isThere) entries.push({ key: single, value: value ?? single, ...(!isOne && { maybe: true }) })
  }
}

/** The entries of two paths: what only one of them has may be there or not. */
export function joinEntries(a: readonly Entry[], b: readonly Entry[]): readonly Entry[] {
  if (a === b) return a
  const both = a.map((entry, index): Entry => {
    const other = entryLike(entry, b, index)
    return other ? { ...entry, value: join([entry.value, other.value]), ...((entry.maybe === true || other.maybe === true) && { maybe: true }) } : { ...entry, maybe: true }
  })
  return [...both, ...b.filter((entry, index) => !entryLike(entry, a, index)).map((entry) => ({ ...entry, maybe: true }))]
}

/** The entry with the same key, looked for first where it most often is. */
function entryLike({ key }: Entry, entries: readonly Entry[], index: number): Entry | undefined {
  const there = entries[index]
  return there && isSameKey(there.key, key) ? there : entries.find((entry) => isSameKey(entry.key, key))
}

function isSameKey(a: Single, b: Single): boolean {
  return a.kind === 'primitive' && b.kind === 'primitive' ? sameKey(a, b) === true : sameValue(a, b)
}

/** Entries for a collection: where many keys are not known, one entry stands for all of these, and there may be others. */
export function boundedEntries(entries: readonly Entry[]): Pick<ObjectData, 'entries'> & { open?: true } {
  const unknown = entries.filter(({ key }) => key.kind === 'unknown')
  const first = unknown[0]
  if (!first || unknown.length <= MOST_UNKNOWN_KEYS) return { entries }
  const known = entries.filter(({ key }) => key.kind !== 'unknown')
  return { entries: [...known, { ...first, value: join(unknown.map(({ value }) => value)), maybe: true }], open: true }
}
