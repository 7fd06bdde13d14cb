// Runs snippets against a server on 127.0.0.1 and prints how many requests each sent for each answer.
// A process of its own: it shortens timers and, for hooks, looks like a browser.
import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A run that has sent this many requests is taken to go on for ever: its requests get no answer any more. */
const ENDLESS = 20
/** Milliseconds without a request after which a run that has ended is over. */
const QUIET = 150
/** The longest that one run may take, in milliseconds. */
const LONGEST = 12_000

const [folder, isBrowser] = process.argv.slice(2)
const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const jobs = JSON.parse(Buffer.concat(chunks).toString())

const realTimeout = globalThis.setTimeout
// A minute is a limit, not a delay.
globalThis.setTimeout = (run, delay = 0, ...args) => realTimeout(run, delay === 60_000 ? delay : Math.min(delay, 1), ...args)
if (isBrowser === 'browser') {
  globalThis.window = globalThis
  globalThis.document = { visibilityState: 'visible', hidden: false, addEventListener() {}, removeEventListener() {} }
  globalThis.addEventListener ??= () => {}
  globalThis.removeEventListener ??= () => {}
  globalThis.IS_REACT_ACT_ENVIRONMENT = false
}
process.on('unhandledRejection', () => {})
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error?.stack}\n`)
})
console.error = () => {}
console.warn = () => {}
console.log = () => {}

const runs = new Map()
const server = createServer((request, response) => {
  const [, id, status] = request.url.split('/')
  const run = runs.get(id)
  request.resume()
  run.requests++
  run.last = Date.now()
  if (run.requests > ENDLESS) return
  if (status === 'none') {
    request.socket.destroy()
    return
  }
  response.writeHead(Number(status), { 'content-type': 'application/json' })
  response.end(JSON.stringify(Number(status) < 400 ? { ok: true, done: true, data: { a: 1 }, result: { data: 1 } } : { message: 'from the server' }))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`

async function count(job, index, status) {
  const id = `${index}-${status}`
  const run = { requests: 0, last: Date.now() }
  runs.set(id, run)
  const file = join(folder, `${id}.mjs`)
  writeFileSync(file, `const ORIGIN = '${origin}/${id}/${status}'\n${job.code}`)
  const started = Date.now()
  let ended = false
  let failure
  import(pathToFileURL(file).href)
    .then((module) => module.main())
    .catch((error) => {
      failure = String(error?.stack ?? error)
    })
    .then(() => {
      ended = true
      run.last = Date.now()
    })
  while (run.requests < ENDLESS && Date.now() - started < LONGEST && !(ended && Date.now() - run.last > QUIET)) {
    await new Promise((resolve) => realTimeout(resolve, 10))
  }
  return { requests: run.requests, ended, failure }
}

const results = await Promise.all(
  jobs.map(async (job, index) => Object.fromEntries(await Promise.all(job.statuses.map(async (status) => [status, await count(job, index, status)])))),
)
process.stdout.write(JSON.stringify(results), () => process.exit(0))
