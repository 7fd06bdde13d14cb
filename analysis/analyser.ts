import { answersOf, resentAnswers, type Measures, type Seen } from './answers.ts'
import { describeRetry } from './evidence.ts'
import { check, declined, isLost, keptAs, strongest, type CheckAnswer } from './check.ts'
import { oneForEachConstruct } from './constructs.ts'
import type { CheckFinding, FileFindings, RetryFinding } from './findings.ts'
import { BudgetExceeded } from './interpreter/machine.ts'
import type { Resend } from './interpreter/notes.ts'
import { ASSUMED, type Assumed, type Scenario } from './interpreter/scenario.ts'
import { retries, unfinished, type Observed, type RetryAnswer } from './retry.ts'
import { findRequestSites, givenTo, type RequestSite } from './request-sites.ts'
import { originOf } from './origins.ts'
import { contentLeaves, endsWithin, goesLike, isUsualWay, saysNo } from './outcome.ts'
import { rootsOf, type Nearer } from './roots.ts'
import { statusesFor, type Statuses } from './statuses.ts'
import { Runner, type Outcome } from './runs.ts'
import { clientFunctionAt } from './clients/index.ts'
import { enclosingFunction, FunctionUses, writtenFunction } from './syntax/calls.ts'
import type { Node, Program } from './syntax/estree.ts'
import { rangeOf, sourceOf } from './syntax/nodes.ts'
import { ScopeBuilder, type ScopeTree } from './syntax/scopes.ts'
import { isUnpaidAddress } from './unpaid.ts'

/** Answers that code may ask for in place of a 200. */
const OTHER_SUCCESSES = [201, 204, 202, 206, 304]
/** Code that follows no redirect may ask for one. */
const MANUAL_REDIRECT = /\bredirect\W{1,4}manual\b/
/** Words of code that sends again other than in a loop: by recursion, or by a second call. */
const RETRY_WORDS = /retr|attempt|again|refresh|backoff|tries|resend|reauth/i
/** What is asked of the analysis. */
export interface AnalysisOptions {
  /** The status the question is asked for. Default 402. */
  readonly status?: number
  /** Interpreter steps a request site may cost at most. */
  readonly budget?: number
  /** Also say what happens for each of these answers (`undefined`: none comes). Each costs a run a site. Default: for none. */
  readonly answers?: readonly (number | undefined)[]
  /**
   * Whether to look for constructs that make a call again which is not known to be a request: the client of such findings
   * is `operation`. Default true.
   */
  readonly operations?: boolean
  /**
   * Which constructs that send again are asked for: `all`; `after status`, those that may send again after the status; or
   * `none`. The fewer, the fewer runs. The checks are the same, unless the budget ended one. Default `all`.
   */
  readonly retries?: 'all' | 'after status' | 'none'
  /** Which checks are asked for: `all`, or those of a status that is `lost` or not known to be kept. Default `all`. */
  readonly checks?: 'all' | 'lost'
  /** Asks of the requests that begin at this offset only. Default: of all in the file. */
  readonly at?: number
}

/** Where a run starts, and how requests other than the one in question are answered. */
interface Entry {
  readonly root: Node
  readonly around: Around
}

/** What was seen from one entry. */
interface Explained {
  readonly seen: readonly Seen[]
  readonly measures: Measures
}

/** What was told from one root. */
interface Asked {
  readonly check: CheckAnswer
  readonly retries: Construct[]
  /** The request is sent from within something that repeats, or was sent again. */
  readonly repeats: boolean
  readonly url: string | undefined
  readonly entry: Entry
}

/** What all runs for one site have in common besides that. */
type Around = Omit<Scenario, 'site' | 'status'>

/** A construct that may send again, with the run that was answered the status, if that came to its end. */
interface Construct extends RetryAnswer {
  readonly asked?: Outcome
}

/** A request of which a root could not be run to its end, and the functions between the two. */
interface Unfinished {
  readonly site: RequestSite
  readonly between: readonly Nearer[]
}

/** Asks every question of one file. */
export class Analyser {
  private readonly text: string
  private readonly tree: ScopeTree
  private readonly uses: FunctionUses
  private readonly sites: readonly RequestSite[]
  private readonly runner: Runner
  /** Sites that call a function of the file: the request, if any, is in there. */
  private readonly callsHere = new Set<Node>()
  /** Has a budget of its own, so that no verdict depends on whether answers are explained. */
  private readonly explainer: Runner | undefined
  private readonly answers: Required<AnalysisOptions>['answers']
  private readonly status: number
  private readonly statuses: Statuses
  private readonly hintsAtRetries: boolean
  private readonly wanted: Required<AnalysisOptions>['retries']
  private readonly isLostAsked: boolean
  /** Requests of which a root could not be run to its end. */
  private readonly unfinished: Unfinished[] = []

  constructor(program: Program, text: string, { status, budget, answers, operations, retries, checks }: Required<Omit<AnalysisOptions, 'at'>>) {
    this.text = text
    this.status = status
    this.answers = answers
    this.hintsAtRetries = RETRY_WORDS.test(text)
    this.wanted = retries
    this.isLostAsked = checks === 'lost'
    this.statuses = statusesFor(text, status)
    this.tree = ScopeBuilder.build(program)
    this.uses = new FunctionUses(this.tree, (call) => this.isModelled(call))
    this.sites = findRequestSites(this.tree, this.uses, operations)
    this.runner = new Runner(text, this.tree, this.sites, budget, retries === 'all')
    this.explainer = answers.length > 0 ? new Runner(text, this.tree, this.sites, budget * answers.length, true) : undefined
  }

  /** @param at the offset at which the requests begin that are asked about; all, if left out */
  findings(at?: number): FileFindings {
    const sites = at === undefined ? this.sites : this.sites.filter(({ node }) => rangeOf(node)[0] === at)
    const checks: CheckFinding[] = []
    const found: RetryFinding[] = []
    for (const site of sites) {
      if (isOperation(site)) continue
      const answers = this.askSafely(site)
      if (answers.check.reason === 'not-reached' && (site.passesOn || this.callsHere.has(site.node))) continue
      if (!this.isLostAsked || isLost(answers.check.verdict) || answers.check.verdict === 'unknown') checks.push(answers.check)
      found.push(...answers.retries)
    }
    // What is known to be a request says more of a construct than what is only taken to be one.
    const told = new Set(found.map(({ range }) => range.join()))
    for (const site of sites) {
      if (isOperation(site)) found.push(...this.askSafely(site).retries.filter(({ verdict, range }) => verdict !== 'unknown' || !told.has(range.join())))
    }
    // In the steps that are left.
    for (const item of this.unfinished) found.push(...this.retriesNearer(item))
    return { checks, retries: oneForEachConstruct(found) }
  }

  /** A site where the analysis fails is not known; the others are. */
  private askSafely(site: RequestSite): ReturnType<Analyser['ask']> {
    try {
      return this.ask(site)
    } catch (error) {
      return { check: { kind: 'check', range: rangeOf(site.node), ...this.about(site, undefined), ...declined(error) }, retries: [] }
    }
  }

  private isModelled(call: Node): boolean | 'later' {
    const origin = originOf(call['callee'] as Node, this.tree)
    const known = origin && clientFunctionAt(origin)
    return known?.function.isLazy ? 'later' : known !== undefined && !known.function.keeps
  }

  /** Whether callers are worth asking where the function itself can be called from anywhere. */
  private mayTellMore(answers: readonly CheckAnswer[], repeats: boolean): boolean {
    if (this.hintsAtRetries && !repeats) return true
    return answers.every(({ verdict }) => verdict === 'delegated' || verdict === 'unchecked' || verdict === 'unknown')
  }

  private ask(site: RequestSite): { check: CheckFinding; retries: RetryFinding[] } {
    const answers: CheckAnswer[] = []
    const constructs: Construct[] = []
    const entries = new Map<CheckAnswer | RetryAnswer, Entry>()
    let url: string | undefined
    let repeats = false
    const { roots, between } = rootsOf(site.within, this.uses, (call) => enclosingFunction(call, this.tree))
    const askFrom = (root: Node, assumed: Assumed): void => {
      try {
        const answer = this.askInTime(root, site, assumed)
        if (!answer) return
        answers.push(answer.check)
        constructs.push(...answer.retries)
        repeats ||= answer.repeats
        for (const item of [answer.check, ...answer.retries]) entries.set(item, answer.entry)
        url ??= answer.url
      } catch (error) {
        answers.push(declined(error))
        if (error instanceof BudgetExceeded && this.wanted === 'all' && !isOperation(site)) constructs.push(...unfinished(error.resends))
      }
    }
    for (const assumed of site.passesOn ? ASSUMED.filter(({ takesCall }) => !takesCall) : ASSUMED) {
      if (answers.length > 0 || this.callsHere.has(site.node)) break
      for (const { node, isFurther } of roots) {
        // Where one was too large, what calls it from further away is larger still.
        if (isFurther && (answers.some(({ reason }) => reason === 'budget') || !this.mayTellMore(answers, repeats))) break
        askFrom(node, assumed)
      }
      // A function that a wrapper of the file turns into another is reached through that one.
      const wrapper = answers.length === 0 ? this.uses.wrapperOf(site.within) : undefined
      if (wrapper) askFrom(wrapper, assumed)
      // Where no caller is seen to get there, the function is judged by itself.
      if (answers.length === 0 && !roots.some((root) => root.node === site.within) && site.repeats === undefined) askFrom(writtenFunction(site.within, this.tree), assumed)
    }
    if (this.wanted === 'all' && !isOperation(site) && answers.some(({ reason }) => reason === 'budget')) this.unfinished.push({ site, between: between() })
    const answer: CheckAnswer = strongest(answers) ?? { verdict: 'unknown', reason: 'not-reached', evidence: 'No path from the entry of its function reaches this request.' }
    const about = this.about(site, url)
    const explained = (item: CheckAnswer | RetryAnswer): Explained | undefined => this.explain(site, entries.get(item))
    const told = explained(answer)
    return {
      check: { kind: 'check', range: rangeOf(site.node), ...about, ...answer, ...(site.madeElsewhere && { madeElsewhere: true }), ...(told && { answers: answersOf(told.seen, told.measures) }) },
      retries: constructs.map((construct) => {
        const sent = explained(construct)
        return { ...this.retryFinding(site, construct, about), ...(sent && { answers: resentAnswers(construct.construct, sent.seen) }) }
      }),
    }
  }

  /** What repeats a request on the way from a root that could not be run to its end. */
  private retriesNearer({ site, between }: Unfinished): RetryFinding[] {
    const found: RetryFinding[] = []
    let farthest = Infinity
    for (const { node, distance } of between) {
      if (distance > farthest) break
      try {
        const asked = this.askInTime(node, site, {})
        if (asked) found.push(...asked.retries.map((construct) => this.retryFinding(site, construct, this.about(site, asked.url))))
      } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error
        // What calls it is larger still.
        farthest = distance
      }
    }
    return found
  }

  /** Runs for every answer that is to be explained; undefined where none is, or where the budget does not suffice. */
  private explain(site: RequestSite, entry: Entry | undefined): Explained | undefined {
    const { explainer } = this
    if (!entry || !explainer) return undefined
    const run = (status: number | undefined): Outcome => explainer.run(entry.root, { site: site.node, status, ...entry.around })
    try {
      const serverError = run(500)
      const measures = { sibling: run(this.statuses.unnamed), serverError, success: this.successOf(run, serverError) }
      return { measures, seen: this.answers.map((status) => ({ status, outcome: run(status) })) }
    } catch {
      // The verdict, which was told before, says what went wrong.
      return undefined
    }
  }

  private about(site: RequestSite, url: string | undefined): Pick<CheckFinding, 'client' | 'request' | 'status' | 'unpaid' | 'url'> {
    const request = requestText(site.node, this.text)
    return { client: site.client, request, status: this.status, unpaid: isUnpaidAddress(url ?? ''), ...(url !== undefined && { url }) }
  }

  /**
   * Asks once more, less what takes long, where the budget does not suffice.
   *
   * @throws BudgetExceeded with all that was seen to be sent again
   */
  private askInTime(root: Node, site: RequestSite, assumed: Assumed): Asked | undefined {
    const { runner } = this
    const seen: Resend[] = []
    for (let isSecond = runner.isHurried(root); ; isSecond = true) {
      try {
        const asked = this.askFrom(root, site, assumed)
        if (!isSecond || (asked && !runner.isDoubtful(root, site.node))) return asked
        throw new BudgetExceeded()
      } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error
        seen.push(...runner.resendsOf(root, site.node), ...error.resends)
        error.resends = seen
        // An editor does not wait for a second try.
        if (this.wanted !== 'all' || !runner.hurry(root)) throw error
      }
    }
  }

  private askFrom(root: Node, site: RequestSite, assumed: Assumed): Asked | undefined {
    const first = this.runReaching(root, site, assumed)
    if (!first) return undefined
    const { asked, around } = first
    const run = (status: number | undefined): Outcome => this.runner.run(root, { site: site.node, status, ...around })
    if (this.isLostAsked && this.wanted !== 'all' && asked.resends.length === 0) {
      const verdict = keptAs(asked, () => run(this.statuses.unnamed))
      if (verdict) return { check: { verdict, evidence: '' }, retries: [], repeats: asked.mayRepeat, url: asked.url, entry: { root, around } }
    }
    const sibling = run(this.statuses.unnamed)
    const failure = run(this.statuses.other)
    const success = this.successOf(run, failure)
    const answer = check({ status: this.status, unnamed: this.statuses.unnamed, other: this.statuses.other, asked, sibling, failure, success, mayReject: site.mayReject === true, given: givenTo(root, site, this.tree) })
    const observed: Observed[] = [
      { status: this.status, outcome: asked },
      { status: this.statuses.unnamed, outcome: sibling },
      { status: this.statuses.other, outcome: failure },
      { status: 200, outcome: success },
    ]
    const repeats = asked.mayRepeat || observed.some(({ outcome }) => outcome.resends.length > 0)
    if (this.wanted === 'all' ? repeats || this.hintsAtRetries : this.wanted === 'after status' && asked.resends.length > 0) {
      for (const status of this.statuses.retriedFor) {
        const outcome = this.runner.runInAddition(root, { site: site.node, status, ...around })
        if (outcome) observed.push({ status, outcome })
      }
    }
    return { check: answer, retries: this.constructsIn(asked, observed), repeats, url: asked.url, entry: { root, around } }
  }

  private constructsIn(asked: Outcome, observed: readonly Observed[]): Construct[] {
    if (this.wanted === 'none') return []
    const constructs = retries(this.status, this.statuses.unnamed, observed).map((item): Construct => ({ ...item, asked }))
    const told = asked.isAssumed ? constructs.flatMap((item) => asOperation(item, asked)) : constructs
    return this.wanted === 'all' ? told : told.filter(({ construct }) => asked.resends.some((resend) => resend.construct === construct))
  }

  /** A run for what the code takes for success: 200, unless it names another 2xx and treats 200 like a failure. */
  private successOf(run: (status: number) => Outcome, failure: Outcome): Outcome {
    const usual = run(200)
    if (!goesLike(usual, failure)) return usual
    const others = MANUAL_REDIRECT.test(this.text) ? [...OTHER_SUCCESSES, 302] : OTHER_SUCCESSES
    for (const status of others) {
      // What was not modified says nothing of code that makes something of any other body.
      if (!this.text.includes(String(status)) || (status === 304 && usual.usesContent)) continue
      const other = run(status)
      if (goesLike(other, failure) || isUsualWay(failure, other)) continue
      // What does all that a failure does, and more, is no other success, unless only that makes something of the answer.
      if (endsWithin(failure, other) && (contentLeaves(failure) || !contentLeaves(other))) continue
      // Whether an address redirects is a question, and no success that everything else lacks.
      if (status !== 302 || !saysNo(failure)) return other
    }
    return usual
  }

  /** A run for the status; other requests of the root go well, unless the site is only reached where they do not. Many steps are left for other sites. */
  private runReaching(root: Node, site: RequestSite, assumed: Assumed): { asked: Outcome; around: Around } | undefined {
    // An editor does not wait for all of them.
    const most = this.wanted === 'all' ? Infinity : this.runner.stepsUsed + this.runner.budget
    const { othersDiffer, ...acts } = assumed
    if (othersDiffer && this.runner.stepsUsed > this.runner.budget) return undefined
    for (const others of othersDiffer ? [this.statuses.likeliestAnswers] : this.statuses.otherAnswers) {
      if (this.runner.stepsUsed > most) throw new BudgetExceeded()
      const around = { others, ...acts }
      const asked = this.runner.run(root, { site: site.node, status: this.status, ...around })
      if (asked.reached) return { asked, around }
      const isElsewhere = asked.isCallHere && asked.sends
      if (isElsewhere) this.callsHere.add(site.node)
      // What other requests are answered can't matter where there are none, nor where the request is in what the site calls.
      if (isElsewhere || !asked.sends) return undefined
    }
    return undefined
  }

  private retryFinding(site: RequestSite, answer: Construct, about: ReturnType<Analyser['about']>): RetryFinding {
    const { asked, construct, verdict, reason, requests } = answer
    const atMost = asked?.statedCalls.get(construct) ?? (asked?.sentAtLeast === Infinity ? Infinity : undefined)
    const library = answer.via === 'library' ? this.libraryAt(construct) : undefined
    const name = library && construct['callee'] ? sourceOf(construct['callee'] as Node, this.text, 30) : undefined
    return {
      kind: 'retry',
      range: rangeOf(construct),
      site: rangeOf(site.node),
      ...about,
      verdict,
      ...(reason && { reason }),
      requests,
      ...(atMost !== undefined && { atMost }),
      ...(library && { library }),
      ...(answer.paysAgain && { paysAgain: true as const }),
      after: answer.after.map((status) => status ?? 'none'),
      statusPlaces: [...(asked?.statusPlaces ?? [])].map(([node, place]) => ({ range: rangeOf(node), place })),
      evidence: describeRetry(answer, this.status, { name, atMost }),
    }
  }

  private libraryAt(construct: Node): RetryFinding['library'] {
    const origin = construct['callee'] ? originOf(construct['callee'] as Node, this.tree) : undefined
    const found = origin && clientFunctionAt(origin)
    return found && { name: found.client.name, function: origin.path.join('.') }
  }
}

/** A request as a person would name it: its function and what it is sent to. */
function requestText(node: Node, text: string): string {
  const [target, ...options] = (node['arguments'] as Node[] | undefined) ?? []
  if (!node['callee'] || !target) return sourceOf(node, text, 40)
  return `${sourceOf(node['callee'] as Node, text, 30)}(${sourceOf(target, text, 40)}${options.length > 0 ? ', …' : ''})`
}

/** Whether a site stands for something that may be no request at all, and is only asked whether it is repeated. */
function isOperation(site: RequestSite): boolean {
  return site.client === 'operation' || site.repeats !== undefined
}

/**
 * What is repeated is not known to be a request. Where the code asks its error for a status that is beside the point;
 * else it can't be told. Repeating what goes well is no retry.
 */
function asOperation(answer: Construct, asked: Outcome): Construct[] {
  if (answer.verdict === 'polling') return []
  const isRetried = answer.verdict === 'blanket' || answer.verdict === 'explicit'
  // What a loop goes through may be other servers, which the call need not be given.
  const goesThrough = answer.construct.type === 'ForOfStatement' || answer.construct.type === 'ForInStatement'
  return isRetried && (goesThrough || !asked.asksForStatus) ? [{ ...answer, verdict: 'unknown', reason: 'operation-not-seen' }] : [answer]
}
