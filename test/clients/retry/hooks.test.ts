import { describeAgreement, LOAD, type Row } from './agreement.ts'

/** A component that uses a hook, and the program that mounts it. */
function mounted(name: string, imports: string, component: string, more: Partial<Row> & { wrap?: string } = {}): Row {
  const { wrap = 'createElement(Component)', ...rest } = more
  return {
    name,
    browser: true,
    code: `${imports}
import { createElement } from 'react'
import { create, act } from 'react-test-renderer'
${LOAD}export function Component() {
  ${component}
}
export async function main() {
  const renderer = create(${wrap})
  await new Promise((resolve) => setTimeout(resolve, 60_000 / 60_000))
  return renderer
}
`,
    ...rest,
  }
}

const QUERY = "import { useQuery, useSuspenseQuery, useInfiniteQuery, useMutation, QueryClient, QueryClientProvider, queryOptions } from '@tanstack/react-query'"
/** A client of its own for each program: it says nothing of retries. */
const PROVIDED = 'createElement(QueryClientProvider, { client: new QueryClient() }, createElement(Component))'

function query(name: string, component: string, more: Partial<Row> & { wrap?: string } = {}): Row {
  return mounted(name, QUERY, component, { wrap: PROVIDED, ...more })
}

const CONTEXT = `const key = [ORIGIN]
  `

describeAgreement('@tanstack/react-query', [
  query('the default', `${CONTEXT}const { data } = useQuery({ queryKey: key, queryFn: load })
  return data ? null : null`),
  query('retry: 2', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: 2 }); return null`),
  query('retry: false', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: false }); return null`),
  query('retry: 0', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: 0 }); return null`),
  query('asked at intervals', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: false, refetchInterval: 30 }); return null`),
  query('retry leaves a 402 out', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: (count, error) => error.status !== 402 && count < 3 }); return null`),
  query('retry counts', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: (count) => count < 2 }); return null`),
  query('retry takes server errors', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: (count, error) => count < 3 && error.status >= 500 }); return null`),
  query('retry leaves a 404 out', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry(count, error) { if (error.status === 404) return false; return count < 3 } }); return null`),
  query('retry names a 402', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load(), retry: (count, error) => count < 2 && [402, 503].includes(error.status) }); return null`),
  query('around fetch alone', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => fetch(\`\${ORIGIN}/a\`).then((res) => res.json()) }); return null`),
  query('infinite', `${CONTEXT}useInfiniteQuery({ queryKey: key, queryFn: () => load(), initialPageParam: 1, getNextPageParam: () => undefined, retry: 2 }); return null`),
  query('options made elsewhere', `${CONTEXT}useQuery(queryOptions({ queryKey: key, queryFn: () => load(), retry: 2 })); return null`),
  query('the client says no', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load() }); return null`, {
    wrap: 'createElement(QueryClientProvider, { client: new QueryClient({ defaultOptions: { queries: { retry: false } } }) }, createElement(Component))',
  }),
  query('the client says 1', `${CONTEXT}useQuery({ queryKey: key, queryFn: () => load() }); return null`, {
    wrap: 'createElement(QueryClientProvider, { client: new QueryClient({ defaultOptions: { queries: { retry: 1 } } }) }, createElement(Component))',
  }),
  {
    name: 'the client is elsewhere',
    browser: true,
    unknown: 'options-not-seen',
    code: `import { useQuery, QueryClientProvider } from '@tanstack/react-query'
import * as everything from '@tanstack/react-query'
import { createElement } from 'react'
import { create } from 'react-test-renderer'
${LOAD}export function Component() {
  useQuery({ queryKey: [ORIGIN], queryFn: load }); return null
}
export async function main() {
  const { ['QueryClient']: Client } = everything
  create(createElement(QueryClientProvider, { client: Reflect.construct(Client, []) }, createElement(Component)))
}
`,
  },
  {
    name: 'fetchQuery',
    code: `import { QueryClient } from '@tanstack/react-query'\n${LOAD}export async function main() { const client = new QueryClient(); return client.fetchQuery({ queryKey: ['a'], queryFn: load }) }\n`,
  },
  {
    name: 'fetchQuery with retry',
    browser: true,
    code: `import { QueryClient } from '@tanstack/react-query'\n${LOAD}const client = new QueryClient()\nexport async function main() { return client.fetchQuery({ queryKey: ['a'], queryFn: load, retry: 2 }) }\n`,
  },
  query('a mutation', `const { mutate } = useMutation({ mutationFn: load })
  if (!globalThis[ORIGIN]) { globalThis[ORIGIN] = true; setTimeout(() => mutate(), 1) }
  return null`),
  query('a mutation with retry', `const { mutate } = useMutation({ mutationFn: load, retry: 2 })
  if (!globalThis[ORIGIN]) { globalThis[ORIGIN] = true; setTimeout(() => mutate(), 1) }
  return null`),
])

const SWR = "import useSWR, { SWRConfig } from 'swr'\nimport useSWRInfinite from 'swr/infinite'\nimport useSWRImmutable from 'swr/immutable'"

function swr(name: string, component: string, more: Partial<Row> = {}): Row {
  return mounted(name, SWR, component, more)
}

describeAgreement('swr', [
  swr('the default', 'useSWR(ORIGIN, load); return null', { unknown: 'options-not-seen' }),
  swr('errorRetryCount: 3', 'useSWR(ORIGIN, () => load(), { errorRetryCount: 3 }); return null'),
  swr('errorRetryCount: 0, which options of a caller may replace', 'const given = globalThis[`options of ${ORIGIN}`]; useSWR(ORIGIN, () => load(), { errorRetryCount: 0, ...given }); return null'),
  swr('shouldRetryOnError: true', 'useSWR(ORIGIN, () => load(), { shouldRetryOnError: true }); return null'),
  swr('shouldRetryOnError: false', 'useSWR(ORIGIN, () => load(), { shouldRetryOnError: false }); return null'),
  swr('shouldRetryOnError leaves a 402 out', 'useSWR(ORIGIN, () => load(), { shouldRetryOnError: (error) => error.status !== 402 }); return null'),
  swr('shouldRetryOnError leaves a 404 out', 'useSWR(ORIGIN, () => load(), { shouldRetryOnError: (error) => error.status !== 404 }); return null'),
  swr('onErrorRetry stops at a 402', 'useSWR(ORIGIN, () => load(), { onErrorRetry: (error, key, config, revalidate, { retryCount }) => { if (error.status === 402) return; if (retryCount >= 3) return; setTimeout(() => revalidate({ retryCount }), 5000) } }); return null'),
  swr('onErrorRetry stops at a 404', 'useSWR(ORIGIN, () => load(), { onErrorRetry: (error, key, config, revalidate, { retryCount }) => { if (error.status === 404) return; if (retryCount >= 3) return; setTimeout(() => revalidate({ retryCount }), 5000) } }); return null'),
  swr('onErrorRetry falls back to the usual', 'useSWR(ORIGIN, () => load(), { errorRetryCount: 2, onErrorRetry: (error, key, config, revalidate, options) => { if (error.status < 500) return; SWRConfig.defaultValue.onErrorRetry(error, key, config, revalidate, options) } }); return null'),
  swr('around fetch alone', 'useSWR(`${ORIGIN}/a`, (url) => fetch(url).then((res) => res.json()), { errorRetryCount: 2 }); return null'),
  swr('a list as key', 'useSWR([`${ORIGIN}/a`, "token"], ([url, token]) => fetch(url, { headers: { token } }).then((res) => { if (!res.ok) throw new Error("failed"); return res.json() }), { errorRetryCount: 2 }); return null'),
  swr('immutable', 'useSWRImmutable(ORIGIN, () => load(), { errorRetryCount: 2 }); return null'),
  swr('infinite', 'useSWRInfinite((index) => `${ORIGIN}/a?page=${index}`, () => load(), { errorRetryCount: 2 }); return null'),
])
