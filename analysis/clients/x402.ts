import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { TRUE, type Value } from '../interpreter/values.ts'
import { axiosClient } from './axios.ts'
import type { Client, ClientFunction } from './client.ts'
import { sendFetch } from './fetch.ts'
import { PAYING_FETCH, PAYS } from './payers.ts'
import { newInstance } from './settings.ts'

/** The path of an axios that pays. */
const PAYING_AXIOS = 'create()'
const MPPX = 'Mppx()'

function payingFetch(call: ModelCall): Value {
  return newInstance(call, call.origin?.module ?? 'x402-fetch', [PAYING_FETCH], undefined)
}

const WRAP_FETCH: ClientFunction = { sends: false, instance: [PAYING_FETCH], run: payingFetch }

/** Gives the axios that it is given, with an interceptor that pays. */
const WRAP_AXIOS: ClientFunction = {
  sends: false,
  instance: [PAYING_AXIOS],
  run: (call) => newInstance(call, call.origin?.module ?? 'x402-axios', [PAYING_AXIOS], call.machine.create(objectData([[PAYS, TRUE]], { open: true }))),
}

const FUNCTIONS: Readonly<Record<string, ClientFunction>> = {
  wrapFetchWithPayment: WRAP_FETCH,
  wrapFetchWithPaymentFromConfig: WRAP_FETCH,
  withPaymentInterceptor: WRAP_AXIOS,
  wrapAxiosWithPayment: WRAP_AXIOS,
  wrapAxiosWithPaymentFromConfig: WRAP_AXIOS,
  'Fetch.from': WRAP_FETCH,
  'Mppx.create': { sends: false, instance: [MPPX], run: (call) => newInstance(call, call.origin?.module ?? 'mppx/client', [MPPX], undefined) },
  // A 402 that it gives back is one that paying did not help: its own repeat with a payment is right.
  [PAYING_FETCH]: { sends: true, run: (call) => sendFetch(call, { paysItself: true }) },
  [`${MPPX}.fetch`]: { sends: true, run: (call) => sendFetch(call, { paysItself: true }) },
}

/**
 * Clients that pay by themselves (x402 versions 1 and 2, mppx): a request that gets a 402 is sent once more with a payment.
 * What sends one of these again pays again.
 */
export const x402Client: Client = {
  name: 'x402',
  modules: ['x402-fetch', 'x402-axios', '@x402/fetch', '@x402/axios'],
  functionAt,
}

/** mppx 0.11 (https://github.com/wevm/mppx): the scheme `Payment` of HTTP authentication, and x402. Read, not run. */
export const mppxClient: Client = { name: 'mppx', modules: ['mppx/client', 'mppx'], functionAt }

function functionAt(path: readonly string[]): ClientFunction | undefined {
  if (path[0] === PAYING_AXIOS) return axiosClient.functionAt(path)
  return Object.hasOwn(FUNCTIONS, path.join('.')) ? FUNCTIONS[path.join('.')] : undefined
}
