import { closeSync, openSync, writeFileSync } from 'node:fs'

import { renderReport, type Report } from './page.ts'

/**
 * Writes the report, over what is there.
 *
 * @param path absolute
 * @returns its size in bytes
 * @throws NodeJS.ErrnoException where it can't be written
 */
export function writeReport(path: string, report: Report): number {
  const file = openSync(path, 'w')
  try {
    let size = 0
    for (const piece of renderReport(report)) {
      const bytes = Buffer.from(piece)
      writeFileSync(file, bytes)
      size += bytes.length
    }
    return size
  } finally {
    closeSync(file)
  }
}
