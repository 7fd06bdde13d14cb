import { describeAgreement, row, type Row } from './agreement.ts'

/** The fetch whose failures are errors, inside a function that knows the status. */
const FETCH = 'const res = await fetch(`${ORIGIN}/a`)'

function rowsOf(imports: string, rows: readonly (readonly [name: string, body: string])[]): Row[] {
  return rows.map(([name, body]) => row(name, imports, body))
}

describeAgreement('async-retry', rowsOf("import retry from 'async-retry'", [
  ['the default', 'return retry(load)'],
  ['retries: 3', 'return retry(load, { retries: 3 })'],
  ['retries: 0', 'return retry(load, { retries: 0 })'],
  ['around fetch alone', 'return retry(() => fetch(`${ORIGIN}/a`), { retries: 2 })'],
  ['bail on a 402', `return retry(async (bail) => { ${FETCH}; if (res.status === 402) { bail(new Error('pay')); return } if (!res.ok) throw new Error('failed'); return res.json() }, { retries: 3 })`],
  ['bail on any 4xx', `return retry(async (bail) => { ${FETCH}; if (res.status >= 400 && res.status < 500) return bail(new Error('failed')); if (!res.ok) throw new Error('failed'); return res.json() }, { retries: 3 })`],
  ['bail on a 404', `return retry(async (bail) => { ${FETCH}; if (res.status === 404) return bail(new Error('gone')); if (!res.ok) throw new Error('failed'); return res.json() }, { retries: 3 })`],
  ['bail, and throw all the same', `return retry(async (bail) => { ${FETCH}; if (res.status === 402) bail(new Error('pay')); if (!res.ok) throw new Error('failed'); return res.json() }, { retries: 3 })`],
  ['an error that says bail', "return retry(async () => { try { return await load() } catch (error) { if (error.status === 402) error.bail = true; throw error } }, { retries: 3 })"],
  ['onRetry throws nothing', 'return retry(load, { retries: 2, onRetry: (error) => console.log(error.message) })'],
  ['forever', 'return retry(load, { forever: true })'],
]))

describeAgreement('retry', rowsOf("import retry from 'retry'", [
  ['any error', 'const operation = retry.operation({ retries: 3 }); return new Promise((resolve, reject) => operation.attempt(async () => { try { resolve(await load()) } catch (error) { if (!operation.retry(error)) reject(operation.mainError()) } }))'],
  ['not a 402', 'const operation = retry.operation({ retries: 3 }); return new Promise((resolve, reject) => operation.attempt(async () => { try { resolve(await load()) } catch (error) { if (error.status === 402 || !operation.retry(error)) reject(error) } }))'],
  ['with then and catch', 'const operation = retry.operation({ retries: 2 }); return new Promise((resolve, reject) => { operation.attempt(() => { load().then(resolve).catch((error) => { if (operation.retry(error)) return; reject(error) }) }) })'],
  ['the default', 'const operation = retry.operation(); return new Promise((resolve, reject) => operation.attempt(() => load().then(resolve, (error) => { if (!operation.retry(error)) reject(error) })))'],
]))

describeAgreement('promise-retry', rowsOf("import promiseRetry from 'promise-retry'", [
  ['retry on any error', 'return promiseRetry((retry) => load().catch(retry), { retries: 3 })'],
  ['retry is not called', 'return promiseRetry(() => load(), { retries: 3 })'],
  ['not on a 402', 'return promiseRetry((retry) => load().catch((error) => { if (error.status === 402) throw error; retry(error) }), { retries: 3 })'],
  ['only on server errors', `return promiseRetry({ retries: 3 }, async (retry, number) => { ${FETCH}; if (res.status >= 500) retry(new Error('failed')); if (!res.ok) throw new Error('failed'); return res.json() })`],
  ['the default', 'return promiseRetry((retry) => load().catch(retry))'],
]))

describeAgreement('exponential-backoff', rowsOf("import { backOff } from 'exponential-backoff'", [
  ['the default', 'return backOff(load)'],
  ['numOfAttempts: 4', 'return backOff(() => load(), { numOfAttempts: 4 })'],
  ['retry leaves a 402 out', 'return backOff(() => load(), { retry: (error) => error.status !== 402 })'],
  ['retry by status class', 'return backOff(() => load(), { numOfAttempts: 3, retry: (error) => error.status === 429 || error.status >= 500 })'],
  ['retry is async', 'return backOff(() => load(), { numOfAttempts: 3, retry: async (error) => error.status >= 500 })'],
  ['retry counts', 'return backOff(() => load(), { retry: (error, attempt) => attempt < 3 })'],
  ['around fetch alone', 'return backOff(() => fetch(`${ORIGIN}/a`), { numOfAttempts: 3 })'],
]))

describeAgreement('cockatiel', rowsOf("import { handleAll, handleWhen, handleWhenResult, handleType, retry, wrap, circuitBreaker, ConsecutiveBreaker, ConstantBackoff } from 'cockatiel'", [
  ['handleAll, three times', 'return retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(1) }).execute(() => load())'],
  ['handleAll without a limit', 'return retry(handleAll, {}).execute(() => load())'],
  ['handleWhen leaves a 402 out', 'const policy = retry(handleWhen((error) => error.status !== 402), { maxAttempts: 3 }); return policy.execute(() => load())'],
  ['handleWhen takes server errors', 'const policy = retry(handleWhen((error) => error.status >= 500), { maxAttempts: 3 }); return policy.execute(load)'],
  ['handleWhenResult around fetch alone', 'const policy = retry(handleWhenResult((res) => !res.ok), { maxAttempts: 3 }); return policy.execute(() => fetch(`${ORIGIN}/a`))'],
  ['handleWhenResult for server errors', 'const policy = retry(handleWhenResult((res) => res.status >= 500), { maxAttempts: 3 }); return policy.execute(() => fetch(`${ORIGIN}/a`))'],
  ['handleAll around fetch alone', 'return retry(handleAll, { maxAttempts: 2 }).execute(() => fetch(`${ORIGIN}/a`))'],
  ['handleType', 'return retry(handleType(RangeError), { maxAttempts: 2 }).execute(() => load())'],
  ['or', 'return retry(handleType(RangeError).orWhen((error) => error.status === 402), { maxAttempts: 2 }).execute(() => load())'],
  ['wrapped', 'const policy = wrap(retry(handleAll, { maxAttempts: 2 }), circuitBreaker(handleAll, { halfOpenAfter: 10000, breaker: new ConsecutiveBreaker(50) })); return policy.execute(() => load())'],
]))

describeAgreement('ts-retry', rowsOf("import { retryAsync, retryAsyncUntilResponse, retryAsyncDecorator } from 'ts-retry'", [
  ['the default', 'return retryAsync(load)'],
  ['maxTry: 3', 'return retryAsync(() => load(), { maxTry: 3, delay: 1 })'],
  ['onError stops a 402', 'return retryAsync(load, { maxTry: 4, onError: (error) => error.status === 402 ? false : undefined })'],
  ['onError says no more', 'return retryAsync(load, { maxTry: 4, onError: () => false })'],
  ['onError logs', 'return retryAsync(load, { maxTry: 3, onError: (error) => { console.log(error.message) } })'],
  ['until ok', 'return retryAsync(() => fetch(`${ORIGIN}/a`), { maxTry: 3, until: (res) => res.ok })'],
  ['until response', 'return retryAsyncUntilResponse(() => fetch(`${ORIGIN}/a`), { maxTry: 3 })'],
  ['until it is no server error', 'return retryAsync(() => fetch(`${ORIGIN}/a`), { maxTry: 3, until: (res) => res.status < 500 })'],
  ['around fetch alone', 'return retryAsync(() => fetch(`${ORIGIN}/a`), { maxTry: 3 })'],
  ['a decorated function', 'const again = retryAsyncDecorator(load, { maxTry: 3 }); return again()'],
]))

describeAgreement('ts-retry-promise', rowsOf("import { retry, retryDecorator, customizeRetry, NotRetryableError } from 'ts-retry-promise'", [
  ['the default', 'return retry(load)'],
  ['retries: 3', 'return retry(() => load(), { retries: 3, delay: 1 })'],
  ['retryIf leaves a 402 out', 'return retry(load, { retries: 3, retryIf: (error) => error.status !== 402 })'],
  ['until ok', 'return retry(() => fetch(`${ORIGIN}/a`), { retries: 3, until: (res) => res.ok })'],
  ['NotRetryableError for a 402', `return retry(async () => { ${FETCH}; if (res.status === 402) throw new NotRetryableError('pay'); if (!res.ok) throw new Error('failed') }, { retries: 2 })`],
  ['a decorated function', 'const again = retryDecorator(load, { retries: 2 }); return again()'],
  ['customized', 'const again = customizeRetry({ retries: 2 }); return again(() => load())'],
]))

describeAgreement('@lifeomic/attempt', rowsOf("import { retry } from '@lifeomic/attempt'", [
  ['the default', 'return retry(load)'],
  ['maxAttempts: 5', 'return retry(async () => load(), { maxAttempts: 5, delay: 1 })'],
  ['no limit', 'return retry(async () => load(), { maxAttempts: 0 })'],
  ['abort on a 402', 'return retry(async () => load(), { handleError: (error, context) => { if (error.status === 402) context.abort() } })'],
  ['abort on any 4xx', 'return retry(async () => load(), { handleError(error, context) { if (error.status < 500) context.abort() } })'],
  ['handleError throws', 'return retry(async () => load(), { handleError(error) { if (error.status === 402) throw error } })'],
  ['handleError logs', 'return retry(async () => load(), { handleError: async (error, context) => { console.log(context.attemptsRemaining) } })'],
  ['abort inside', `return retry(async (context) => { ${FETCH}; if (res.status === 402) context.abort(); if (!res.ok) throw new Error('failed') })`],
]))

describeAgreement('es-toolkit', rowsOf("import { retry } from 'es-toolkit'", [
  ['the default', 'return retry(load)'],
  ['3', 'return retry(() => load(), 3)'],
  ['retries: 2', 'return retry(() => load(), { retries: 2, delay: 1 })'],
  ['shouldRetry leaves a 402 out', 'return retry(load, { retries: 3, shouldRetry: (error) => error.status !== 402 })'],
  ['shouldRetry counts', 'return retry(load, { shouldRetry: (error, attempt) => attempt < 2 })'],
]))

describeAgreement('radash', rowsOf("import { retry } from 'radash'", [
  ['the default', 'return retry({}, load)'],
  ['times: 5', 'return retry({ times: 5, delay: 1 }, () => load())'],
  ['exit on a 402', 'return retry({ times: 3 }, async (exit) => { try { return await load() } catch (error) { if (error.status === 402) exit(error); throw error } })'],
  ['around fetch alone', 'return retry({ times: 3 }, () => fetch(`${ORIGIN}/a`))'],
]))

describeAgreement('async', rowsOf("import { retry, retryable } from 'async'\nimport * as all from 'async'", [
  ['the default', 'return retry(async () => load())'],
  ['3', 'return retry(3, async () => load())'],
  ['times: 2', 'return all.retry({ times: 2, interval: 1 }, async () => load())'],
  ['errorFilter leaves a 402 out', 'return retry({ times: 3, errorFilter: (error) => error.status !== 402 }, async () => load())'],
  ['errorFilter takes server errors', 'return retry({ times: 3, errorFilter: (error) => error.status >= 500 }, async () => load())'],
]))

describeAgreement('retry-as-promised', rowsOf("import { retryAsPromised } from 'retry-as-promised'", [
  ['3', 'return retryAsPromised(() => load(), 3)'],
  ['max: 3', 'return retryAsPromised(load, { max: 3, backoffBase: 1 })'],
  ['match server errors by message', 'return retryAsPromised(load, { max: 3, match: [/HTTP 5\\d\\d/] })'],
  ['match a function', 'return retryAsPromised(load, { max: 3, match: (error) => error.status >= 500 })'],
  ['match a class', 'return retryAsPromised(load, { max: 3, match: [RangeError] })'],
  ['match a message', "return retryAsPromised(load, { max: 3, match: ['HTTP 402'] })"],
]))

describeAgreement('@humanwhocodes/retry', rowsOf("import { Retrier } from '@humanwhocodes/retry'", [
  ['any error', 'const retrier = new Retrier(() => true); return retrier.retry(() => load())'],
  ['not a 402', 'const retrier = new Retrier((error) => error.status !== 402); return retrier.retry(() => load())'],
  ['a network code', "return new Retrier((error) => error.cause?.code === 'UND_ERR_SOCKET').retry(() => load())"],
]))

describeAgreement('bottleneck', rowsOf("import Bottleneck from 'bottleneck'", [
  ['no listener', 'const limiter = new Bottleneck({ maxConcurrent: 1 }); return limiter.schedule(() => load())'],
  ['any error', "const limiter = new Bottleneck(); limiter.on('failed', async (error, info) => { if (info.retryCount < 3) return 25 }); return limiter.schedule(() => load())"],
  ['any error, at once', "const limiter = new Bottleneck(); limiter.on('failed', (error, { retryCount }) => retryCount < 2 ? 0 : undefined); return limiter.schedule({ priority: 1 }, load)"],
  ['not a 402', "const limiter = new Bottleneck(); limiter.on('failed', (error, info) => { if (error.status !== 402 && info.retryCount < 2) return 25 }); return limiter.schedule(() => load())"],
  ['a 402 alone', "const limiter = new Bottleneck(); limiter.on('failed', async (error, info) => { if (error.status === 402 && info.retryCount === 0) return 25 }); return limiter.schedule(() => load())"],
  ['a wrapped function', "const limiter = new Bottleneck(); limiter.on('failed', (error, info) => { if (info.retryCount < 2) return 25 }); const again = limiter.wrap(load); return again()"],
  ['around fetch alone', "const limiter = new Bottleneck(); limiter.on('failed', (error, info) => info.retryCount < 2 ? 1 : null); return limiter.schedule(() => fetch(`${ORIGIN}/a`))"],
]))

describeAgreement('AsyncCaller of LangChain', rowsOf("import { AsyncCaller } from '@langchain/core/utils/async_caller'", [
  ['the default', 'const caller = new AsyncCaller({ maxRetries: 2 }); return caller.call(() => load())'],
  ['an error without a status', 'const caller = new AsyncCaller({ maxRetries: 2 }); return caller.call(async () => { const res = await fetch(`${ORIGIN}/a`); if (!res.ok) throw new Error(`failed with ${res.status}`); return res.json() })'],
  ['onFailedAttempt lets all by', 'const caller = new AsyncCaller({ maxRetries: 2, onFailedAttempt: (error) => { console.log(error) } }); return caller.call(() => load())'],
  ['onFailedAttempt stops at a 402', 'const caller = new AsyncCaller({ maxRetries: 2, onFailedAttempt: (error) => { if (error.status === 402) throw error } }); return caller.callWithOptions({}, () => load())'],
]))

describeAgreement('rxjs', rowsOf("import { defer, firstValueFrom, mergeMap, retry, retryWhen, take, throwError, timer } from 'rxjs'", [
  ['retry(3)', 'return firstValueFrom(defer(() => load()).pipe(retry(3)))'],
  ['retry with a delay that leaves a 402 out', 'return firstValueFrom(defer(() => load()).pipe(retry({ count: 3, delay: (error) => error.status === 402 ? throwError(() => error) : timer(1) })))'],
  ['retry with a delay that counts', 'return firstValueFrom(defer(() => load()).pipe(retry({ delay: (error, count) => count > 2 ? throwError(() => error) : timer(1) })))'],
  ['retryWhen and take', 'return firstValueFrom(defer(() => load()).pipe(retryWhen((errors) => errors.pipe(take(3)))))'],
  ['retryWhen that counts', 'return firstValueFrom(defer(() => load()).pipe(retryWhen((errors) => errors.pipe(mergeMap((error, index) => index < 2 ? timer(1) : throwError(() => error))))))'],
  ['retryWhen that leaves a 402 out', 'return firstValueFrom(defer(() => load()).pipe(retryWhen((errors) => errors.pipe(mergeMap((error, index) => error.status !== 402 && index < 2 ? timer(1) : throwError(() => error))))))'],
]))

const PAYING = `import { wrapFetchWithPayment, x402Client } from '@x402/fetch'
let signed = 0
const scheme = { scheme: 'exact', createPaymentPayload: async () => ({ x402Version: 2, payload: { signature: String(signed++) } }) }
const payFetch = wrapFetchWithPayment(fetch, new x402Client().register('eip155:84532', scheme).setSpendControls(false))
async function pay() {
  const res = await payFetch(\`\${ORIGIN}/a\`)
  if (!res.ok) throw Object.assign(new Error('failed'), { status: res.status })
  return res.json()
}`

describeAgreement('what calls a client that pays again', [
  { name: 'p-retry', imports: "import pRetry from 'p-retry'", body: 'return pRetry(pay, { retries: 3 })', as: { 'p-retry': 'p-retry-7' }, payments: 4 },
  { name: 'async-retry', imports: "import retry from 'async-retry'", body: 'return retry(() => pay(), { retries: 3 })', payments: 4 },
  { name: 'a loop', imports: '', body: 'for (let attempt = 0; ; attempt++) { try { return await pay() } catch (error) { if (attempt === 3) throw error } }', payments: 4 },
  { name: 'ky that lists a 402', imports: "import ky from 'ky'", body: 'return ky(`${ORIGIN}/a`, { timeout: false, fetch: payFetch, retry: { limit: 3, statusCodes: [402] } })', payments: 4 },
].map(({ imports, body, ...rest }) => ({ ...rest, code: `${imports}\n${PAYING}\nexport async function main() {\n  ${body}\n}\n` })))
