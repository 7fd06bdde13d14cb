import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { join, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Answers } from './answers.ts'
import type { Client } from './client.ts'
import type { SendPolicy } from './client-retries.ts'
import { argument, library } from './retry-library.ts'
import { countOf, isAbsent, not, oneMore, readOptions } from './retry-options.ts'
import { sdk } from './sdk.ts'
import { setUp } from './set-up.ts'

const answers: Answers = {
  client: '@azure/core-rest-pipeline',
  response: { status: 'status', headers: 'object', bodyAsText: 'body', request: 'object' },
  noAnswer: { classes: ['RestError'], properties: { name: { is: 'RestError' }, message: 'words', code: 'words', request: 'object', cause: 'object' } },
}

/** @azure/core-rest-pipeline (https://github.com/Azure/azure-sdk-for-js), measured with 1.24.0 and 1.25.1: resolves whatever the status. */
export const azurePipelineClient: Client = sdk({
  name: '@azure/core-rest-pipeline',
  modules: ['@azure/core-rest-pipeline'],
  makers: ['createPipelineFromOptions', 'createEmptyPipeline'],
  sends: /^sendRequest$/,
  answers,
  gives: 'response',
})

/** `retryPolicy(strategies, { maxRetries })`: the first strategy that has a say decides; none: the answer stays. */
function strategiesPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const strategies = machine.object(argument(call, 0))?.elements
  const decides = (response: Value, error: Value, attempt: number): Value => {
    const state = machine.create(objectData([['retryCount', primitive(attempt - 1)], ['response', response], ['responseError', error]]))
    const decided = (at: number): Value => {
      const strategy = strategies?.[at]
      if (!strategy) return primitive(false)
      if (strategy.kind !== 'object') return unknown('strategy')
      const modifiers = machine.call(machine.get(strategy, 'retry', site), strategy, [state], site)
      return join(optionsOf(modifiers).map((option) => saidBy(machine, option, site) ?? decided(at + 1)))
    }
    return decided(0)
  }
  return {
    calls: oneMore(countOf(readOptions(machine, call.args[1]).get('maxRetries'), 3)),
    asks: true,
    unsure: strategies?.every((strategy) => strategy.kind === 'object') ? undefined : 'options-not-seen',
    again: (error, attempt) => decides(UNDEFINED, error, attempt),
    accepts: (response, attempt) => (machine.object(response)?.response ? not(decides(response, UNDEFINED, attempt)) : TRUE),
  }
}

/** Whether the modifiers of a strategy ask for another try; undefined where they leave it to the next. */
function saidBy(machine: ModelCall['machine'], modifiers: Value, site: ModelCall['site']): Value | undefined {
  if (modifiers.kind !== 'object') return unknown('modifiers', machine.digest(modifiers).carries)
  const read = (name: string): Value => machine.get(modifiers, name, site)
  if (truthiness(read('skipStrategy')) === true) return undefined
  if (truthiness(read('errorToThrow')) === true) return machine.throwValue(read('errorToThrow'))
  if (!isAbsent(read('retryAfterInMs')) || !isAbsent(read('redirectTo'))) return TRUE
  return undefined
}

/** Its retry policy with strategies of the code's own. */
export const azureRetries: Client = library('@azure/core-rest-pipeline', ['@azure/core-rest-pipeline'], { retryPolicy: setUp({ answers, policy: strategiesPolicy }) })
