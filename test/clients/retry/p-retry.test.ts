import { describeAgreement, LOAD, type Row } from './agreement.ts'

const VERSIONS = ['4', '6', '7', '9'] as const

/** What a version is installed as: the newest needs a newer Node, and has a folder of its own. */
function installedName(version: string): string {
  return version === '9' ? 'p-retry' : `p-retry-${version}`
}

/** Rows for each installed version, or for some. */
function versions(name: string, body: string, only: readonly string[] = VERSIONS): Row[] {
  const code = `import pRetry, { AbortError } from 'p-retry'\n${LOAD}export async function main() {\n  ${body}\n}\n`
  return only.map((version) => ({
    name: `${name} (${version})`,
    code: version === '4' ? code.replace('import pRetry, { AbortError }', 'import pRetry').replaceAll('AbortError', 'pRetry.AbortError') : code,
    as: { 'p-retry': installedName(version) },
    only: version === '9' ? 'newest' : 'usual',
  }))
}

/** Version 4 does not know how Node words a network failure, and gives up. */
const MODERN = ['6', '7', '9']

describeAgreement('p-retry', [
  ...versions('the default', 'return pRetry(load)'),
  ...versions('retries: 3', 'return pRetry(load, { retries: 3 })'),
  ...versions('retries: 0', 'return pRetry(load, { retries: 0 })'),
  ...versions('around fetch alone', 'return pRetry(() => fetch(`${ORIGIN}/a`), { retries: 3 })', MODERN),
  ...versions('AbortError for a 402', 'return pRetry(async () => { const res = await fetch(`${ORIGIN}/a`); if (res.status === 402) throw new AbortError("pay"); if (!res.ok) throw new Error("failed"); return res.json() }, { retries: 3 })'),
  ...versions('AbortError for a 404', 'return pRetry(async () => { const res = await fetch(`${ORIGIN}/a`); if (res.status === 404) throw new AbortError("gone"); if (!res.ok) throw new Error("failed"); return res.json() }, { retries: 3 })'),
  ...versions('what is thrown is no error', 'return pRetry(async () => { const res = await fetch(`${ORIGIN}/a`); if (!res.ok) throw res; return res }, { retries: 3 })', MODERN),
  ...versions('a TypeError', 'return pRetry(async () => { const res = await fetch(`${ORIGIN}/a`); if (!res.ok) throw new TypeError("failed"); return res }, { retries: 3 })', MODERN),
  ...versions('onFailedAttempt throws for a 402: the error itself', 'return pRetry(load, { retries: 3, onFailedAttempt: (error) => { if (error.status === 402) throw error } })', ['4', '6']),
  ...versions('onFailedAttempt throws for a 402: a context', 'return pRetry(load, { retries: 3, onFailedAttempt: ({ error }) => { if (error.status === 402) throw error } })', ['7', '9']),
  ...versions('onFailedAttempt logs', 'return pRetry(load, { retries: 3, onFailedAttempt: (error) => { console.log(`${error.attemptNumber} of ${error.retriesLeft}`) } })'),
  ...versions('shouldRetry leaves a 402 out: the error itself', 'return pRetry(load, { retries: 3, shouldRetry: (error) => error.status !== 402 })', ['6']),
  ...versions('shouldRetry leaves a 402 out: a context', 'return pRetry(load, { retries: 3, shouldRetry: ({ error }) => error.status !== 402 })', ['7', '9']),
  ...versions('shouldRetry takes server errors: a context by name', 'return pRetry(load, { retries: 3, shouldRetry: (context) => context.error.status >= 500 })', ['7', '9']),
  ...versions('shouldRetry is async', 'return pRetry(load, { retries: 3, shouldRetry: async ({ error }) => error.status >= 500 })', ['7', '9']),
  ...versions('shouldRetry names a 402', 'return pRetry(load, { retries: 3, shouldRetry: ({ error }) => [402, 503].includes(error.status) })', ['7', '9']),
  ...versions('shouldRetry counts', 'return pRetry(load, { shouldRetry: ({ attemptNumber }) => attemptNumber < 3 })', ['7', '9']),
  ...versions('shouldRetry says no', 'return pRetry(load, { shouldRetry: () => false })', MODERN),
  ...versions('caught afterwards', 'try { return await pRetry(load, { retries: 2 }) } catch (error) { return undefined }'),
  { name: 'makeRetriable (7)', code: `import { makeRetriable } from 'p-retry'\n${LOAD}const retriable = makeRetriable(load, { retries: 3 })\nexport async function main() { return retriable() }\n`, as: { 'p-retry': 'p-retry-7' } },
  { name: 'makeRetriable with shouldRetry (7)', code: `import { makeRetriable } from 'p-retry'\n${LOAD}const retriable = makeRetriable(load, { retries: 3, shouldRetry: ({ error }) => error.status >= 500 })\nexport async function main() { return retriable() }\n`, as: { 'p-retry': 'p-retry-7' } },
])
