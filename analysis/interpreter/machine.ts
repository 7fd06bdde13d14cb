import type { Node } from '../syntax/estree.ts'
import type { Prototypes } from '../syntax/prototypes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import { AskedStatus } from './asked-status.ts'
import { FIRST_RUN_ENV, type Env } from './environment.ts'
import { gateOf } from './gates.ts'
import type { Hurry } from './hurry.ts'
import type { LookAhead } from './look-ahead.ts'
import { Notes } from './notes.ts'
import { objectData, type ObjectData } from './objects.ts'
import { append, forkState, initialState, joinStates, type Effect, type Frame, type State, type WrittenCall } from './state.ts'
import { isOpenTo, kindWithin, type Parting } from './passed-gates.ts'
import { NOTHING_ASKED, type Scenario } from './scenario.ts'
import { shapeOf } from './shape.ts'
import { newSinks, type Completion, type Sinks } from './sinks.ts'
import { statusPlace } from './status-places.ts'
import { Steps } from './steps.ts'
import { type Heap, Store } from './store.ts'
import type { Digest } from './keys.ts'
import { Carries, carriesOf, join, type CarryBits, type ClassValue, type ObjectRef, type Origin, type Single, type Unknown, type Value } from './values.ts'

/** Thrown to leave a path of the interpreted code that has ended; its completion is in the sinks by then. */
export const PATH_ENDS = Symbol('path ends')

/** A call that a model of the analysis carries out: a client's, a retry library's. */
export interface ModelCall {
  readonly machine: Machine
  readonly args: readonly Value[]
  readonly site: Node
  readonly self: Value
  /** The name that was called, where it is known. */
  readonly origin?: Origin
}

export type ModelFunction = (call: ModelCall) => Value

/** What a run needs to know of the file. */
export interface SourceFile {
  readonly heap: Heap
  readonly text: string
  readonly tree: ScopeTree
  /** Functions that are given to classes the old way: `F.prototype.f = function () {}`. */
  readonly prototypes: Prototypes
  /** What a function of a module or of the host does, where a client or a library is known by it. */
  readonly clientFunction: (origin: Origin) => ModelFunction | undefined
  /** The environment in which a node stands, of code that is not run. */
  readonly envAround: (node: Node) => Env
  /** The number that a name of a module stands for. */
  readonly constantAt: (origin: Origin) => number | undefined
  /** What a call to code that is not seen does, where it is a request, or of a service that is injected. */
  readonly outsideRequest: (site: Node, asked: Node | undefined) => ModelFunction | undefined
  /** Which places lead to a request. */
  readonly lookAheadTo: (site: Node) => LookAhead
}

/**
 * Runs code abstractly, one run after the other: the state of the path that is being followed, and how paths part, end and
 * meet. A file has one machine, since functions that models make outlive the run in which they were made, and have to act
 * in the one that calls them. The rest of the interpreter is functions over it, one file a part of the language.
 */
export abstract class Machine extends Notes {
  readonly text: string
  readonly tree: ScopeTree
  private readonly file: SourceFile
  private readonly base: State
  scenario: Scenario = NOTHING_ASKED
  /** The scenario's status, with what the run asked of it. */
  asked = new AskedStatus(undefined)
  /** Which places lead to the request that is asked about. */
  lookAhead: LookAhead | undefined
  state: State
  sinks: Sinks = newSinks()
  frames: Frame[] = []
  /** While a definition is read that the run itself has not executed: nothing is sent or recorded. */
  quiet = 0
  steps = new Steps(0)
  /** What the generator that is being run has yielded, if it does not wait for it; what the root yields goes to code that is not seen. */
  yielded: Value[] | 'awaited' | undefined = undefined
  /** The optional chain that is being evaluated: whether a link of it may have been null or undefined. */
  chain = { mayStop: false }
  private ofRun: Hurry | undefined
  private nextEnv = FIRST_RUN_ENV
  private nextSend = 1
  private entered = new Map<Frame, number>()
  private nextFresh = 1

  constructor(file: SourceFile, state: State) {
    super()
    this.text = file.text
    this.tree = file.tree
    this.file = file
    this.base = state
    this.state = state
  }

  /** Starts a run: all that was noted of the one before is forgotten. */
  begin(scenario: Scenario, budget: number, hurry?: Hurry): void {
    this.scenario = scenario
    this.ofRun = hurry
    this.asked = new AskedStatus(scenario.status)
    this.lookAhead = scenario.site && this.file.lookAheadTo(scenario.site)
    this.state = this.base
    this.sinks = newSinks()
    this.frames = []
    this.forget()
    this.quiet = 0
    this.steps = new Steps(budget)
    this.yielded = undefined
    this.chain = { mayStop: false }
    this.nextEnv = FIRST_RUN_ENV
    this.nextSend = 1
    this.entered = new Map()
    this.nextFresh = 1
  }

  /** Evaluates aside from the run that is on, as if that had done nothing and nothing were asked. */
  aside<T>(budget: number, read: () => T): T {
    const kept = Object.assign({}, this)
    this.begin(NOTHING_ASKED, budget)
    try {
      return read()
    } finally {
      Object.assign(this, kept)
    }
  }

  abstract evaluate(node: Node, env: Env): Value
  abstract execute(node: Node, env: Env): void
  abstract call(callee: Value, self: Value, args: readonly Value[], site: Node): Value
  abstract get(object: Value, name: string, site: Node): Value
  abstract set(object: Value, name: string, value: Value): void
  abstract lookup(node: Node, env: Env): Value
  abstract bind(pattern: Node, value: Value, env: Env): void
  abstract digest(value: Value): Digest
  abstract methodOf(home: ClassValue, name: string): Value
  /** Ends the path: the language itself throws an error of the class `name`. */
  abstract throwError(name: string, message: string, site: Node): never
  /** Notes that the unknown object of an id is changed in place: what is read from it afterwards is something else. */
  abstract mutate(id: string, name: string, args: readonly Value[]): void
  /** Notes that a property of an unknown object is written. */
  abstract assign(object: Unknown, name: string, value: Value): void

  get prototypes(): SourceFile['prototypes'] {
    return this.file.prototypes
  }

  clientFunction(origin: Origin): ModelFunction | undefined {
    return this.file.clientFunction(origin)
  }

  constantAt(origin: Origin): number | undefined {
    return this.file.constantAt(origin)
  }

  outsideRequest(site: Node): ModelFunction | undefined {
    return this.file.outsideRequest(site, this.scenario.site)
  }

  /** Set where the run is to leave out what takes long; what is read is read whole. */
  get hurry(): Hurry | undefined {
    return this.quiet === 0 ? this.ofRun : undefined
  }

  /** Whether code that is not seen is taken to do more than to answer (`Scenario`); definitions are read as they stand. */
  get unseenActs(): boolean {
    return this.scenario.unseenActs === true && this.quiet === 0
  }

  /** Whether an object is of the code around the root, which the run has not executed. */
  isMadeBefore({ address }: ObjectRef): boolean {
    return this.base.store.object(address) !== undefined
  }

  /** The same, of one that stands as it was defined. */
  isDefinition(object: ObjectRef): boolean {
    return this.isMadeBefore(object) && this.store.object(object.address) === this.base.store.object(object.address)
  }

  /** The same, of a property. */
  isAsDefined(object: ObjectRef, name: string): boolean {
    const before = this.base.store.object(object.address)
    return before !== undefined && before.properties.get(name) === this.object(object)?.properties.get(name)
  }

  newSend(): number {
    return this.nextSend++
  }

  get lastSend(): number {
    return this.nextSend - 1
  }

  newEnvId(): number {
    return this.nextEnv++
  }

  /** Counts how often a function was entered from within one call of it. */
  reentries(outermost: Frame): number {
    const count = (this.entered.get(outermost) ?? 0) + 1
    this.entered.set(outermost, count)
    return count
  }

  get store(): Store {
    return this.state.store
  }

  /** Leaves the shared state as it is: what follows belongs to this run. */
  startPath(): void {
    this.state = initialState(Store.create(this.base.store))
  }

  /** Evaluates in the state that all paths share: for definitions that are read, not run. One that throws gives nothing. */
  inBase<T>(read: () => T): T | undefined {
    const { state, sinks } = this
    this.state = this.base
    this.sinks = newSinks()
    this.quiet++
    try {
      const value = read()
      // What a definition wrote on forks of the base is kept in the base.
      if (this.state.store !== this.base.store) this.state.store.copyInto(this.base.store)
      return value
    } catch (signal) {
      if (signal !== PATH_ENDS) throw signal
      return undefined
    } finally {
      this.quiet--
      this.state = state
      this.sinks = sinks
    }
  }

  /** Evaluates an expression where it stands, in code that is not run. */
  readInPlace(expression: Node): Value | undefined {
    return this.inBase(() => this.evaluate(expression, this.file.envAround(expression)))
  }

  /** Makes an object. */
  create(data: ObjectData): ObjectRef {
    const address = this.file.heap.newAddress()
    this.store.set(address, data)
    return { kind: 'object', address }
  }

  object(value: Value): ObjectData | undefined {
    return value.kind === 'object' ? this.state.store.object(value.address) : undefined
  }

  update(value: ObjectRef, change: Partial<ObjectData>): void {
    const data = this.store.object(value.address) ?? objectData()
    this.store.set(value.address, { ...data, ...change, ...((change.elements ?? change.entries) && { edition: (data.edition ?? 0) + 1 }) })
  }

  /** Runs each branch from the present state and lets those that do not end meet again; `toGoOn` picks from them. */
  fork(branches: readonly (() => Value)[], toGoOn = (ends: readonly Completion[]): readonly Completion[] => ends): Value {
    const ancestor = this.state
    const ends: Completion[] = []
    for (const branch of branches) {
      this.state = forkState(ancestor)
      try {
        const value = branch()
        ends.push({ value, state: this.state })
      } catch (signal) {
        if (signal !== PATH_ENDS) throw signal
      }
    }
    const { gate } = ancestor
    const going = toGoOn(ends)
    const value = this.meet(ancestor, going)
    if (going.length === branches.length) this.state.gate = gate
    return value
  }

  /** Continues where several paths meet. With no path left, the present one ends. */
  meet(ancestor: State, ends: readonly Completion[]): Value {
    if (ends.length === 0) throw PATH_ENDS
    this.state = joinStates(ancestor, ends.map(({ state }) => state))
    return join(ends.map((end) => end.value))
  }

  /** Runs a piece of code with sinks of its own, and returns what it left there; a normal end counts as a return. */
  collect(run: () => Value): Sinks {
    return this.collectAbrupt(() => {
      const value = run()
      this.sinks.returns.push({ value, state: this.state })
    })
  }

  /** The same for statements: only abrupt completions are collected. */
  collectAbrupt(run: () => void): Sinks {
    const outer = this.sinks
    const sinks = newSinks()
    this.sinks = sinks
    try {
      run()
    } catch (signal) {
      if (signal !== PATH_ENDS) throw signal
    } finally {
      this.sinks = outer
    }
    return sinks
  }

  /** Ends the path: the interpreted code throws. */
  throwValue(value: Value): never {
    this.sinks.throws.push({ value, state: this.state })
    throw PATH_ENDS
  }

  /** Ends the path, and the program with it: no `catch` and no `finally` of the interpreted code sees that. */
  endProgram(value: Value): never {
    if (this.quiet === 0) this.ended.push({ value, state: this.state })
    throw PATH_ENDS
  }

  inFrame<T>(frame: Frame, run: () => T): T {
    this.frames.push(frame)
    try {
      return run()
    } finally {
      this.frames.pop()
    }
  }

  /** Records a call to code that is not seen. */
  effect(label: string, args: readonly Value[], kind: Effect['kind'], written?: WrittenCall): void {
    if (this.quiet > 0) return
    const shapes = args.map((arg) => shapeOf(arg, this.store))
    this.state.effects = append(this.state.effects, { label, args: shapes, kind, ...(this.state.sent === 0 && { isEarlier: true }), ...(written && { written }) })
  }

  /** Notes where the status is in a value that a name, a `catch` clause, a function or a library call gets. */
  notePlace(node: Node, value: Value): void {
    if (this.quiet > 0 || !this.state.sends || this.statusPlaces.has(node)) return
    const place = statusPlace(this, value)
    if (place !== undefined) this.statusPlaces.set(node, place)
  }

  /** Records what a test made of a value that carries the answer. */
  decide(node: Node, test: Value, outcome: boolean | undefined, asksIfThere = false): void {
    if (this.quiet > 0 || carriesOf(test) === Carries.nothing) return
    this.decisions.push({ node, outcome, ...(asksIfThere && { asksIfThere }) })
    this.noteTest(test)
  }

  /** Notes that the code asks for the status, where a test is on that. */
  noteTest(test: Value): void {
    this.asksForStatus ||= (carriesOf(test) & Carries.status) !== 0
  }

  /** Notes that the path is chosen by something in the answer that the analysis does not know; `isMissed`: all but certain words leads there. */
  gateOn(bits: CarryBits, parting: Parting, isMissed = false): void {
    const gate = gateOf(bits)
    if (!gate) return
    const isOpen = isMissed && gate === 'body' && isOpenTo(parting.outer)
    this.state.gate = { kind: kindWithin(parting.outer, gate), ...((bits & Carries.sought) !== 0 && { isSearch: true as const }), ...(isOpen && { isOpen }), parting }
  }

  /** An unknown of which each evaluation yields another value. */
  fresh(label: string, carries: CarryBits = Carries.nothing): Unknown {
    return { kind: 'unknown', id: `${label}#${this.nextFresh++}`, label, carries }
  }

  /** Applies a function to each alternative of a value and joins the answers. */
  each(value: Value, apply: (single: Single) => Value): Value {
    if (value.kind !== 'union') return apply(value)
    const { isMixed } = this.state
    const answer = this.fork(value.options.map((option) => () => apply(option)))
    // The alternative that sends the request is the same the next time.
    this.state.isMixed = isMixed
    return answer
  }
}
