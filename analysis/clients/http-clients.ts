import { actionsHttpClient } from './actions-http-client.ts'
import { aiSdkClient } from './ai-sdk.ts'
import { algoliaClient } from './algolia.ts'
import { angularClient } from './angular.ts'
import { angularJsClient } from './angularjs.ts'
import { anthropicClient } from './anthropic.ts'
import { apolloClient } from './apollo.ts'
import { awsClient } from './aws-sdk.ts'
import { aws4fetchClient } from './aws4fetch.ts'
import { axiosClient, axiosGlobal } from './axios.ts'
import { azurePipelineClient } from './azure.ts'
import { bentClient } from './bent.ts'
import { betterFetchClient } from './better-fetch.ts'
import type { Client } from './client.ts'
import { cohereClient } from './cohere.ts'
import { elasticClient } from './elastic.ts'
import { fetchClient, fetchFactories, tauriClient } from './fetch.ts'
import { fetsClient } from './fets.ts'
import { gaxiosClient, googleAuthClient } from './gaxios.ts'
import { googleCloudStorageClient } from './google-cloud-storage.ts'
import { googleGenaiClient, googleGenerativeAiClient } from './google-genai.ts'
import { gotClient } from './got.ts'
import { graphqlRequestClient } from './graphql-request.ts'
import { groqClient } from './groq-sdk.ts'
import { honoClient } from './hono.ts'
import { huggingfaceClient } from './huggingface.ts'
import { kyClient } from './ky.ts'
import { mistralClient } from './mistral.ts'
import { needleClient } from './needle.ts'
import { nestAxiosClient } from './nestjs-axios.ts'
import { nodeHttpClient } from './node-http.ts'
import { notionClient } from './notion.ts'
import { npmRegistryFetchClient } from './npm-registry-fetch.ts'
import { octokitClient } from './octokit.ts'
import { ofetchClient, ofetchGlobal } from './ofetch.ts'
import { ollamaClient } from './ollama.ts'
import { openaiClient } from './openai.ts'
import { openapiFetchClient } from './openapi-fetch.ts'
import { redaxiosClient } from './redaxios.ts'
import { replicateClient } from './replicate.ts'
import { requestClient } from './request.ts'
import { requestRetryClient } from './requestretry.ts'
import { resendClient } from './resend.ts'
import { retryRequestClient } from './retry-request.ts'
import { rxjsLibrary } from './rxjs.ts'
import { sendgridClient } from './sendgrid.ts'
import { slackClient } from './slack.ts'
import { stripeClient } from './stripe.ts'
import { supabaseClient } from './supabase.ts'
import { superagentClient } from './superagent.ts'
import { trpcClient } from './trpc.ts'
import { typedRestClient } from './typed-rest-client.ts'
import { undiciClient } from './undici.ts'
import { undiciRetryClient } from './undici-retry.ts'
import { upFetchClient } from './up-fetch.ts'
import { upstashClient } from './upstash.ts'
import { urllibClient } from './urllib.ts'
import { vercelBlobClient } from './vercel-blob.ts'
import { wretchClient } from './wretch.ts'
import { xiorClient } from './xior.ts'
import { xmlHttpRequest } from './xml-http-request.ts'

/** HTTP clients and vendors' SDKs, the global functions first. */
export const HTTP_CLIENTS: readonly Client[] = [
  fetchClient,
  fetchFactories,
  actionsHttpClient,
  aiSdkClient,
  angularClient,
  angularJsClient,
  anthropicClient,
  apolloClient,
  awsClient,
  aws4fetchClient,
  axiosClient,
  axiosGlobal,
  bentClient,
  betterFetchClient,
  cohereClient,
  gaxiosClient,
  googleAuthClient,
  googleGenaiClient,
  googleGenerativeAiClient,
  gotClient,
  graphqlRequestClient,
  groqClient,
  honoClient,
  kyClient,
  mistralClient,
  needleClient,
  nestAxiosClient,
  notionClient,
  npmRegistryFetchClient,
  octokitClient,
  ofetchClient,
  ofetchGlobal,
  ollamaClient,
  openaiClient,
  openapiFetchClient,
  redaxiosClient,
  replicateClient,
  requestClient,
  requestRetryClient,
  resendClient,
  retryRequestClient,
  rxjsLibrary,
  sendgridClient,
  slackClient,
  stripeClient,
  supabaseClient,
  superagentClient,
  tauriClient,
  trpcClient,
  typedRestClient,
  undiciClient,
  undiciRetryClient,
  upFetchClient,
  urllibClient,
  wretchClient,
  xiorClient,
  algoliaClient,
  azurePipelineClient,
  elasticClient,
  fetsClient,
  googleCloudStorageClient,
  huggingfaceClient,
  upstashClient,
  vercelBlobClient,
  nodeHttpClient,
  xmlHttpRequest,
]
