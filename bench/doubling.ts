import { analyse } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'
import { printTable } from './table.ts'

const FEWEST = 25
const DOUBLINGS = 5
const REPEATS = 5

/** One function that sends a request, checks it, and tries again. */
function functionOf(number: number): string {
  return `export async function load${number}(id, attempt = 0) {
  const response = await fetch('/api/things/' + id)
  if (response.status === 429 && attempt < 3) return load${number}(id, attempt + 1)
  if (!response.ok) throw new Error('Failed to load ' + id)
  return response.json()
}
`
}

/** Whether twice the code costs twice the time: the same function over and over, in files each twice as long as the one before. */
export function printDoubling(): void {
  const rows = Array.from({ length: DOUBLINGS + 1 }, (_, doubling) => {
    const count = FEWEST * 2 ** doubling
    const text = Array.from({ length: count }, (_item, number) => functionOf(number)).join('')
    const program = parseSource(text, 'doubled.js')
    const times = Array.from({ length: REPEATS }, () => {
      const start = performance.now()
      // A budget that none of them uses up: that bounds the cost whatever the size.
      const { checks } = analyse(program, text, { operations: false, retries: 'after status', budget: text.length })
      if (checks.length !== count) throw new Error(`${checks.length} requests found of ${count}.`)
      return performance.now() - start
    })
    const least = Math.min(...times)
    return [String(count), (text.length / 1024).toFixed(0), least.toFixed(1), (least / count).toFixed(3)]
  })
  printTable(['Requests', 'kB', 'ms', 'ms a request'], rows)
}
