import { analyse, mayHoldChecks, type CheckFinding, type RetryFinding } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'
import type { CodemodResult, NewFile } from './codemod.ts'
import { applyEdits, movedOffset, type Edit } from './edits/apply.ts'
import { needsBranch, planSites, type FilePlan } from './edits/plan.ts'
import { refuse } from './edits/refusals.ts'
import { functionOf, nodeAt, readSource, startOf } from './edits/source.ts'
import { moved, transformFile, typedModuleFor, type Located, type Written } from './frame.ts'
import { forJscodeshift } from './jscodeshift.ts'
import { readOptions, type AddHandlingOptions } from './options.ts'
import { missingExports, newPaymentModule } from './payment-module.ts'

/** A request may have several checks on its ways; the analysis names one at a time. So a second run finds nothing. */
const ROUNDS = 10

export default forJscodeshift(transform, readOptions)

/**
 * Adds a typed branch for 402 to a file. Writes nothing: the result names the files to write.
 *
 * @param path of the file, absolute or from the working folder; a file that is not there is treated by its path
 * @throws {SourceSyntaxError} where the file can't be parsed
 */
export function transform(source: string, path: string, options: AddHandlingOptions = {}): CodemodResult {
  return transformFile(source, path, { tests: options.tests, mayHold: (text) => mayHoldChecks(text, options.clients) }, (text, file, cwd) => {
    const planFor = (written: string, known: Known): TextPlan => planText(written, { file, cwd, options, known })
    return addBranches(text, planFor, (options.nonThrowing ?? 'notify') === 'notify')
  })
}

function addBranches(text: string, planFor: (written: string, known: Known) => TextPlan, mayTell: boolean): Written {
  let sentAgain: ReadonlySet<number> = NONE
  let plan = planFor(text, { sentAgain, told: NONE })
  let edited: readonly Located[] = []
  let newFile: NewFile | undefined
  const lookAfter = ({ text: before, edits }: TextPlan): TextPlan => planFor(applyEdits(before, edits), { sentAgain: movedAll(sentAgain, edits), told: NONE })
  for (let round = 1; round <= ROUNDS && plan.edits.length > 0; round++) {
    let next = lookAfter(plan)
    const told = mayTell ? withNeighbours(lostSites(plan, next), plan) : NONE
    const more = sitesSentAgain(plan, next)
    if (told.size > 0 || more.size > 0) {
      sentAgain = new Set([...sentAgain, ...more])
      plan = planFor(plan.text, { sentAgain, told })
      next = lookAfter(plan)
    }
    const { edits } = plan
    sentAgain = movedAll(sentAgain, edits)
    edited = [...edited, ...plan.edited.map(located)].map((site) => moved(site, edits))
    newFile ??= plan.newFile
    plan = next
  }
  const places = new Set(edited.map(({ offset }) => offset))
  const left = plan.refused.map(({ finding, refusal }) => ({ ...located(finding), ...(refusal.reason === 'already-handled' && places.has(finding.range[0]) ? refuse('still-lost') : refusal) }))
  return { text: plan.text, edited, left, newFile }
}

function located({ range, request }: CheckFinding): Located {
  return { offset: range[0], request }
}

function movedAll(offsets: ReadonlySet<number>, edits: readonly Edit[]): ReadonlySet<number> {
  return new Set([...offsets].map((offset) => movedOffset(offset, edits)))
}

/** The edited sites whose request is sent again after a 402 by what runs them, and was not before. */
function sitesSentAgain(plan: TextPlan, after: TextPlan): ReadonlySet<number> {
  const offsets = plan.edited.map(({ range }) => range[0])
  const resent = after.resends()
  return resent.size === 0 ? NONE : new Set(offsets.filter((offset) => resent.has(movedOffset(offset, plan.edits)) && !plan.resends().has(offset)))
}

/** The edited sites that the analysis still finds lost behind their branch: what is thrown there is dropped further out. */
function lostSites(plan: TextPlan, after: TextPlan): ReadonlySet<number> {
  const still = new Set(after.refused.filter(({ refusal }) => refusal.reason === 'already-handled').map(({ finding }) => finding.range[0]))
  return new Set(plan.edited.map(({ range }) => range[0]).filter((offset) => still.has(movedOffset(offset, plan.edits))))
}

/** What a function throws goes one way: where it is lost for one request, it is for the others, however their words differ. */
function withNeighbours(sites: ReadonlySet<number>, { edited, functionAround }: TextPlan): ReadonlySet<number> {
  if (sites.size === 0) return NONE
  const functions = new Set(edited.filter(({ range }) => sites.has(range[0])).map(functionAround))
  return new Set(edited.filter((finding) => functions.has(functionAround(finding))).map(({ range }) => range[0]))
}

interface TextPlan extends FilePlan {
  /** What is planned for. */
  readonly text: string
  /** The function that a request stands in, by its offset. */
  readonly functionAround: (finding: CheckFinding) => number
  /** The typed module that has to be written. */
  readonly newFile: NewFile | undefined
  /** Offsets of the requests that are, or may be, sent again after a 402: asked for only where something is edited. */
  readonly resends: () => ReadonlySet<number>
}

/** What a look at the result of an edit has told, by the offsets of requests. */
interface Known {
  /** Nobody would get the typed error. */
  readonly told: ReadonlySet<number>
  /** The typed error would make something send the request again. */
  readonly sentAgain: ReadonlySet<number>
}

const NONE: ReadonlySet<number> = new Set()

/** What a text is planned with. */
interface Planned {
  readonly file: string
  readonly cwd: string
  readonly options: AddHandlingOptions
  readonly known: Known
}

/** What is to be done in a text. */
function planText(text: string, { file, cwd, options, known }: Planned): TextPlan {
  const program = parseSource(text, file)
  let retries: readonly RetryFinding[] | undefined
  let resent: ReadonlySet<number> | undefined
  const asked = { status: 402, operations: false, clients: options.clients }
  const questions = {
    text,
    resends: () => (resent ??= new Set(analyse(program, text, { ...asked, retries: 'after status' }).retries.map(({ site }) => site[0]))),
    functionAround: ({ range }: CheckFinding) => {
      const source = readSource(program, text)
      return startOf(functionOf(nodeAt(source, range) ?? program, source))
    },
  }
  const findings = analyse(program, text, { ...asked, retries: 'none' }).checks.filter(needsBranch)
  if (findings.length === 0) return { ...questions, edits: [], edited: [], usesModule: false, throws: false, refused: [], newFile: undefined }
  const source = readSource(program, text)
  const { local, ...typed } = typedModuleFor(file, source, options, cwd)
  const lacks = options.paymentModule === undefined ? missingExports(local) : undefined
  const plan = planSites(program, text, findings, {
    ...options,
    ...typed,
    lacks,
    retries: () => (retries ??= analyse(program, text, { ...asked, retries: 'all' }).retries),
    told: ({ range }) => known.told.has(range[0]),
    sentAgain: ({ range }) => known.sentAgain.has(range[0]),
  })
  const isWritten = plan.usesModule && options.paymentModule === undefined
  return { ...plan, ...questions, newFile: isWritten ? newPaymentModule(local) : undefined }
}
