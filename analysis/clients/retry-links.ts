import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { FALSE, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Answers } from './answers.ts'
import { isListed, statusOfError, type SendPolicy } from './client-retries.ts'
import { argument, library } from './retry-library.ts'
import { countOf, givenOption, isCallable, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'
import { setUp } from './set-up.ts'
import { trpcFailure } from './trpc-codes.ts'

const operation = (): Value => unknown('operation')

/** Measured with @apollo/client 4.3.8; version 3 has the same properties. */
const apolloAnswers: Answers = {
  client: '@apollo/client',
  response: {},
  failure: { classes: ['ServerError'], properties: { name: { is: 'ServerError' }, message: 'words', statusCode: 'status', response: 'fetch response', result: 'body', bodyText: 'body' } },
  noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
}

/** `new RetryLink({ attempts: { max, retryIf } })`, or a function for `attempts`: any error, five times in all. */
function apolloPolicy(call: ModelCall): SendPolicy {
  const { machine } = call
  const attempts = readOptions(machine, call.args[0]).get('attempts')
  if (isCallable(attempts)) {
    return { calls: Infinity, asks: true, again: (error, attempt) => ask(call, attempts, [primitive(attempt), operation(), error]) }
  }
  const options = readOptions(machine, attempts)
  const retryIf = givenOption(options, 'retryIf')
  return {
    calls: countOf(options.get('max'), 5),
    asks: retryIf !== undefined,
    unsure: unseenOption(readOptions(machine, call.args[0]), 'attempts') ?? unseenOption(options, 'retryIf'),
    ...(retryIf && { again: (error: Value) => ask(call, retryIf, [error, operation()]) }),
  }
}

const APOLLO = setUp({ answers: apolloAnswers, policy: apolloPolicy })

/** `RetryLink` of Apollo Client (https://www.apollographql.com/docs/react/api/link/apollo-link-retry). */
export const apolloRetryLink = library('RetryLink', ['@apollo/client', '@apollo/client/core', '@apollo/client/link/retry', 'apollo-link-retry', 'apollo-link-retry/lib/index.js'], { RetryLink: APOLLO })

/** Measured with @urql/core 6.0.3. */
const urqlAnswers: Answers = {
  client: 'urql',
  response: {},
  failure: {
    classes: ['CombinedError'],
    properties: { name: { is: 'CombinedError' }, message: 'words', response: 'fetch response', networkError: { has: { message: 'words' } }, graphQLErrors: 'body' },
  },
  noAnswer: { classes: ['CombinedError'], properties: { name: { is: 'CombinedError' }, message: 'words', networkError: { has: { message: 'words' } }, graphQLErrors: 'object' } },
}

/** `retryExchange({ maxNumberAttempts, retryIf, retryWith })`: twice, unless told otherwise. */
function urqlPolicy(call: ModelCall): SendPolicy {
  const { machine, site } = call
  const options = readOptions(machine, call.args[0])
  const retryIf = givenOption(options, 'retryIf')
  const retryWith = givenOption(options, 'retryWith')
  const calls = countOf(options.get('maxNumberAttempts'), 2)
  return {
    calls: calls === 0 ? 2 : calls,
    asks: retryIf !== undefined || retryWith !== undefined,
    unsure: unseenOption(options, 'retryIf', 'retryWith'),
    again: (error) => {
      const does = retryIf ? machine.call(retryIf, UNDEFINED, [error, operation()], site) : TRUE
      if (!retryWith || truthiness(does) === false) return does
      return machine.call(retryWith, UNDEFINED, [error, operation()], site)
    },
  }
}

const URQL = setUp({ answers: urqlAnswers, policy: urqlPolicy })

/** `retryExchange` of urql (https://commerce.nearform.com/open-source/urql/docs/advanced/retry-operations). */
export const urqlRetryExchange = library('retryExchange', ['@urql/exchange-retry'], { retryExchange: URQL })

/** Measured with react-relay-network-modern 6.2.2. */
const relayAnswers: Answers = {
  client: 'react-relay-network-modern',
  response: {},
  failure: { classes: ['RRNLRequestError'], properties: { name: { is: 'RRNLRequestError' }, message: 'words', res: 'fetch response' } },
  noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
}

/** `retryMiddleware({ retryDelays, statusCodes })`: any status outside 200 to 299 and no answer, as often as there are delays (two). */
function relayPolicy(call: ModelCall): SendPolicy {
  const { machine, site } = call
  const options = readOptions(machine, call.args[0])
  const statusCodes = givenOption(options, 'statusCodes')
  const delays = givenOption(options, 'retryDelays')
  const elements = delays && machine.object(delays)?.elements
  return {
    calls: delays ? (elements ? elements.length + 1 : undefined) : 3,
    asks: statusCodes !== undefined && isCallable(statusCodes),
    unsure: unseenOption(options, 'statusCodes'),
    again: (error) => {
      const status = statusOfError(machine, error)
      if (status === undefined || status === 'other' || !statusCodes) return TRUE
      if (!isCallable(statusCodes)) return isListed(machine, statusCodes, status, [])
      return machine.call(statusCodes, UNDEFINED, [primitive(status), unknown('req'), machine.get(error, 'res', site)], site)
    },
  }
}

/** `retryMiddleware` of react-relay-network-modern (https://github.com/relay-tools/react-relay-network-modern). */
export const relayRetry = library('retryMiddleware', ['react-relay-network-modern', 'react-relay-network-modern/es', 'react-relay-network-modern/node8'], { retryMiddleware: setUp({ answers: relayAnswers, policy: relayPolicy }) })

/** Measured with @trpc/client 11.25.2. */
const trpcAnswers: Answers = {
  client: '@trpc/client',
  response: {},
  failure: {
    classes: ['TRPCClientError'],
    properties: {
      name: { is: 'TRPCClientError' },
      message: 'words',
      data: { has: { code: { from: (status) => trpcFailure(status).data.code }, httpStatus: 'status' } },
      shape: { has: { data: { has: { code: { from: (status) => trpcFailure(status).data.code }, httpStatus: 'status' } } } },
      meta: { has: { response: 'fetch response' } },
    },
  },
  noAnswer: { classes: ['TRPCClientError'], properties: { name: { is: 'TRPCClientError' }, message: 'words', cause: 'object' } },
}

/** `retryLink({ retry: ({ op, error, attempts }) => boolean })`. */
function trpcPolicy(call: ModelCall): SendPolicy {
  const { machine } = call
  const options = readOptions(machine, argument(call, 0))
  const retry = givenOption(options, 'retry')
  return {
    calls: Infinity,
    asks: true,
    unsure: unseenOption(options, 'retry'),
    again: (error, attempt) => {
      if (!retry) return FALSE
      const op = machine.create(objectData([['type', primitive('query')]], { open: true, rest: unknown('op') }))
      return machine.call(retry, UNDEFINED, [machine.create(objectData([['op', op], ['error', error], ['attempts', primitive(attempt)]]))], call.site)
    },
  }
}

/** `retryLink` of tRPC 11 (https://trpc.io/docs/client/links/retryLink). */
export const trpcRetryLink = library('retryLink', ['@trpc/client', '@trpc/client/links/retryLink'], { retryLink: setUp({ answers: trpcAnswers, policy: trpcPolicy }) })
