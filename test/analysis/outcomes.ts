import type { Resend } from '../../analysis/interpreter/notes.ts'
import type { Shape } from '../../analysis/interpreter/shape.ts'
import type { Gate } from '../../analysis/interpreter/passed-gates.ts'
import { Carries, type CarryBits } from '../../analysis/interpreter/values.ts'
import type { Outcome } from '../../analysis/runs.ts'
import type { Node } from '../../analysis/syntax/estree.ts'

/** Outcomes of runs, put together by hand. */

/** A node that stands for a construct of the program. */
export function node(type: string, start = 0): Node {
  return { type, range: [start, start + 1] }
}

export const SITE = node('CallExpression')

/** A value that the program has written down. */
export function known(text: string): Shape {
  return { kind: 'leaf', text, exact: text, carries: Carries.nothing }
}

/** A value that carries something of the answer; `exact` tells it from the same value of another answer. */
export function carrying(carries: CarryBits, exact: string, text = 'value'): Shape {
  return { kind: 'leaf', text, exact, carries }
}

/** The number of the status as data. */
export function status(code: number): Shape {
  return carrying(Carries.status, String(code), String(code))
}

/** A message with the status in it. */
export function words(code: number): Shape {
  return carrying(Carries.text, `failed: ${code}`, `failed: ${code}`)
}

/** What the body said to an answer of some status. */
export function body(code: number): Shape {
  return carrying(Carries.body, `body of ${code}`, 'body')
}

/** A truth value that was computed from the status. */
export function flag(value: boolean): Shape {
  return { kind: 'leaf', text: String(value), exact: String(value), carries: Carries.status, isFlag: true }
}

export function response(code: number): Shape {
  return { kind: 'response', status: String(code), text: 'the response' }
}

export function failure(code: number): Shape {
  return { kind: 'failure', status: String(code), text: 'the error' }
}

export function object(properties: Readonly<Record<string, Shape>>, name = ''): Shape {
  return { kind: 'object', name, properties: Object.entries(properties) }
}

export function list(...items: Shape[]): Shape {
  return { kind: 'list', items }
}

export function either(...options: Shape[]): Shape {
  return { kind: 'either', options }
}

/** An outcome with nothing in it but what is given. */
export function outcome(...parts: readonly Partial<Outcome>[]): Outcome {
  return {
    status: 402,
    completions: parts.flatMap((part) => part.completions ?? []),
    effects: parts.flatMap((part) => part.effects ?? []),
    sentAtLeast: Math.min(...parts.map((part) => part.sentAtLeast ?? Infinity)),
    resends: parts.flatMap((part) => part.resends ?? []),
    repeaters: parts.flatMap((part) => part.repeaters ?? []),
    decisions: parts.flatMap((part) => part.decisions ?? []),
    caught: parts.flatMap((part) => part.caught ?? []),
    mayRepeat: false,
    counted: new Map(parts.flatMap((part) => [...(part.counted ?? [])])),
    goingOn: new Set(parts.flatMap((part) => [...(part.goingOn ?? [])])),
    readsBody: parts.some((part) => part.readsBody === true),
    usesContent: parts.some((part) => part.usesContent === true),
    asksForStatus: parts.some((part) => part.asksForStatus === true),
    isAssumed: parts.some((part) => part.isAssumed === true),
    isCallHere: false,
    isCalled: false,
    isCommand: false,
    reached: true,
    onlyAsks: false,
    statusPlaces: new Map(),
    statedCalls: new Map(),
    sends: true,
    url: undefined,
  }
}

export function returns(shape: Shape): Partial<Outcome> {
  return { completions: [{ kind: 'return', shape }] }
}

export function throws(shape: Shape): Partial<Outcome> {
  return { completions: [{ kind: 'throw', shape }] }
}

export function calls(label: string, ...args: Shape[]): Partial<Outcome> {
  return { effects: [{ label, args, kind: 'call' }] }
}

export function rejects(label: string, ...args: Shape[]): Partial<Outcome> {
  return { effects: [{ label, args, kind: 'rejection' }] }
}

export function logs(label: string, ...args: Shape[]): Partial<Outcome> {
  return { effects: [{ label, args, kind: 'log' }] }
}

export function stores(label: string, ...args: Shape[]): Partial<Outcome> {
  return { effects: [{ label, args, kind: 'store' }] }
}

/** A request that is sent again by a construct. */
export function resend(construct: Node, { gate, ...more }: Again = {}): Resend {
  const passed = gate && { kind: gate, parting: { sides: 2, outer: undefined } }
  return { construct, via: 'loop', site: SITE, paid: false, isSafe: false, gate: passed, caught: false, requests: 2, ...more }
}

/** What is told of a request that is sent again; of the test that it came through, what that looked at. */
export type Again = Partial<Omit<Resend, 'gate'>> & { readonly gate?: Gate }

export function resends(...items: Resend[]): Partial<Outcome> {
  return { resends: items }
}
