/** What the process ends with. Documented in `docs/audit.md`, so these numbers stay. */
export const ExitCode = {
  /** All was done; findings do not change it. */
  done: 0,
  /** Something could not be read, parsed or written; the rest was done. */
  incomplete: 2,
  /** Wrong usage, or no file matched: nothing was done. */
  usage: 3,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
