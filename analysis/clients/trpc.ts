import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { sdk } from './sdk.ts'
import { trpcFailure } from './trpc-codes.ts'

/** The client of tRPC (https://trpc.io/docs/client), measured with 11.25.2 against a body as tRPC servers send it: `trpc.user.get.query()`. */
export const trpcClient: Client = sdk({
  name: '@trpc/client',
  modules: ['@trpc/client'],
  makers: ['createTRPCClient', 'createTRPCProxyClient', 'createTRPCUntypedClient'],
  sends: /^(?:query|mutation|mutate|(?:\w+\.)+(?:query|mutate))$/,
  answers: {
    client: '@trpc/client',
    response: {},
    failure: {
      classes: ['TRPCClientError'],
      properties: {
        name: { is: 'TRPCClientError' }, message: 'words', shape: 'body', cause: 'object',
        data: { has: { httpStatus: 'status', code: { from: (status) => trpcFailure(status).data.code } } },
        meta: { has: { response: 'fetch response', responseJSON: 'body' } },
      },
    },
    noAnswer: { classes: ['TRPCClientError'], properties: { name: { is: 'TRPCClientError' }, message: 'words', cause: 'object' } },
  },
  functions: { isTRPCClientError: { sends: false, run: isErrorGuard('TRPCClientError') } },
})
