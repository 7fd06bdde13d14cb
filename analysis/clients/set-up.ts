import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { PromiseSides } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { send } from '../interpreter/requests.ts'
import { Carries, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'
import { answerBody, askOf, errorOf, responseOf, type Answers } from './answers.ts'
import type { ClientFunction } from './client.ts'
import type { SendPolicy } from './client-retries.ts'
import { apart, retrying } from './retrying.ts'

/** What a set-up is for: how its requests fail, and when they are sent again. */
export interface SetUp {
  /** What such a request rejects with. */
  readonly answers: Answers
  /** Undefined: nothing is set up that repeats. */
  readonly policy: (call: ModelCall) => SendPolicy | undefined
  /** What the call gives; something that is not known, if left out. */
  readonly gives?: (call: ModelCall) => Value
  readonly instance?: readonly string[]
}

/**
 * A call that says once when requests are sent again which other code makes: a link, an agent, a plugin. The question is
 * asked of some request that goes through it.
 */
export function setUp({ answers, policy, gives, instance }: SetUp): ClientFunction {
  return {
    sends: false,
    repeats: 'requests',
    ...(instance && { instance }),
    run: (call) => {
      askThrough(call, answers, () => policy(call))
      return gives ? gives(call) : unknown(answers.client, Carries.nothing, { truthy: true })
    },
  }
}

/** Asks when some request that goes through what a call sets up is sent again. */
export function askThrough({ machine, site }: ModelCall, answers: Answers, policy: () => SendPolicy | undefined): void {
  const said = machine.scenario.site === site ? policy() : undefined
  if (said) apart(machine, () => retrying({ ...said, machine, site, operation: () => awaitValue(machine, sendSome(machine, site, answers)) }))
}

/** Some request, of which nothing is known but how it fails. */
function sendSome(machine: Machine, site: Node, answers: Answers): Value {
  const settle = (status: number | undefined, asked: boolean): PromiseSides => {
    const answered = { machine, site, status, asked }
    const isOk = status !== undefined && askOf(answered, isOkStatus)
    if (!isOk && status !== undefined && !answers.failure) return { fulfilled: responseOf(answers, answered), rejected: undefined }
    return isOk ? { fulfilled: answerBody(answered), rejected: undefined } : { fulfilled: undefined, rejected: errorOf(answers, answered) }
  }
  return send(machine, { site, key: `through@${rangeOf(site)[0]}`, proof: '', url: undefined, settle, leavesUnread: true })
}
