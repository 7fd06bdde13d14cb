import Table from 'cli-table3'

/** A table without lines, two spaces between its columns. The widths include them. */
export function newTable(colWidths: number[]): Table.Table {
  const none = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left',
    'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'] as const
  return new Table({
    colWidths,
    wordWrap: true,
    chars: Object.fromEntries(none.map((name) => [name, ''])),
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [], compact: true },
  })
}

/** The text of a cell: breaks words that are wider than the column, which the table would cut off. */
export function cell(text: string, columnWidth: number): string {
  const width = columnWidth - 2
  return text.split(' ').map((word) => (columnsOf(word) > width ? breakWord(word, width) : word)).join(' ')
}

/** Breaks behind punctuation where it can: `https://api.example/` + `v1/users`. */
function breakWord(word: string, width: number): string {
  const lines = ['']
  for (const piece of word.split(/(?<=[/.,;:(&?)])/).flatMap((each) => chunks(each, width))) {
    if (columnsOf(lines.at(-1)! + piece) > width) lines.push('')
    lines.push(lines.pop()! + piece)
  }
  return lines.join('\n')
}

function chunks(text: string, width: number): string[] {
  const all = ['']
  for (const character of text) {
    if (columnsOf(all.at(-1)! + character) > width) all.push('')
    all.push(all.pop()! + character)
  }
  return all
}

/** At most so many columns on a terminal: whatever is not Latin, Greek or Cyrillic may take two. */
function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += character.codePointAt(0)! < 0x1100 ? 1 : 2
  return columns
}

export function withoutTrailingSpace(text: string): string {
  return text.replaceAll(/ +$/gm, '')
}
