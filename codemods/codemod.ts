/** What a codemod of this package is to those who run it: jscodeshift's shell, and our own command. */
export type Transform<Options> = (source: string, path: string, options: Options) => CodemodResult

/** What a codemod does to one file. It reads the disk around the file, and writes nothing. */
export interface CodemodResult {
  /** The text after it; the very same text where nothing changes. */
  readonly output: string
  /** The sites that were edited, in the order of their lines. */
  readonly edits: readonly EditedSite[]
  /** The sites that a person has to look at, in the order of their lines. */
  readonly leftAlone: readonly LeftAlone[]
  /** Files that the output needs and that are not there yet. Several results of a run may name the same one. */
  readonly newFiles: readonly NewFile[]
  /** Why a file that may hold sites was not looked at, in a few words: `a test`. */
  readonly passedOver?: string
}

export interface EditedSite {
  /** Of the request, in the output, as editors count: both from 1, columns in UTF-16 code units. */
  readonly line: number
  readonly column: number
  /** The request as a person would name it. */
  readonly request: string
}

export interface LeftAlone extends EditedSite {
  /** Out of a closed list, which the codemod's page explains. */
  readonly reason: string
  /** One or two sentences for the user. */
  readonly message: string
}

export interface NewFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
}
