import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'
import type { Machine } from './machine.ts'
import type { Resend } from './notes.ts'
import { asksForCredentials } from './request-key.ts'
import { objectData, ResponseData, type PromiseSides } from './objects.ts'
import { isOtherWay } from './other-ways.ts'
import { settled } from './promises.ts'
import { append, itemsOf, type Frame, type SendEvent } from './state.ts'
import { joinSides } from './store-joins.ts'
import { unknown, type ObjectRef, type Value } from './values.ts'

/** A request as a client sends it. */
export interface Request {
  readonly site: Node
  /** Method, address and body: equal keys are the same request. */
  readonly key: string
  /** Method and address, where they are told from the body. */
  readonly target?: string
  /** Who asks, by the headers; empty where they don't say. */
  readonly credentials?: string
  /** The payment proof that it carries; empty where it carries none. */
  readonly proof: string
  /** Its client pays for it by itself, each time that it is sent. */
  readonly paysItself?: boolean
  /** The address, as far as it is known. */
  readonly url: string | undefined
  /** It asks for nothing but an answer: GET, HEAD; undefined where that is not known. */
  readonly isSafe?: boolean | undefined
  /** It is the one that failed, at an address that was changed since: whether that is the same can't be told. */
  readonly isMoved?: boolean
  /** How the client settles its promise for an answer; undefined: no answer came. */
  readonly settle: (status: number | undefined, asked: boolean) => PromiseSides
  /** `settle` asks nothing of the status of the run but through `machine.asked`, which it may leave to `clients/answers.ts`. */
  readonly leavesUnread?: boolean
}

/** Sends a request: notes it, recognises one that was sent and answered before, and gives the promise of its answer. */
export function send(machine: Machine, request: Request): Value {
  if (machine.quiet > 0) return unknown('request')
  const { site, key, target, credentials = '', proof, paysItself } = request
  if (!machine.reached.get(site)) machine.reached.set(site, request.url)
  if (request.isSafe !== true) machine.acting.add(site)
  const events = itemsOf(machine.state.sends)
  const sameRequest = events.filter((event) => event.key === key || isNextAttempt(machine, event, request))
  const asked = site === machine.scenario.site || isOtherWay(machine, site) || sameRequest.some((event) => event.asked)
  const before = sameRequest.find((event) => event.answered && event.asked)
  machine.mayRepeat ||= machine.frames.some((frame) => frame.kind !== 'call')
  if (asked) for (const frame of machine.frames) if (frame.kind === 'library') machine.repeaters.add(frame.node)
  const number = machine.newSend()
  const isRemedied = before !== undefined && isRemedy(machine, before, request, events)
  // Paths that part and meet again bring along what each of them has sent.
  const nth = 1 + Math.max(0, ...sameRequest.map((event) => event.nth))
  if (before) noteResend(machine, before, request, nth, isRemedied)
  const event: SendEvent = { send: number, nth, site, key, ...(target !== undefined && { target }), credentials, proof, ...(paysItself && { paysItself }), asked, answered: false, frames: [...machine.frames] }
  machine.state.sends = append(machine.state.sends, event)
  if (asked) machine.state.sent++
  const counts = asked && !isRemedied
  if (counts && !request.leavesUnread) machine.asked.read()
  const { status, others } = machine.scenario
  const answers = asked ? [isRemedied ? 200 : status] : typeof others === 'number' ? [others] : others
  const sides = answers.map((answer) => request.settle(answer, counts)).reduce(joinSides)
  return settled(machine, { ...sides, sends: [number] })
}

/** What a library runs again for the sake of a request sends it again, though its body may be made anew each time. */
function isNextAttempt(machine: Machine, before: SendEvent, { site, target }: Request): boolean {
  return target !== undefined && before.target === target && before.site === site && whatRepeats(before.frames, machine.frames, site).via === 'library'
}

/** Whether a request that is sent again brings what the status asks for: a payment, or other credentials. */
function isRemedy(machine: Machine, before: SendEvent, { proof, credentials = '', paysItself }: Request, events: readonly SendEvent[]): boolean {
  if (proof !== '' && proof !== before.proof) return true
  // Handed over to a client that pays.
  if (paysItself && !before.paysItself && machine.asked.ask((status) => status === 402)) return true
  return machine.asked.ask(asksForCredentials) && (credentials !== before.credentials || isRenewed(machine, before, events))
}

/** Names of what gets new credentials. */
const RENEWS = /refresh|renew|auth|login|log_in|sign_?in|session|token|credential|csrf|xsrf/i

/** Whether new credentials were asked for since the answer, where the status asks for them. */
function isRenewed(machine: Machine, before: SendEvent, events: readonly SendEvent[]): boolean {
  const since = events.slice(events.lastIndexOf(before) + 1)
  const isSent = since.some((event) => event.key !== before.key && (RENEWS.test(event.key) || event.frames.some(({ callee }) => RENEWS.test(nameOf(callee)))))
  return isSent || itemsOf(machine.state.effects).slice(before.effects ?? 0).some(({ kind, label }) => kind === 'call' && RENEWS.test(label))
}

function nameOf(fn: Node | undefined): string {
  return ((fn?.['id'] as Node | null | undefined)?.['name'] as string | undefined) ?? ''
}

function noteResend(machine: Machine, before: SendEvent, request: Request, nth: number, paid: boolean): void {
  const { construct, via, comesBackTo, isClients, unsure } = whatRepeats(before.frames, machine.frames, request.site)
  const isSomebodyElse = (request.credentials ?? '') !== before.credentials
  if (isSomebodyElse && stepsThrough(machine, construct)) return
  const { gate, caught, isMixed } = machine.state
  // A library comes back after failures, which are of those that sent it.
  const mayBeFirst = isMixed && !gate && via !== 'library'
  const doubt = unsure ?? (request.isMoved || mayBeFirst || (isSomebodyElse && construct.type === 'ForStatement') ? 'condition-not-seen' : undefined)
  const more = { ...(comesBackTo && { comesBackTo }), ...(isClients && { isClients }), ...(request.paysItself && { paysAgain: true }), ...(doubt && { unsure: doubt }) }
  machine.resends.push({ construct, via, site: before.site, paid, isSafe: request.isSafe, gate, caught, requests: nth, ...more })
}

/**
 * Whether a loop steps through something: with the next of several accounts or keys, it asks as somebody else. One that only
 * counts may do so too, or have signed the same request anew.
 */
function stepsThrough({ text }: Machine, construct: Node): boolean {
  if (construct.type !== 'ForStatement') return construct.type === 'ForOfStatement' || construct.type === 'ForInStatement'
  const test = construct['test'] as Node | null
  if (test && /\.(?:length|size)\b/.test(text.slice(...rangeOf(test)))) return true
  const source = text.slice(...rangeOf(construct))
  return countersOf(construct).some((name) => new RegExp(`\\[[^\\]]*(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(source))
}

/** The variables that the head of a loop declares. */
function countersOf(loop: Node): string[] {
  const init = loop['init'] as Node | null
  return ((init?.['declarations'] as Node[] | undefined) ?? []).flatMap(({ id }) => ((id as Node).type === 'Identifier' ? [(id as Node)['name'] as string] : []))
}

/**
 * What repeats a request: the outermost thing that was at another turn when it was sent before. Of calls it is the one
 * that comes back to a function which was being run then.
 */
function whatRepeats(before: readonly Frame[], now: readonly Frame[], site: Node): Pick<Resend, 'construct' | 'via' | 'comesBackTo' | 'isClients' | 'unsure'> {
  const index = now.findIndex((frame, at) => {
    const then = before[at]
    return then?.kind !== frame.kind || then.node !== frame.node || then.round !== frame.round
  })
  const since = index === -1 ? [] : now.slice(index)
  const isRun = (fn: Node | undefined): boolean => before.some((frame) => frame.callee === fn)
  const frame = since.find(({ kind, callee }) => kind !== 'call' || isRun(callee)) ?? since[0]
  if (!frame) return { construct: site, via: 'request' }
  const comesBackTo = since.find(({ callee }) => callee && isRun(callee))?.callee
  return { construct: frame.node, via: frame.kind, ...(comesBackTo && { comesBackTo }), ...(frame.isClients && { isClients: true }), ...(frame.unsure && { unsure: frame.unsure }) }
}

/** A response in the shape of the Fetch standard. */
export function newResponse(machine: Machine, site: Node, status: number, asked: boolean): ObjectRef {
  return machine.create(objectData([], { response: new ResponseData(machine.asked, status, { site, asked, send: asked ? machine.lastSend : sendInAttempt(machine, site) }), label: 'the response' }))
}

/** Which send of the run it is; where a library tries again, what is asked on the way to the request is answered as in the attempt before. */
function sendInAttempt({ frames, lastSend, state }: Machine, site: Node): number | string {
  const at = frames.findLastIndex(({ kind }) => kind === 'library')
  if (at === -1) return lastSend
  const attempt = frames.slice(0, at + 1)
  const within = itemsOf(state.sends).filter((event) => event.site === site && attempt.every(({ node, round }, index) => event.frames[index]?.node === node && event.frames[index].round === round))
  return `${attempt.map(({ kind, node, round }) => `${rangeOf(node)[0]}.${kind === 'library' ? '' : round}`).join()}#${within.length}`
}
