import type { UnknownReason } from '../findings.ts'
import type { Node } from '../syntax/estree.ts'
import type { Shape } from './shape.ts'
import { gateOfAll, type PassedGate } from './passed-gates.ts'
import { Store } from './store.ts'

/** What the host hears of a rejection that nothing waits for. */
export const UNHANDLED = 'unhandled rejection'

/** What code that is not seen gets to know. */
export interface Effect {
  readonly label: string
  readonly args: readonly Shape[]
  /**
   * A call to code that is not seen; a rejection of which the host hears, or the library that has called what fails; a log
   * (console, logger, telemetry: it tells the operator, not the program); or a value kept where code that is not seen can
   * read it later.
   */
  readonly kind: 'call' | 'rejection' | 'log' | 'store'
  /** It came before the request that is asked about. */
  readonly isEarlier?: true
  readonly written?: WrittenCall
}

/** Whether something is done with it at once, by code that is not seen. */
export function isGivenOut({ kind }: Effect): boolean {
  return kind === 'call' || kind === 'rejection'
}

/** A call as it stands in the code. */
export interface WrittenCall {
  readonly site: Node
  readonly callee: string
  /** One text for each argument; undefined where it is not told which belongs to which. */
  readonly args: readonly string[] | undefined
  /** The code goes on with what the call gives. */
  readonly isUsed: boolean
}

/** What a call, a loop or a library was doing when a request was sent. */
export interface Frame {
  readonly kind: 'call' | 'loop' | 'timer' | 'library'
  readonly node: Node
  /** Which round of the loop, or which attempt of the library. */
  readonly round: number
  /** The function that was called. */
  readonly callee?: Node
  /** It is the client itself that would send the request again. */
  readonly isClients?: boolean
  /** Why it can't be told whether the library would come back here. */
  readonly unsure?: UnknownReason
}

/** A request that was sent, or the moment its answer was looked at. */
export interface SendEvent {
  readonly send: number
  /** How many times the same request was sent by then, this one included, on the path that sent it most often. */
  readonly nth: number
  readonly site: Node
  /** Method, URL and body: the same key is the same request. */
  readonly key: string
  /** Method and URL, where they are told from the body. */
  readonly target?: string
  readonly answered: boolean
  /** Who asked, by the headers; empty where they don't say. */
  readonly credentials: string
  /** It is the request that is asked about, or the same sent from elsewhere. */
  readonly asked: boolean
  /** The payment proof that it carried; empty where it carried none. */
  readonly proof: string
  /** Its client pays for it by itself. */
  readonly paysItself?: boolean
  /** How many effects had been seen when it was answered. */
  readonly effects?: number
  readonly frames: readonly Frame[]
}

/** A list that paths share up to where they part. */
export interface Trail<T> {
  readonly item: T
  readonly before: Trail<T> | undefined
  readonly length: number
}

export function append<T>(trail: Trail<T> | undefined, item: T): Trail<T> {
  return { item, before: trail, length: (trail?.length ?? 0) + 1 }
}

/** The items of a trail in order, from where it left `ancestor`. */
export function itemsOf<T>(trail: Trail<T> | undefined, ancestor?: Trail<T>): T[] {
  const items: T[] = []
  for (let at = trail; at && at !== ancestor; at = at.before) items.push(at.item)
  return items.reverse()
}

function joinTrails<T>(ancestor: Trail<T> | undefined, trails: readonly (Trail<T> | undefined)[]): Trail<T> | undefined {
  // Most paths add nothing.
  if (trails.every((trail) => trail === trails[0])) return trails[0]
  const longest = trails.reduce((a, b) => ((b?.length ?? 0) > (a?.length ?? 0) ? b : a), undefined)
  let joined = longest
  const known = new Set(itemsOf(longest, ancestor))
  for (const trail of trails) {
    if (trail === longest) continue
    for (const item of itemsOf(trail, ancestor)) {
      if (known.has(item)) continue
      known.add(item)
      joined = append(joined, item)
    }
  }
  return joined
}

/** Everything that differs from path to path. */
export interface State {
  readonly store: Store
  effects: Trail<Effect> | undefined
  sends: Trail<SendEvent> | undefined
  /** How often the request that is asked about was sent, at least: of the paths that came here and sent it, by the one that did so least. */
  sent: number
  /** Of the paths that came here some have sent it and others have not: what is sent next may be its first. */
  isMixed: boolean
  gate: PassedGate | undefined
  /** Every path that came here went through a `catch`. */
  caught: boolean
  /** The interval whose callback is run was stopped. */
  stopped: boolean
  /** How often unknown objects were changed in place, and to what. */
  versions: ReadonlyMap<string, string>
}

export function initialState(store: Store): State {
  return { store, effects: undefined, sends: undefined, sent: 0, isMixed: false, gate: undefined, caught: false, stopped: false, versions: new Map() }
}

export function forkState(state: State): State {
  const { effects, sends, sent, isMixed, gate, caught, stopped, versions } = state
  return { store: state.store.fork(), effects, sends, sent, isMixed, gate, caught, stopped, versions }
}

/** Whether a path has done anything since it left `ancestor` that is seen later or from outside: a log is not. */
export function hasDone(state: State, ancestor: State): boolean {
  if (state.sends !== ancestor.sends || state.versions !== ancestor.versions || state.stopped !== ancestor.stopped) return true
  return itemsOf(state.effects, ancestor.effects).some(({ kind }) => kind !== 'log') || state.store.differsFrom(ancestor.store)
}

/** One state for paths that left `ancestor` and meet again. */
export function joinStates(ancestor: State, states: readonly State[]): State {
  const first = states[0]
  if (!first) return ancestor
  if (states.length === 1) return forkState(first)
  let fewest = 0
  let [isMixed, isUnsent, caught, stopped] = [false, false, true, true]
  for (const state of states) {
    if (state.sent === 0) isUnsent = true
    else if (fewest === 0 || state.sent < fewest) fewest = state.sent
    isMixed ||= state.isMixed
    caught &&= state.caught
    stopped &&= state.stopped
  }
  return {
    store: Store.join(ancestor.store, states.map(({ store }) => store)),
    effects: joinTrails(ancestor.effects, states.map(({ effects }) => effects)),
    sends: joinTrails(ancestor.sends, states.map(({ sends }) => sends)),
    sent: fewest,
    isMixed: isMixed || (isUnsent && fewest > 0),
    // An interval goes on by the paths that do not stop it.
    gate: gateOfAll((stopped ? states : states.filter((state) => !state.stopped)).map(({ gate }) => gate)),
    caught,
    stopped,
    versions: states.every(({ versions }) => versions === first.versions) ? first.versions : new Map(states.flatMap(({ versions }) => [...versions])),
  }
}
