import type { TextStyle } from './terminal.ts'

/** A part of a row: what is shown, and how many columns it takes without its colour. */
export interface Part {
  readonly shown: string
  readonly columns: number
}

export function plain(text: string): Part {
  return { shown: text, columns: text.length }
}

export function counted<Name extends string>(counts: Counts<Name>, show: (name: Name) => string = (name) => name): Part[] {
  return counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({ shown: `${count} ${show(name)}`, columns: `${count} ${name}`.length }))
}

export type Counts<Name extends string> = readonly (readonly [name: Name, count: number])[]

export function total(counts: Counts<string>): number {
  return counts.reduce((sum, [, count]) => sum + count, 0)
}

const SEPARATOR = ' · '

/**
 * A name, a number, and parts that go on under each other where the width ends.
 *
 * @param nameWidth columns of the longest name
 */
export function row(name: string, count: number, parts: readonly Part[], style: TextStyle, nameWidth = 8): string {
  const head = `  ${name.padEnd(nameWidth)} ${String(count).padStart(6)}   `
  let text = head
  let used = head.length
  parts.forEach((part, index) => {
    const fits = used + SEPARATOR.length + part.columns <= style.width
    if (index > 0) {
      text += fits ? SEPARATOR : `\n${' '.repeat(head.length)}`
      used = fits ? used + SEPARATOR.length : head.length
    }
    text += part.shown
    used += part.columns
  })
  return text.trimEnd()
}
