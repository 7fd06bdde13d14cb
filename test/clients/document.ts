import type { Answers, ErrorShape, Holds, Shape } from '../../analysis/clients/answers.ts'
import type { Client } from '../../analysis/clients/client.ts'
import { HTTP_CLIENTS } from '../../analysis/clients/http-clients.ts'
import { RETRY_DEFAULTS } from './retry-defaults.ts'
import { QUEUES } from '../../analysis/clients/queues.ts'
import { RETRY_LIBRARIES } from '../../analysis/clients/retry-libraries.ts'
import { NEWEST_VERSIONS, packageOf, USUAL_VERSIONS } from './installed.ts'
import { USES } from './uses.ts'

/** What `docs/clients.md` says: a table of the clients from their data, with the versions that the tests run. */
export function clientsDocument(): string {
  const described = uniqueByName(HTTP_CLIENTS.filter((client) => client.answers))
  return `# Clients and libraries that the analysis knows

<!-- Generated from analysis/clients/ by test/clients/document.test.ts: change the data, then run
     npx vitest run test/clients/document.test.ts -u -->

A client is known by its import (\`import\`, \`require\`, \`import()\`, what compilers make of them), by the instances that it makes
(\`axios.create()\`, \`new OpenAI()\`, in constants, fields and fields that a constructor sets), by the type of a field or a
parameter (\`http: AxiosInstance\`), and axios also by its name (\`this.axios\`) and by its interceptors. \`$http\` of AngularJS
(here \`angularjs\`; its own module is called \`ng\`) is known by the name of a parameter, where the function has another service of
AngularJS, \`'ngInject'\` or a list of names, or the file names \`angular\`; by its type (\`ng.IHttpService\`); and by
\`$injector.get('$http')\`. An instance that another
module of the project makes and exports is code that is not seen, unless the setting [\`clients\`](settings.md#clients) names the module.

Each row was run against the package, in the versions named, on a server on this machine that answers 200, 402, 418 and 500 and
that hangs up: programs that ask for a property must be judged as they behave (\`test/clients/models.test.ts\`), and each property of
the error must hold what the data says (\`test/clients/shapes.test.ts\`). Other versions may differ. Where two versions are named, the
later one needs a newer Node than the plugin does: \`npm run test:clients:newest\` runs it under one.

## HTTP clients and SDKs

| client | on a 402 | the error | the status is at | decided by | run with |
| --- | --- | --- | --- | --- | --- |
| fetch and what has its interface | resolves | | \`status\` | | ${versionsOf('fetch')} |
${described.map(row).join('\n')}

### Modules

${uniqueByName(HTTP_CLIENTS).map((client) => `- **${client.name}**: ${modulesOf(client.name)}`).join('\n')}

## What is sent again

When, how often and after what is run in the analysis as it is in the library; \`test/clients/retry/\` counts the requests of the
real package for 402, 418, 429, 500, 200 and no answer, delays shortened, and compares. "Read": the source was read, no more.

| library or client | sent again where the code says nothing | decided by | run with |
| --- | --- | --- | --- |
${Object.entries(RETRY_DEFAULTS).map(([name, { usual, decidedBy }]) => `| ${name} | ${usual} | ${code(decidedBy)} | ${retryVersions(name)} |`).join('\n')}

### Modules of the libraries

${uniqueByName(RETRY_LIBRARIES).map((client) => `- **${client.name}**: ${code(retryModules(client.name))}`).join('\n')}

## What is called once

Queues, limits and locks call what they are given once, when its turn has come, and give what it gives: ${QUEUES.map(({ name }) => `\`${name}\` ${[USUAL_VERSIONS[name], NEWEST_VERSIONS[name]].filter(Boolean).join(' and ')}`).join(', ')},
and \`queue\`, \`map\`, \`each\` and their \`...Limit\` of \`async\`. So a retry inside or around them is seen (\`test/clients/retry/queues.test.ts\`).

## Where versions differ

A file does not say which version of a package it gets. What it writes often does, and then that is taken; where it does not, the
answer is \`unknown\`, for the reason \`version-not-seen\`.

- **got**: without \`enforceRetryRules\`, a \`calculateDelay\` has the last word up to version 14; in 16 only after the status list and
  the methods. Where the two come apart: \`version-not-seen\`.
- **wretch**: \`retry()\` without \`until\` sends a 402 again in version 2 and not in 3: \`version-not-seen\`.
- **p-retry**: \`onFailedAttempt\` and \`shouldRetry\` get the error up to version 6, and an object with the error in it from 7 on. Which
  one it is, is told by what the function reads of its parameter. Version 4 has no \`shouldRetry\`: it is taken to be there.
- **ky**: hooks get their parts one by one in version 1, and one object in version 2: told by what they read. Where no answer came, the
  error is a \`TypeError\` in version 1 and a \`NetworkError\` in version 2: it counts as both.
- **@apollo/client**: version 4 rejects with a \`ServerError\`; version 3, which has it under \`networkError\`, was not run.
- **@tanstack/react-query**: the calls with three arguments of version 3 and 4 are known too; 5 was run.

## What traps the unwary

All of these are run in \`test/clients/retry/\`, and modelled as they are.

- axios-retry: a \`retryCondition\` that is \`async\` retries, unless its promise gives \`false\`.
- fetch-retry: a \`retryOn\` that is a function has the only say; \`retries\` is not looked at.
- superagent: \`undefined\` from the function of \`.retry(n, fn)\` means "as usual".
- ofetch: \`ignoreResponseError: true\` gives the body of a failure like that of a success.
- LangChain: an error that has its 402 only in the message is sent again.
- A client that pays by itself (x402, mppx) pays anew for each try of what is put round it. Its own repeat with a payment is right.

## Known to leave a 402 alone

Their own retries never include a 402 unless an option says so, so mere use is no finding: openai, @anthropic-ai/sdk, groq-sdk, stripe,
the AWS SDK, @supabase/supabase-js, @azure/core-rest-pipeline, @google-cloud/storage, @google/genai, ai, cohere-ai, replicate, @notionhq/client,
@mistralai/mistralai. A server can make some of them try again all the same, by \`x-should-retry\` or \`stripe-should-retry\`. Options of
these that let a 402 in are read: \`retryCodes: ['4XX']\`, \`httpStatusCodes\`, \`retryableErrorFn\`, strategies of one's own that stand in
the file (of a class that inherits from the SDK's, what it inherits is not seen: \`unknown\`).

## Effect

An effect is run where it is made, and once more for each retry: in functions, in constants of the module (from where they are used, or
as others may start them where they are exported), through \`pipe\`, \`Effect.gen\` with \`yield*\`, and \`Effect.fn\`. Known are
\`tryPromise\`, \`promise\`, \`fail\`, \`map\` to \`matchEffect\`, the \`catch\` functions, \`Data.TaggedError\`, \`retry\` with \`times\`, \`while\`,
\`until\` and schedules of a count, of delays, of tests of the failure, and of these together; \`retryOrElse\`. Not seen: \`Layer\`
and services, \`HttpClient\` of @effect/platform (with its \`retryTransient\` and \`filterStatusOk\`), \`Stream\`, \`Schedule\` functions other than
these (then the answer is \`unknown\`, for \`condition-not-seen\`), and that \`runPromise\` of version 3 rejects with a \`FiberFailure\`
which hides the fields of the failure.

## Not known

\`this.$http\` of Vue is what the program has put there, an axios or vue-resource's, which reject with different things: it is listed only
where its answer is used as a response. \`$resource\` and interceptors of AngularJS (\`$httpProvider.interceptors\`), and \`$http.jsonp\`, whose
answer comes by a script and tells no status.
HttpClient of Effect, alova, @pinia/colada, decorators such as \`@Retryable\`, and job queues that take failed jobs back (bullmq, inngest, pg-boss,
graphile-worker, Temporal): what they call again is not followed. The errors that TanStack Query, SWR and RTK Query hand to \`onError\`
stay in the library, where any component can read them: such a callback is run with the query that is seen, and is no site of its own.
posthog-node and @segment/analytics-node send in the background and reject nothing. mppx's \`Mppx.create()\` also replaces the global
\`fetch\`: only its own \`fetch\` is known to pay.
`
}

function uniqueByName(clients: readonly Client[]): Client[] {
  const byName = new Map<string, Client>()
  for (const client of clients) if (!byName.has(client.name)) byName.set(client.name, client)
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function row(client: Client): string {
  const { answers } = client
  if (!answers) return ''
  const { failure } = answers
  const rejects = failure !== undefined && !client.usuallyResolves
  const status = rejects ? statusPaths(answers, failure.properties) : statusPaths(answers, answers.response)
  const cells = [client.name, rejects ? 'rejects' : failure ? 'resolves, can reject' : 'resolves', failure ? errorOf(failure) : '', code(status) || 'nowhere', client.decidedBy ? decider(client.decidedBy) : '', versionsOf(client.name)]
  return `| ${cells.join(' | ')} |`
}

function decider(text: string): string {
  return /^[.\w]+(?:\(\))?$/.test(text) ? code([text]) : text
}

function errorOf(failure: ErrorShape): string {
  const classes = typeof failure.classes === 'function' ? failure.classes(402) : (failure.classes ?? [])
  const name = failure.properties['name']
  const told = nameOf(name)
  const parts = [classes[0] === undefined ? '' : code([classes[0]]), told !== undefined && told !== classes[0] ? `\`name\` ${code([`'${told}'`])}` : '', failure.isError === false ? 'no \`Error\`' : '']
  return parts.filter((part) => part !== '').join(', ')
}

function nameOf(holds: Holds | undefined): string | undefined {
  if (typeof holds !== 'object') return undefined
  if ('is' in holds) return String(holds.is)
  return 'from' in holds ? String(holds.from(402)) : undefined
}

/** The modules of a library, by its name. */
function retryModules(name: string): string[] {
  return [...new Set(RETRY_LIBRARIES.filter((client) => client.name === name).flatMap(({ modules }) => modules))]
}

/** Clients that are known as one, and whose packages differ in what they send again. */
const OF_FETCH = ['@adobe/node-fetch-retry', 'make-fetch-happen', 'node-fetch-retry']

/** The versions of a library that the tests run; packages under other names (`p-retry-4`) are versions of it too. */
function retryVersions(name: string): string {
  const modules = OF_FETCH.includes(name) ? [name] : retryModules(name)
  const packages = new Set((modules.length > 0 ? modules : HTTP_CLIENTS.filter((client) => client.name === name).flatMap((client) => client.modules)).map(packageOf))
  if (name === 'axios') packages.add('retry-axios')
  if (name === 'octokit') packages.add('@octokit/plugin-retry')
  const pinned = [...packages].flatMap((item) => {
    const aliases = Object.values(USUAL_VERSIONS).filter((version) => version.startsWith(`npm:${item}@`)).map((version) => version.split('@').at(-1) ?? '')
    const versions = [...aliases, USUAL_VERSIONS[item], NEWEST_VERSIONS[item]].filter((version) => version !== undefined)
    return versions.length > 0 ? [`${item} ${versions.slice(0, -2).map((version) => `${version}, `).join('')}${versions.slice(-2).join(' and ')}`] : []
  })
  return pinned.join(', ') || 'read'
}

/** The paths at which a shape has the status. */
function statusPaths(answers: Answers, shape: Shape, prefix = ''): string[] {
  return Object.entries(shape).flatMap(([name, holds]) => {
    const path = prefix + name
    if (holds === 'status') return [path]
    if (holds === 'fetch response') return [`${path}.status`]
    if (typeof holds === 'object' && 'from' in holds && holds.from(402) === 402) return [path]
    if (holds === 'response') return statusPaths(answers, answers.response, `${path}.`)
    return typeof holds === 'object' && 'has' in holds ? statusPaths(answers, holds.has, `${path}.`) : []
  })
}

function modulesOf(name: string): string {
  const clients = HTTP_CLIENTS.filter((client) => client.name === name)
  const modules = clients.flatMap((client) => client.modules.map((module) => (module === '' ? 'the global object' : `\`${module}\``)))
  const patterns = clients.flatMap((client) => (client.modulePattern ? [`\`${client.modulePattern.source}\``] : []))
  return [...new Set([...modules, ...patterns])].join(', ')
}

function versionsOf(name: string): string {
  const packages = new Set(USES.filter((use) => use.client === name).flatMap((use) => use.imports.map(([, from]) => packageOf(from))))
  const helpers = new Set([...QUEUES.map(({ name: queue }) => queue), 'async', '@angular/core', '@angular/compiler', 'rxjs', 'axios', 'request', 'node:stream'])
  const named = [...packages].filter((item) => name === item || !helpers.has(item))
  return named.map((item) => [usualVersion(item), NEWEST_VERSIONS[item]].filter(Boolean).join(' and ')).join(', ')
}

/** A package by its own name, where it is installed under another: `npm:angular@1.5.11`. */
function usualVersion(item: string): string {
  const version = USUAL_VERSIONS[item] ?? ''
  return version.startsWith('npm:') ? version.slice('npm:'.length).replace('@', ' ') : `${item} ${version}`.trim()
}

function code(items: readonly string[]): string {
  return items.map((item) => `\`${item}\``).join(', ')
}
