import { analyse, type CheckFinding, type RetryFinding } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'
import type { CodemodResult, NewFile } from './codemod.ts'
import { applyEdits, movedOffset } from './edits/apply.ts'
import { needsBranch, planSites, type FilePlan } from './edits/plan.ts'
import { readSource } from './edits/source.ts'
import { moved, transformFile, typedModuleFor, type Located, type Written } from './frame.ts'
import { handOver, type TransformApi, type TransformFlags } from './jscodeshift.ts'
import { readOptions, type AddHandlingOptions } from './options.ts'
import { missingExports, newPaymentModule } from './payment-module.ts'

/** A request may have several checks on its ways; the analysis names one at a time. So a second run finds nothing. */
const ROUNDS = 10

/**
 * The transform as jscodeshift calls it. It needs none of jscodeshift's own parsing or printing.
 *
 * @returns the new text, or undefined where nothing changes
 * @throws {SourceSyntaxError} where the file can't be parsed
 * @throws {TypeError} where a flag has no usable value
 */
export default function addPaymentHandling(
  file: { readonly path: string; readonly source: string },
  api: TransformApi = {},
  flags: TransformFlags = {},
): string | undefined {
  return handOver(transform(file.source, file.path, readOptions(flags)), file, api, flags)
}

/**
 * Adds a typed branch for 402 to a file. Writes nothing: the result names the files to write.
 *
 * @param path of the file, absolute or from the working folder; a file that is not there is treated by its path
 * @throws {SourceSyntaxError} where the file can't be parsed
 */
export function transform(source: string, path: string, options: AddHandlingOptions = {}): CodemodResult {
  return transformFile(source, path, (text, file, cwd) => {
    const planFor = (written: string, told?: ReadonlySet<number>): TextPlan => planText(written, { file, cwd, options, ...(told && { told }) })
    return addBranches(text, planFor, (options.nonThrowing ?? 'notify') === 'notify')
  })
}

function addBranches(text: string, planFor: (written: string, told?: ReadonlySet<number>) => TextPlan, mayTell: boolean): Written {
  let written = text
  let plan = planFor(written)
  let edited: readonly Located[] = []
  let newFile: NewFile | undefined
  for (let round = 1; round <= ROUNDS && plan.edits.length > 0; round++) {
    let after = applyEdits(written, plan.edits)
    let next = planFor(after)
    const lost = lostSites(plan, next)
    if (lost.size > 0 && mayTell) {
      plan = planFor(written, lost)
      after = applyEdits(written, plan.edits)
      next = planFor(after)
    }
    const { edits } = plan
    edited = [...edited, ...plan.edited.map(located)].map((site) => moved(site, edits))
    newFile ??= plan.newFile
    written = after
    plan = next
  }
  return { text: written, edited, left: plan.refused.map(({ finding, refusal }) => ({ ...located(finding), ...refusal })), newFile }
}

function located({ range, request }: CheckFinding): Located {
  return { offset: range[0], request }
}

/** The edited sites that the analysis still finds lost behind their branch: what is thrown there is dropped further out. */
function lostSites(plan: TextPlan, after: TextPlan): ReadonlySet<number> {
  const still = new Set(after.refused.filter(({ refusal }) => refusal.reason === 'already-handled').map(({ finding }) => finding.range[0]))
  return new Set(plan.edited.map(({ range }) => range[0]).filter((offset) => still.has(movedOffset(offset, plan.edits))))
}

interface TextPlan extends FilePlan {
  /** The typed module that has to be written. */
  readonly newFile: NewFile | undefined
}

/** What a text is planned with. */
interface Planned {
  readonly file: string
  readonly cwd: string
  readonly options: AddHandlingOptions
  /** Offsets of requests whose typed error nobody would get. */
  readonly told?: ReadonlySet<number>
}

/** What is to be done in a text. */
function planText(text: string, { file, cwd, options, told }: Planned): TextPlan {
  const program = parseSource(text, file)
  let retries: readonly RetryFinding[] | undefined
  const asked = { status: 402, operations: false }
  const findings = analyse(program, text, { ...asked, retries: 'none' }).checks.filter(needsBranch)
  if (findings.length === 0) return { edits: [], edited: [], usesModule: false, throws: false, refused: [], newFile: undefined }
  const { local, module, moduleSystem } = typedModuleFor(file, readSource(program, text), options, cwd)
  const lacks = options.paymentModule === undefined ? missingExports(local) : undefined
  const plan = planSites(program, text, findings, {
    ...options,
    module,
    moduleSystem,
    lacks,
    retries: () => (retries ??= analyse(program, text, { ...asked, retries: 'after status' }).retries),
    told: ({ range }) => told?.has(range[0]) === true,
  })
  const isWritten = plan.usesModule && options.paymentModule === undefined
  return { ...plan, newFile: isWritten ? newPaymentModule(local) : undefined }
}
