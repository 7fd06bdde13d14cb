import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { credentialsIn, isSafeMethod, proofIn, urlOf } from '../interpreter/request-key.ts'
import { send, type Request } from '../interpreter/requests.ts'
import { UNDEFINED, type Value } from '../interpreter/values.ts'
import { paysItself } from './payers.ts'
import { firstSetting, isGiven } from './settings.ts'

/** A call of a client as the request that it sends. */
export interface HttpCall {
  readonly method: Value
  readonly url: Value
  /** Query and body, wherever they are given. */
  readonly content: readonly Value[]
  /** The options of the call and, behind them, those of the instance. */
  readonly options: readonly (Value | undefined)[]
  /** The option that a relative address is put behind. */
  readonly base?: string
  /** The address before code has changed it in the options of a request that failed. */
  readonly movedFrom?: Value | undefined
}

/** Sends it; `settle` says what the client makes of each answer (see `Request`). */
export function sendCall({ machine, site }: ModelCall, call: HttpCall, settle: Request['settle'], leavesUnread = false): Value {
  const given = call.options.filter((item) => item !== undefined)
  const proof = given.map((item) => proofIn(machine, item)).join('')
  const credentials = given.map((item) => credentialsIn(machine, item)).join('')
  const target = targetOf(machine, call)
  const key = [target, ...call.content.map((item) => machine.digest(item).id)].join(' ')
  const request = { key, target, credentials, proof, paysItself: paysItself(machine, call.options), url: addressOf(machine, call), isSafe: isSafeMethod(call.method), isMoved: call.movedFrom !== undefined }
  return send(machine, { site, ...request, settle, leavesUnread })
}

/** An option that is part of the request: read even from options that are not known, so that equal options are equal requests. */
export function readOption(call: ModelCall, options: Value | undefined, name: string): Value {
  return isGiven(options) && options.kind !== 'primitive' ? call.machine.get(options, name, call.site) : UNDEFINED
}

function targetOf(machine: Machine, { method, url, movedFrom = url }: HttpCall): string {
  const name = method.kind === 'primitive' ? String(method.value ?? 'get').toUpperCase() : machine.digest(method).id
  return `${name} ${machine.digest(movedFrom).id}`
}

function addressOf(machine: Machine, { url, options, base }: HttpCall): string | undefined {
  // Or by its parts, among the options.
  const path = urlOf(machine, url) ?? urlOf(machine, options[0])
  const prefix = base === undefined ? undefined : firstSetting(machine, options, base)
  const start = prefix && urlOf(machine, prefix)
  return start !== undefined && path !== undefined && !/^[a-z]+:/i.test(path) ? start + path : path
}
