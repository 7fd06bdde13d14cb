import Table from 'cli-table3'

/** Prints a table without colours; all columns but the first are numbers. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const colAligns = head.map((_, index) => (index === 0 ? 'left' : 'right'))
  const table = new Table({ head: [...head], colAligns, style: { head: [], border: [], compact: true } })
  table.push(...rows.map((row) => [...row]))
  console.log(table.toString())
}
