import type { Exclusion } from '../exclusion.ts'

/** @slack/web-api 7 and 8: `retryConfig` is about how often and how fast; no option tells one status from another. */
export const slackExclusion: Exclusion = { library: '@slack/web-api', words: [], ways: [] }
