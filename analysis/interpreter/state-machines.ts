import { stateMachineOf, type Block, type BlockLoop, type StateMachine } from '../syntax/state-machines.ts'
import { yieldValue } from './coroutines.ts'
import { enter, runCoroutine, runGenerator } from './functions.ts'
import { anyOf, listData } from './lists.ts'
import { MOST_ENDLESS_ROUNDS, MOST_UNKNOWN_ROUNDS } from './loops.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import type { Completion } from './sinks.ts'
import { objectData } from './objects.ts'
import { toGoOn } from './relevance.ts'
import { forkState, type State } from './state.ts'
import type { Store } from './store.ts'
import { noteCount, noteTurn } from './turns.ts'
import { native, optionsOf, primitive, sameValue, UNDEFINED, type Closure, type ObjectRef, type Value } from './values.ts'
import { wideningAt } from './widening.ts'

/** What a block answers with `return [code, value]` (tslib's `__generator`). */
const Code = { return: 2, jump: 3, yield: 4, delegate: 5, throw: 6, endFinally: 7 } as const

interface Operation {
  readonly code: number
  readonly value: Value
}

/** Where a path is in a loop. */
interface Turn {
  readonly round: number
  /** What it had at the loop's head. */
  readonly store: Store
  readonly isLast: boolean
}

/** How the head of a loop was left, by turns. */
interface Heads {
  /** Those in which a path went on into the body. */
  readonly on: Set<number>
  /** Those in which a path left the loop. */
  readonly off: Set<number>
  isCut: boolean
}

/** A path on its way to a block. */
interface Point {
  readonly label: number
  readonly state: State
  /** What `sent()` gives there. */
  readonly sent: Value
  /** What goes on when the `finally` blocks that it is in have ended. */
  readonly pending: readonly Operation[]
  readonly turns: ReadonlyMap<BlockLoop, Turn>
  /** The state in which each gate was passed: of paths that meet, what they passed together still holds. */
  readonly gates: readonly State[]
}

/** Runs `__generator(this, function (_a) { ... })`; `waits`: it is an async function, whose `yield` waits. */
export function callStateMachine(machine: Machine, closure: Closure, waits: boolean): Value {
  const body = (): Value => new StateMachineRun(machine, closure).run()
  return waits ? runCoroutine(machine, body) : runGenerator(machine, body)
}

/**
 * Runs a generator that TypeScript has made a state machine of for ES5: block by block, the paths that come to the same
 * block together. Completes as the generator does.
 */
class StateMachineRun {
  private readonly machine: Machine
  private readonly code: StateMachine
  private readonly closure: Closure
  private readonly start: State
  private readonly trys: ObjectRef
  private readonly given: ObjectRef
  private sent: Value = UNDEFINED
  private points: Point[] = []
  /** Loops that some path has left by their own test. */
  private readonly left = new Set<BlockLoop>()
  private readonly heads = new Map<BlockLoop, Heads>()

  constructor(machine: Machine, closure: Closure) {
    this.machine = machine
    this.closure = closure
    this.code = stateMachineOf(closure.node)
    this.trys = machine.create(listData([]))
    this.given = machine.create(objectData([['label', primitive(0)], ['sent', native('sent', () => this.sent)], ['trys', this.trys], ['ops', machine.create(listData([]))]]))
    this.start = machine.state
  }

  /** Leaves by PATH_ENDS; how its paths have ended is in the sinks. */
  run(): never {
    const [first] = this.code.blocks
    if (first) this.go({ label: first.label, state: this.start, sent: UNDEFINED, pending: [], turns: new Map(), gates: [] }, first.label, this.start)
    for (let point = this.next(); point; point = this.next()) this.step(point)
    this.noteCounts()
    throw PATH_ENDS
  }

  /** The point that is least far, with all paths that are there. */
  private next(): Point | undefined {
    const first = this.points.reduce<Point | undefined>((least, point) => (least && this.isBefore(least, point) ? least : point), undefined)
    if (!first) return undefined
    const all = this.points.filter((point) => isSamePlace(point, first))
    this.points = this.points.filter((point) => !all.includes(point))
    const block = this.code.blocks.find(({ label }) => label === first.label)
    const here = toGoOn(this.machine, this.start, all, block?.node, 'before')
    const [one = first] = here
    if (here.length === 1) return one
    const sent = this.machine.meet(this.start, here.map(({ sent: value, state }): Completion => ({ value, state })))
    const gates = one.gates.filter((gate, index) => here.every((point) => point.gates[index] === gate))
    const { state } = this.machine
    state.gate = gates.at(-1)?.gate ?? this.start.gate
    return { ...one, sent, state, gates }
  }

  private isBefore(a: Point, b: Point): boolean {
    for (const [loop, { round }] of a.turns) {
      const other = b.turns.get(loop)
      if (other && other.round !== round) return round < other.round
    }
    return a.label <= b.label
  }

  private step(point: Point): void {
    const { machine } = this
    const block = this.code.blocks.find(({ label }) => label === point.label)
    if (!block) return
    machine.steps.take()
    machine.state = forkState(point.state)
    this.sent = point.sent
    let end: State | undefined
    const sinks = machine.collectAbrupt(() => this.inLoops([...point.turns], () => {
      const env = enter(machine, this.closure, this.closure.self ?? UNDEFINED, [this.given])
      for (const statement of block.statements) machine.execute(statement, env)
      end = machine.state
    }))
    if (end) this.fallThrough(point, block, end)
    for (const { value, state: after } of sinks.returns) for (const operation of this.operationsOf(value, after)) this.carryOut(point, operation, after)
    for (const { value, state: after } of sinks.throws) this.carryOut(point, { code: Code.throw, value }, after)
  }

  private inLoops([turn, ...inner]: readonly (readonly [BlockLoop, Turn])[], run: () => void): void {
    if (!turn) return run()
    this.machine.inFrame({ kind: 'loop', node: turn[0].node, round: turn[1].round }, () => this.inLoops(inner, run))
  }

  private fallThrough(point: Point, block: Block, state: State): void {
    const following = this.code.blocks[this.code.blocks.indexOf(block) + 1]
    if (following) this.go({ ...point, sent: UNDEFINED }, following.label, state)
    else this.finish(Code.return, UNDEFINED, state)
  }

  /** What `[code, value]` says; of anything else nothing is known but that the generator ends with it. */
  private operationsOf(returned: Value, { store }: State): Operation[] {
    return optionsOf(returned).map((option) => {
      const elements = option.kind === 'object' ? store.object(option.address)?.elements : undefined
      const [code] = elements ?? []
      if (!elements || code?.kind !== 'primitive') return { code: Code.return, value: returned }
      return { code: Number(code.value), value: anyOf(elements.slice(1, 2)) }
    })
  }

  private carryOut(point: Point, operation: Operation, state: State): void {
    const { code, value } = operation
    if (code === Code.yield || code === Code.delegate) this.wait(point, value, code === Code.delegate, state)
    else this.leave(point, operation, state)
  }

  private wait(point: Point, value: Value, isDelegate: boolean, state: State): void {
    const { machine } = this
    const label = point.label + 1
    machine.state = forkState(state)
    const { returns, throws } = machine.collect(() => yieldValue(machine, value, isDelegate, this.closure.node))
    for (const end of returns) this.go({ ...point, sent: end.value }, label, end.state)
    for (const end of throws) this.leave({ ...point, label }, { code: Code.throw, value: end.value }, end.state)
  }

  /** Goes where an operation leads, through the `catch` and `finally` blocks around (tslib's `step`). */
  private leave(point: Point, operation: Operation, before: State): void {
    const { machine } = this
    const pending = [...point.pending]
    const state = (machine.state = forkState(before))
    const trys = [...(machine.object(this.trys)?.elements ?? [])]
    const goTo = (label: number, sent: Value): void => {
      machine.update(this.trys, { elements: trys })
      this.go({ ...point, sent, pending }, label, state)
    }
    for (let { code, value } = operation; ; ) {
      if (code === Code.endFinally) {
        const resumed = pending.pop()
        trys.pop()
        if (!resumed) return
        ;({ code, value } = resumed)
        continue
      }
      const [from, caught, final, end] = this.region(trys.at(-1))
      const isInside = trys.length > 0
      const target = code === Code.jump && value.kind === 'primitive' ? Number(value.value) : undefined
      if (!isInside && target === undefined) return this.finish(code, value, state)
      if (target !== undefined && (!isInside || (target > from && target < end))) return goTo(target, UNDEFINED)
      if (code === Code.throw && point.label < caught) {
        state.caught = true
        const handler = this.code.blocks.find(({ label }) => label === caught)
        if (handler) machine.caught.push(handler.node)
        return goTo(caught, value)
      }
      if (point.label < final) {
        pending.push({ code, value })
        return goTo(final, UNDEFINED)
      }
      if (final >= 0) pending.pop()
      trys.pop()
    }
  }

  /** The labels of a `try`, its `catch`, its `finally` and what follows; NaN where there is none. */
  private region(entry: Value | undefined): [number, number, number, number] {
    const elements = (entry && this.machine.object(entry)?.elements) ?? []
    const at = (index: number): number => {
      const element = elements[index]
      return element?.kind === 'primitive' ? Number(element.value) : NaN
    }
    return [at(0), at(1), at(2), at(3)]
  }

  private finish(code: number, value: Value, state: State): void {
    const { sinks } = this.machine
    ;(code === Code.throw ? sinks.throws : sinks.returns).push({ value, state })
  }

  /** Sends a path on to a block; one that has been round a loop too often is cut off. */
  private go(from: Point, label: number, state: State): void {
    const { machine } = this
    const turns = new Map<BlockLoop, Turn>()
    let at = state
    for (const loop of this.code.loops) {
      const turn = from.turns.get(loop)
      const isOff = label < loop.head || label > loop.last
      if (turn && from.label === loop.head) this.headsOf(loop)[isOff ? 'off' : 'on'].add(turn.round)
      if (isOff) {
        if (turn && (from.label === loop.head || from.label === loop.last)) this.left.add(loop)
        continue
      }
      if (!turn || label !== loop.head) {
        if (turn && turn.round > 0 && from.label === loop.head) this.noteTurn(loop, state)
        turns.set(loop, turn ?? { round: 0, store: at.store, isLast: false })
        continue
      }
      if (turn.isLast) return
      const isLast = turn.round + 1 >= (this.left.has(loop) ? MOST_UNKNOWN_ROUNDS : MOST_ENDLESS_ROUNDS)
      if (loop.head === loop.last) this.noteTurn(loop, state)
      // What a longer loop makes of its variables is not known.
      if (isLast) this.headsOf(loop).isCut = true
      if (isLast) at = { ...at, store: at.store.widen(this.start.store, turn.store, wideningAt(machine, loop.node)) }
      turns.set(loop, { round: turn.round + 1, store: at.store, isLast })
    }
    const isGated = at.gate !== undefined && at.gate !== from.state.gate
    this.points.push({ ...from, label, state: at, turns, gates: isGated ? [...from.gates, at] : from.gates })
  }

  private headsOf(loop: BlockLoop): Heads {
    const heads = this.heads.get(loop) ?? { on: new Set(), off: new Set(), isCut: false }
    this.heads.set(loop, heads)
    return heads
  }

  /** A loop of which each turn was sure to be taken, or not, took as many by its count. */
  private noteCounts(): void {
    for (const [{ node }, { on, off, isCut }] of this.heads) {
      if (!isCut && ![...off].some((round) => on.has(round))) noteCount(this.machine, node, on.size)
    }
  }

  /** Past its head a loop takes another turn. */
  private noteTurn({ node }: BlockLoop, state: State): void {
    this.machine.state = state
    noteTurn(this.machine, node)
  }
}

/** Whether two paths are at the same block in the same turn, with the same to do after it. */
function isSamePlace(a: Point, b: Point): boolean {
  return (
    a.label === b.label &&
    a.turns.size === b.turns.size &&
    [...a.turns].every(([loop, { round }]) => b.turns.get(loop)?.round === round) &&
    a.pending.length === b.pending.length &&
    a.pending.every(({ code, value }, index) => code === b.pending[index]?.code && sameValue(value, b.pending[index].value))
  )
}
