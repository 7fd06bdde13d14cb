import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** algoliasearch (https://github.com/algolia/algoliasearch-client-javascript), measured with 5.64.0. */
export const algoliaClient: Client = sdk({
  name: 'algoliasearch',
  modules: ['algoliasearch', 'algoliasearch/lite', '@algolia/client-search', '@algolia/recommend', '@algolia/client-insights', '@algolia/client-analytics'],
  makers: ['algoliasearch', 'liteClient', 'searchClient', 'recommendClient', 'insightsClient', 'analyticsClient', 'default'],
  sends: /^[a-z]\w*$/,
  silent: /^(?:init\w*|appId|apiKey|addAlgoliaAgent|setClientApiKey|clearCache|generateSecuredApiKey|getSecuredApiKeyRemainingValidity)$/,
  answers: {
    client: 'algoliasearch',
    response: {},
    // After a 5xx it goes on to the next host, and says only that none of them answered.
    failure: {
      classes: (status) => [status >= 500 ? 'RetryError' : 'ApiError', 'AlgoliaError'],
      properties: {
        name: { from: (status) => (status >= 500 ? 'RetryError' : 'DetailedApiError') }, message: 'words',
        status: { from: (status) => (status >= 500 ? undefined : status) }, error: 'body',
      },
    },
    noAnswer: { classes: ['RetryError', 'AlgoliaError'], properties: { name: { is: 'RetryError' }, message: 'words' } },
  },
})
