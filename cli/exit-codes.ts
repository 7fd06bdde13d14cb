/** What the process ends with. Documented in `docs/audit.md` and `docs/command.md`, so these numbers stay. */
export const ExitCode = {
  /** All was done; findings do not change it. */
  done: 0,
  /** `--check` found something that a codemod would edit. */
  found: 1,
  /** Something could not be read, parsed or written; the rest was done. */
  incomplete: 2,
  /** Wrong usage, no file matched, or files with changes that are not committed: nothing was done. */
  usage: 3,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
