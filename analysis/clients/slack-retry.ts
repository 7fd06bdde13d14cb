import type { ModelCall } from '../interpreter/machine.ts'
import type { SendPolicy } from './client-retries.ts'
import { makerIn } from './octokit-retry.ts'
import { countOf, isAbsent, oneMore, readOptions } from './retry-options.ts'
import { setting } from './settings.ts'

/**
 * `retryConfig` of @slack/web-api 7 and 8: any status but 200 and 429 is tried again, ten times unless told otherwise. The
 * options are the second argument of `new WebClient(token, options)`.
 */
export function slackPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine } = call
  const construct = makerIn(call, ['WebClient'])
  const written = construct && (construct['arguments'] as Parameters<typeof machine.readInPlace>[0][])[1]
  const options = written ? machine.readInPlace(written) : call.origin?.settings
  const config = setting(machine, options, 'retryConfig')
  const calls = config && !isAbsent(config) ? oneMore(countOf(readOptions(machine, config).get('retries'), 0)) : 11
  return { calls, ...(construct && { construct }), unsure: config?.kind === 'unknown' || (!construct && !config) ? 'options-not-seen' : undefined }
}
