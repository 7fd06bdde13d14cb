import type { RetryFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import type { Edit } from '../edits/apply.ts'
import type { ImportOptions } from '../edits/imports.ts'
import type { Source } from '../edits/source.ts'
import type { AnswerTests } from '../edits/tests.ts'

/** One way to leave the status out of what is sent again. Whether it does is for the analysis to say. */
export interface Candidate {
  readonly edits: readonly Edit[]
  /** It brings in the typed error of the 402 module, which then has to be there. */
  readonly usesModule?: boolean
  /** It tells the status by the class of the error: what that says, code that is not seen decides. */
  readonly isByClass?: boolean
}

/** What is to be mended, and all that is known of it. */
export interface Situation {
  readonly source: Source
  readonly finding: RetryFinding
  /** The loop, the call or the library's call that sends again. */
  readonly construct: Node
  /** The file is TypeScript: what the compiler takes for `unknown` has to be cast. */
  readonly isTypeScript: boolean
  /** The major version of a package that the file's package has; undefined where that can't be told. */
  readonly majorOf: (name: string) => number | undefined
  /** The class by which the error is told where it says nothing of the status. */
  readonly errorClass?: string
  /** Where the typed error comes from. */
  readonly imports: ImportOptions
  /** What the tests of the file come out as where the request is answered another status. */
  readonly testsAt: (status: number) => AnswerTests
}

/** `error?.status === 402` and its opposite, as code. */
export interface StatusTest {
  readonly is: string
  readonly isNot: string
}
