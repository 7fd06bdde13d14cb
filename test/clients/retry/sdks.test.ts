import { describeAgreement, type Row } from './agreement.ts'

/** Programs whose body may be any; `setup` stands in front of it. */
function rowsOf(imports: string, setup: string, rows: readonly (readonly [name: string, body: string, more?: Partial<Row>])[]): Row[] {
  return rows.map(([name, body, more]) => ({ name, code: `${imports}\n${setup}\nexport async function main() {\n  ${body}\n}\n`, ...more }))
}

const BACKOFF = "{ strategy: 'backoff', backoff: { initialInterval: 1, maxInterval: 1, exponent: 1, maxElapsedTime: 120_000 } }"
const REQUEST = "{ model: 'm', messages: [{ role: 'user', content: 'a' }] }"

describeAgreement('@mistralai/mistralai', rowsOf("import { Mistral } from '@mistralai/mistralai'", '', [
  ['the default', `const client = new Mistral({ apiKey: 'k', serverURL: ORIGIN }); return client.chat.complete(${REQUEST})`],
  ['retryConfig of the client', `const client = new Mistral({ apiKey: 'k', serverURL: ORIGIN, retryConfig: ${BACKOFF} }); return client.chat.complete(${REQUEST})`],
  ['retryCodes with 4XX', `const client = new Mistral({ apiKey: 'k', serverURL: ORIGIN }); return client.chat.complete(${REQUEST}, { retries: ${BACKOFF}, retryCodes: ['4XX', '5XX'] })`],
  ['retryCodes with a 402', `const client = new Mistral({ apiKey: 'k', serverURL: ORIGIN }); return client.chat.complete(${REQUEST}, { retries: ${BACKOFF}, retryCodes: ['402', '503'] })`],
  ['retryCodes without', `const client = new Mistral({ apiKey: 'k', serverURL: ORIGIN, retryConfig: ${BACKOFF} }); return client.chat.complete(${REQUEST}, { retryCodes: ['429', '5XX'] })`],
  ['the strategy none', `const client = new Mistral({ apiKey: 'k', serverURL: ORIGIN, retryConfig: { strategy: 'none' } }); return client.chat.complete(${REQUEST}, { retryCodes: ['4XX'] })`],
]))

describeAgreement('@google/genai', rowsOf("import { GoogleGenAI } from '@google/genai'", '', [
  ['the default', "const ai = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: ORIGIN } }); return ai.models.generateContent({ model: 'm', contents: 'a' })"],
  ['attempts: 3', "const ai = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: ORIGIN, retryOptions: { attempts: 3 } } }); return ai.models.generateContent({ model: 'm', contents: 'a' })"],
  ['httpStatusCodes with a 402', "const ai = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: ORIGIN, retryOptions: { attempts: 3, httpStatusCodes: [402, 429, 503] } } }); return ai.models.generateContent({ model: 'm', contents: 'a' })"],
  ['httpStatusCodes of a call', "const ai = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: ORIGIN } }); return ai.models.generateContent({ model: 'm', contents: 'a', config: { httpOptions: { retryOptions: { attempts: 2, httpStatusCodes: [402] } } } })"],
  ['httpStatusCodes without', "const ai = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: ORIGIN, retryOptions: { httpStatusCodes: [429, 503] } } }); return ai.models.generateContent({ model: 'm', contents: 'a' })"],
]))

describeAgreement('@google-cloud/storage', rowsOf("import { Storage } from '@google-cloud/storage'", '', [
  ['maxRetries: 2', "const storage = new Storage({ apiEndpoint: ORIGIN, projectId: 'p', retryOptions: { maxRetries: 2 } }); return storage.bucket('b').getMetadata()"],
  ['retryableErrorFn takes any failure', "const storage = new Storage({ apiEndpoint: ORIGIN, projectId: 'p', retryOptions: { maxRetries: 2, retryableErrorFn: () => true } }); return storage.bucket('b').getMetadata()"],
  ['retryableErrorFn leaves a 402 out', "const storage = new Storage({ apiEndpoint: ORIGIN, projectId: 'p', retryOptions: { maxRetries: 2, retryableErrorFn: (error) => error.code !== 402 && error.code >= 400 } }); return storage.bucket('b').getMetadata()"],
  ['off', "const storage = new Storage({ apiEndpoint: ORIGIN, projectId: 'p', retryOptions: { autoRetry: false, retryableErrorFn: () => true } }); return storage.bucket('b').getMetadata()"],
]))

const PIPELINE = `async function send(policy) {
  const pipeline = createEmptyPipeline()
  pipeline.addPolicy(policy)
  return pipeline.sendRequest(createDefaultHttpClient(), createPipelineRequest({ url: \`\${ORIGIN}/a\`, allowInsecureConnection: true }))
}`

describeAgreement('@azure/core-rest-pipeline', rowsOf("import { createDefaultHttpClient, createEmptyPipeline, createPipelineRequest, retryPolicy } from '@azure/core-rest-pipeline'", PIPELINE, [
  ['a strategy for any failure', "return send(retryPolicy([{ name: 'any', retry: ({ response }) => response && response.status >= 400 ? { retryAfterInMs: 1 } : { skipStrategy: true } }], { maxRetries: 2 }))"],
  ['a strategy that names a 402', "return send(retryPolicy([{ name: 'named', retry({ response }) { return response?.status === 402 ? { retryAfterInMs: 1 } : { skipStrategy: true } } }]))"],
  ['a strategy that leaves a 402 out', "return send(retryPolicy([{ name: 'some', retry: ({ response }) => response && response.status >= 500 ? { retryAfterInMs: 1 } : { skipStrategy: true } }], { maxRetries: 2 }))"],
  ['two strategies', "return send(retryPolicy([{ name: 'a', retry: () => ({ skipStrategy: true }) }, { name: 'b', retry: ({ response }) => ({ skipStrategy: !response || response.status < 400, retryAfterInMs: 1 }) }], { maxRetries: 2 }))"],
]))

const STRATEGY = `const strategy = (isRetried) => ({
  async acquireInitialRetryToken() { return { getRetryCount: () => 0, getRetryDelay: () => 0 } },
  async refreshRetryTokenForRetry(token, info) {
    if (token.getRetryCount() >= 2 || !isRetried(info)) throw new Error('no more')
    return { getRetryCount: () => token.getRetryCount() + 1, getRetryDelay: () => 1 }
  },
  recordSuccess() {},
})
const options = (isRetried) => ({ endpoint: ORIGIN, region: 'r', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, retryStrategy: strategy(isRetried) })`

describeAgreement('AWS SDK', rowsOf("import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'", STRATEGY, [
  ['a strategy for any failure', 'const sqs = new SQSClient(options(() => true)); return sqs.send(new ListQueuesCommand({}))'],
  ['a strategy by the kind of failure', "const sqs = new SQSClient(options(({ errorType }) => errorType !== 'CLIENT_ERROR')); return sqs.send(new ListQueuesCommand({}))"],
  ['a strategy by the status', 'const sqs = new SQSClient(options(({ error }) => error.$metadata?.httpStatusCode >= 400 && error.$metadata.httpStatusCode !== 402)); return sqs.send(new ListQueuesCommand({}))'],
]))
