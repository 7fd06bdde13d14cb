import type { Answers, ErrorShape, Holds, Shape } from '../../analysis/clients/answers.ts'
import type { Client } from '../../analysis/clients/client.ts'
import { HTTP_CLIENTS } from '../../analysis/clients/http-clients.ts'
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
parameter (\`http: AxiosInstance\`), and axios also by its name (\`this.axios\`) and by its interceptors. An instance that another
module of the project makes and exports is code that is not seen.

Each row was run against the package, in the version named, on a server on this machine that answers 200, 402, 418 and 500 and
that hangs up: programs that ask for a property must be judged as they behave (\`test/clients/models.test.ts\`), and each property of
the error must hold what the data says (\`test/clients/shapes.test.ts\`). Other versions may differ.

## HTTP clients and SDKs

| client | on a 402 | the error | the status is at | decided by | run with |
| --- | --- | --- | --- | --- | --- |
| fetch and what has its interface | resolves | | \`status\` | | ${versionsOf('fetch')} |
${described.map(row).join('\n')}

### Modules

${uniqueByName(HTTP_CLIENTS).map((client) => `- **${client.name}**: ${modulesOf(client.name)}`).join('\n')}

## Libraries that call again

What they call again, when and how often is run in the analysis as it is in the library; \`test/clients/retry/\` counts the requests.

${uniqueByName(RETRY_LIBRARIES).map((client) => `- **${client.name}**: ${code([...new Set(RETRY_LIBRARIES.filter(({ name }) => name === client.name).flatMap(({ modules }) => modules))])}`).join('\n')}
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
  const helpers = new Set(['@angular/core', '@angular/compiler', 'rxjs', 'axios'])
  const named = [...packages].filter((item) => name === 'axios' || !helpers.has(item))
  return named.map((item) => [`${item} ${USUAL_VERSIONS[item] ?? ''}`.trim(), NEWEST_VERSIONS[item]].filter(Boolean).join(' and ')).join(', ')
}

function code(items: readonly string[]): string {
  return items.map((item) => `\`${item}\``).join(', ')
}
