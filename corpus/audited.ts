import { relative } from 'node:path'

import { analyse, mayHoldRequests } from '../analysis/index.ts'
import { toRecords, type AuditRecord } from '../cli/audit-records.ts'
import { findFiles } from '../source/files.ts'
import { parseSource } from '../source/parse.ts'
import { withForwardSlashes } from '../source/paths.ts'
import { readSource } from '../source/read.ts'
import type { Package } from './packages.ts'

/** A file of a package. */
export interface AuditedFile {
  readonly package: Package
  /** Relative to the package's folder, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly findings: readonly AuditRecord[]
}

/** Tests, and what a machine wrote. */
const LEFT_OUT = ['*.spec.ts', '*.test.ts', '*.test.js', 'test/', 'tests/', '__tests__/', '*.min.js', 'dist/cli/cli.js']

/**
 * Audits one package as `eslint-plugin-http-errors audit` does.
 *
 * @throws {SourceSyntaxError} where a file can't be parsed: the corpus has none such
 */
export async function auditPackage(item: Package): Promise<AuditedFile[]> {
  const { files, unmatched } = await findFiles(item.sources, { cwd: item.folder, exclude: LEFT_OUT })
  if (unmatched.length > 0) throw new Error(`${item.name} has no ${unmatched.join(', ')}`)
  return files.flatMap((file) => {
    const reading = readSource(file)
    if ('passedOver' in reading) return []
    const { text } = reading
    const path = withForwardSlashes(relative(item.folder, file.path))
    const findings = mayHoldRequests(text) ? toRecords(analyse(parseSource(text, file.path), text), text, path) : []
    return [{ package: item, path, text, findings }]
  })
}
