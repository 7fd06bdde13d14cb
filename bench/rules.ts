import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { FOLDER } from './folder.ts'
import type { Times } from './round.ts'
import { medians, percentile, sum } from './statistics.ts'
import { printTable } from './table.ts'

/** What a contender costs. */
export interface Cost {
  readonly name: string
  /** Milliseconds a file, over all files. */
  readonly everyFile: number
  /** Milliseconds a file, over those that hold a request. */
  readonly requestFile: number
  /** Of what the parser takes for the same files. */
  readonly ofParsing: number
  readonly worst: number
}

/**
 * All our rules and the peers' under ESLint, on the same files in the same runs. Each round is a process of its own.
 *
 * @param files absolute paths
 * @param holdsRequest for each file
 */
export function measureRules(files: readonly string[], holdsRequest: readonly boolean[], rounds: number): { costs: Cost[]; parse: number; cpu: number } {
  const list = join(FOLDER, 'files.json')
  writeFileSync(list, JSON.stringify(files))
  const results = Array.from({ length: rounds }, (_, number) => {
    console.error(`Round ${number + 1} of ${rounds}`)
    const output = execFileSync(process.execPath, [join(import.meta.dirname, 'round.js'), list, String(number)], { encoding: 'utf8', maxBuffer: 1 << 28 })
    return JSON.parse(output) as Times
  })
  const parse = medians(results.map((result) => result.parse))
  const costs = Object.keys(results[0]?.rules ?? {}).map((name): Cost => {
    // The median of each file leaves out what other programs took from us while it was measured.
    const times = medians(results.map((result) => result.rules[name] ?? []))
    const withRequest = times.filter((_, index) => holdsRequest[index])
    return {
      name,
      everyFile: sum(times) / times.length,
      requestFile: sum(withRequest) / withRequest.length,
      ofParsing: sum(times) / sum(parse),
      worst: percentile(times, 1),
    }
  })
  return { costs, parse: sum(parse) / parse.length, cpu: sum(results.map(({ cpu }) => cpu)) / results.length / files.length }
}

/** Prints them beside each other; ours comes first. */
export function printRules({ costs, parse, cpu }: ReturnType<typeof measureRules>): void {
  const [ours] = costs
  printTable(
    ['Rules', 'ms a file', 'ms a file with a request', '% of parsing', 'ours to theirs', 'worst file, ms'],
    costs.map((cost) => [
      cost.name,
      cost.everyFile.toFixed(3),
      cost.requestFile.toFixed(2),
      (cost.ofParsing * 100).toFixed(2),
      ours && cost !== ours ? `${(ours.everyFile / cost.everyFile).toFixed(2)} · ${(ours.requestFile / cost.requestFile).toFixed(2)}` : '',
      cost.worst.toFixed(1),
    ]),
  )
  console.log(`Parsing takes ${parse.toFixed(1)} ms a file; a whole pass takes ${cpu.toFixed(1)} ms of the processor a file.`)
}
