import { axiosClient } from './axios.ts'
import type { Client } from './client.ts'
import { observed } from './observables.ts'
import { newInstance } from './settings.ts'

/** HttpService of @nestjs/axios (https://docs.nestjs.com/techniques/http-module), measured with 4.0.1: axios as observables. */
export const nestAxiosClient: Client = {
  name: '@nestjs/axios',
  modules: ['@nestjs/axios'],
  ...(axiosClient.answers && { answers: axiosClient.answers }),
  decidedBy: 'validateStatus',
  functionAt(path) {
    const inner = path.filter((name) => name !== 'HttpService' && name !== 'default')
    if (path.at(-1) === 'HttpService') return { sends: false, instance: ['create()'], run: (call) => newInstance(call, '@nestjs/axios', ['create()'], undefined) }
    if (path[0] !== 'create()') return undefined
    if (inner[1] === 'axiosRef') return axiosClient.functionAt(inner.slice(2))
    const found = axiosClient.functionAt(inner)
    return found?.sends ? observed(found) : undefined
  },
  types: { HttpService: ['create()'] },
}
