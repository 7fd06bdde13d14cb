import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @upstash/redis (https://github.com/upstash/redis-js), measured with 1.39.0: its error does not say the status. */
export const upstashClient: Client = sdk({
  name: '@upstash/redis',
  modules: ['@upstash/redis', '@upstash/redis/cloudflare', '@upstash/redis/fastly'],
  makers: ['Redis', 'Redis.fromEnv'],
  sends: /^(?:json\.)?[a-z]\w*$/,
  silent: /^(?:pipeline|multi|createScript|use|autoPipeline|subscribe|psubscribe)$/,
  answers: {
    client: '@upstash/redis',
    response: {},
    failure: { classes: ['UpstashError'], properties: { name: { is: 'UpstashError' }, message: 'words' } },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})
