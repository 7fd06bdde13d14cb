import type { ModelCall } from '../interpreter/machine.ts'
import type { Value } from '../interpreter/values.ts'
import { axiosClient } from './axios.ts'
import type { Client, ClientFunction } from './client.ts'
import { sendFetch } from './fetch.ts'
import { argument } from './retry-library.ts'
import { newInstance } from './settings.ts'

/** The path of a `fetch` and of an axios that pay. */
const PAYING_FETCH = 'fetchWithPayment()'
const PAYING_AXIOS = 'create()'

const WRAP_FETCH: ClientFunction = { sends: false, instance: [PAYING_FETCH], run: (call) => newInstance(call, call.origin?.module ?? 'x402-fetch', [PAYING_FETCH], undefined) }
const WRAP_AXIOS: ClientFunction = { sends: false, instance: [PAYING_AXIOS], run: (call): Value => argument(call, 0) }

const FUNCTIONS: Readonly<Record<string, ClientFunction>> = {
  wrapFetchWithPayment: WRAP_FETCH,
  wrapFetchWithPaymentFromConfig: WRAP_FETCH,
  withPaymentInterceptor: WRAP_AXIOS,
  wrapAxiosWithPayment: WRAP_AXIOS,
  wrapAxiosWithPaymentFromConfig: WRAP_AXIOS,
  // A 402 that it gives back is one that paying did not help: its own repeat with a payment is right.
  [PAYING_FETCH]: { sends: true, run: (call: ModelCall) => sendFetch(call) },
}

/**
 * Clients that pay by themselves (x402 versions 1 and 2): a request that gets a 402 is sent once more with a payment. What
 * sends one of these again pays again.
 */
export const x402Client: Client = {
  name: 'x402',
  modules: ['x402-fetch', 'x402-axios', '@x402/fetch', '@x402/axios'],
  functionAt: (path) => (path[0] === PAYING_AXIOS ? axiosClient.functionAt(path) : Object.hasOwn(FUNCTIONS, path.join('.')) ? FUNCTIONS[path.join('.')] : undefined),
}
