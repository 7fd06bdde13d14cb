import type { EditedSite, LeftAlone } from '../codemods/codemod.ts'
import { isEdited, type Outcome } from './codemod-plan.ts'
import { type FileChange, unifiedDiff } from './unified-diff.ts'

/** One line of `--json` of a codemod: a public format, described in `docs/command.md`. */
export type CodemodRecord =
  | ({ readonly kind: 'edit'; readonly path: string } & EditedSite)
  | ({ readonly kind: 'left-alone'; readonly path: string } & LeftAlone)
  | FileRecord
  | { readonly kind: 'passed-over'; readonly path: string; readonly reason: string }
  | { readonly kind: 'failure'; readonly path: string; readonly message: string; readonly line?: number; readonly column?: number }
  | ({ readonly kind: 'summary'; readonly codemod: string } & Totals)

/** A file that was edited or created, or would be. */
export interface FileRecord {
  readonly kind: 'file'
  readonly path: string
  readonly action: 'edit' | 'create'
  readonly written: boolean
  readonly diff?: string
  readonly output?: string
}

/** What a run came to. */
export interface Totals {
  /** Files that were looked for, whatever became of them. */
  readonly files: number
  /** Files that were edited, or would be. */
  readonly edited: number
  /** Files that the edited ones need, and that were not there. */
  readonly created: number
  /** Sites that were edited, or would be. */
  readonly edits: number
  readonly leftAlone: number
  readonly passedOver: number
  readonly failed: number
  /** False where nothing was to be written, or was not. */
  readonly written: boolean
}

/** What of the texts goes into the records. */
export interface TextFields {
  readonly diff: boolean
  readonly print: boolean
}

/** All that is to be said of one file, in the order of its lines. */
export function toRecords(outcome: NonNullable<Outcome>, written: boolean, fields: TextFields): CodemodRecord[] {
  if (outcome.kind === 'passed-over') return [{ kind: outcome.kind, path: outcome.path, reason: outcome.reason }]
  if (outcome.kind === 'failure') return [outcome]
  const { path, before, result } = outcome
  const edits = result.edits.map((site) => ({ kind: 'edit', path, ...site }) as const)
  const left = result.leftAlone.map((site) => ({ kind: 'left-alone', path, ...site }) as const)
  const sites = [...edits, ...left].sort((a, b) => a.line - b.line || a.column - b.column)
  return isEdited(outcome) ? [...sites, fileRecord({ path, before, after: result.output }, written, fields)] : sites
}

/** The record of a file that is edited, or is new. */
export function fileRecord(change: FileChange, written: boolean, { diff, print }: TextFields): FileRecord {
  const { path, before, after } = change
  return {
    kind: 'file',
    path,
    action: before === undefined ? 'create' : 'edit',
    written,
    ...(diff && { diff: unifiedDiff(change) }),
    ...(print && { output: after }),
  }
}
