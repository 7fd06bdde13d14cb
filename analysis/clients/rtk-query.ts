import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { requestOf } from '../interpreter/request-key.ts'
import { send } from '../interpreter/requests.ts'
import { Carries, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { answerBody, fetchResponse } from './answers.ts'
import type { ClientFunction } from './client.ts'
import { argument, library, wrappedForOthers } from './retry-library.ts'
import { countOf, givenOption, not, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { operate, retrying } from './retrying.ts'
import { newInstance } from './settings.ts'

/** The base query of RTK Query: resolves with `{ data }` or `{ error: { status, data } }`, whatever comes. */
const BASE_QUERY: ClientFunction = {
  sends: true,
  run: (call) => {
    const { machine, site } = call
    const settle = (status: number | undefined, asked: boolean): PromiseSides => {
      const answered = { machine, site, status, asked }
      const carries = asked ? Carries.status : Carries.nothing
      const isOk = isOkStatus(status)
      const error = machine.create(
        objectData(
          status === undefined
            ? [['status', primitive('FETCH_ERROR')], ['error', unknown('message', Carries.nothing, { isString: true })]]
            : [['status', primitive(status, carries)], ['data', answerBody(answered)]],
        ),
      )
      const meta = machine.create(objectData([['response', status === undefined ? UNDEFINED : fetchResponse(answered)]], { open: true }))
      const result = machine.create(objectData([isOk ? ['data', answerBody(answered)] : ['error', error], ['meta', meta]]))
      return { fulfilled: result, rejected: undefined }
    }
    return send(machine, { site, settle, ...requestOf(machine, call.args) })
  },
}

const FETCH_BASE_QUERY: ClientFunction = { sends: false, instance: ['fetchBaseQuery()'], run: (call) => newInstance(call, '@reduxjs/toolkit/query', ['fetchBaseQuery()'], call.args[0]) }

/** What `retry.fail(error, meta)` throws: the result is the end. */
const FAILED = 'throwImmediately'

function fail({ machine, args: [error = UNDEFINED, meta = UNDEFINED] }: ModelCall): Value {
  const value = machine.create(objectData([['error', error], ['meta', meta]]))
  return machine.throwValue(machine.create(objectData([[FAILED, TRUE], ['value', value]])))
}

function retryQuery(call: ModelCall, fn: Value, given: Value, args: readonly Value[]): Value {
  const { machine, site } = call
  const options = readOptions(machine, argument({ args }, 2), given)
  const condition = givenOption(options, 'retryCondition')
  const retries = countOf(options.get('maxRetries'), 5)
  const errorOf = (result: Value): Value => {
    const [single] = optionsOf(result)
    return single?.kind === 'primitive' || !single ? UNDEFINED : machine.get(result, 'error', site)
  }
  return retrying({
    machine,
    site,
    calls: condition ? Infinity : oneMore(retries),
    asks: condition !== undefined,
    unsure: unseenOption(options, 'retryCondition'),
    operation: () => awaitValue(machine, operate(call, fn, args)),
    accepts: (result, attempt) => {
      const error = errorOf(result)
      const isError = truthiness(error)
      if (isError === false) return TRUE
      if (!condition) return primitive(isError === undefined)
      const about = machine.create(objectData([['attempt', primitive(attempt)], ['baseQueryApi', argument({ args }, 1)], ['extraOptions', argument({ args }, 2)]]))
      const again = machine.call(condition, UNDEFINED, [error, argument({ args }, 0), about], site)
      return not(again)
    },
    again: (error) => {
      const [single] = optionsOf(error)
      const isFinal = single && machine.object(single)?.properties.has(FAILED)
      return isFinal ? machine.throwValue(error) : TRUE
    },
  })
}

/** `retry(baseQuery, { maxRetries, retryCondition })`: a base query that is called again for any error. */
const RETRY: ClientFunction = {
  sends: false,
  repeats: 'requests',
  run: (call) => {
    const [fn = UNDEFINED, given = UNDEFINED] = call.args
    return wrappedForOthers('baseQuery', call, (inner) => retryQuery(call, fn, given, inner.args), [unknown('args'), unknown('api'), UNDEFINED])
  },
}

/** RTK Query 2 (https://redux-toolkit.js.org/rtk-query/api/retry), measured with @reduxjs/toolkit 2.14.0. */
export const rtkQueryLibrary = library('RTK Query', ['@reduxjs/toolkit/query', '@reduxjs/toolkit/query/react', '@rtk-incubator/rtk-query', '@rtk-incubator/rtk-query/react'], {
  fetchBaseQuery: FETCH_BASE_QUERY,
  'fetchBaseQuery()': BASE_QUERY,
  retry: RETRY,
  'retry.fail': { sends: false, run: fail },
})
