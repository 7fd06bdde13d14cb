// Runs snippets against a server on 127.0.0.1 and prints how many requests each sent for each answer.
// A process of its own: it shortens timers and, for hooks, looks like a browser.
import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A run that has sent this many requests is taken to go on for ever: its requests get no answer any more. */
const ENDLESS = 20
/** Looks, 10 ms apart, at which nothing may be under way before all is taken to be over. */
const QUIET_LOOKS = 25
/** The longest that all may take, in milliseconds. */
const LONGEST = 90_000

const [folder, isBrowser] = process.argv.slice(2)
const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const jobs = JSON.parse(Buffer.concat(chunks).toString())

const realTimeout = globalThis.setTimeout
/** Milliseconds after which some packages give up: no delay before a retry. */
const LIMIT = 60_000
const realClear = globalThis.clearTimeout
/** Timers that have not run yet. */
const waiting = new Set()
globalThis.setTimeout = (run, delay = 0, ...args) => {
  // A limit is no delay.
  if (delay === LIMIT) return realTimeout(run, delay, ...args).unref()
  const timer = realTimeout(() => {
    waiting.delete(timer)
    run(...args)
  }, Math.min(delay, 1))
  waiting.add(timer)
  return timer
}
globalThis.clearTimeout = (timer) => {
  waiting.delete(timer)
  realClear(timer)
}
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

/** What a server that speaks x402 (version 2) says with a 402. */
const OFFER = Buffer.from(JSON.stringify({
  x402Version: 2,
  resource: { url: 'http://127.0.0.1/a', description: '', mimeType: '' },
  accepts: [{ scheme: 'exact', network: 'eip155:84532', asset: '0x0', amount: '1', payTo: '0x0', maxTimeoutSeconds: 60, extra: {} }],
})).toString('base64')

const runs = new Map()
/** Requests so far, and those without an answer yet. */
let arrivals = 0
let open = 0
const server = createServer((request, response) => {
  const [, id, status] = request.url.split('/')
  const run = runs.get(id)
  request.resume()
  run.requests++
  const payment = request.headers['payment-signature']
  if (payment) run.payments.add(payment)
  arrivals++
  if (run.requests > ENDLESS) return
  open++
  response.once('close', () => open--)
  if (status === 'none') {
    request.socket.destroy()
    return
  }
  response.writeHead(Number(status), { 'content-type': 'application/json', ...(status === '402' && { 'payment-required': OFFER }) })
  response.end(JSON.stringify(Number(status) < 400 ? { ok: true, done: true, data: { a: 1 }, result: { data: 1 } } : { message: 'from the server' }))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`

const jobsOf = jobs.flatMap((job, index) => job.statuses.map((status) => ({ job, index, status })))
const running = jobsOf.map(({ job, index, status }) => {
  const id = `${index}-${status}`
  const run = { index, status, requests: 0, payments: new Set(), ended: false, failure: undefined }
  runs.set(id, run)
  const file = join(folder, `${id}.mjs`)
  writeFileSync(file, `const ORIGIN = '${origin}/${id}/${status}'\n${job.code}`)
  import(pathToFileURL(file).href)
    .then((module) => module.main())
    .catch((error) => {
      run.failure = String(error?.stack ?? error)
    })
    .then(() => {
      run.ended = true
    })
  return run
})

/** Every run is over, or goes on for ever. */
function isQuiet() {
  return open === 0 && waiting.size === 0 && running.every((run) => run.ended || run.requests >= ENDLESS)
}

const started = Date.now()
let looks = 0
let seen = -1
while (looks < QUIET_LOOKS && Date.now() - started < LONGEST) {
  await new Promise((resolve) => realTimeout(resolve, 10))
  looks = isQuiet() && arrivals === seen ? looks + 1 : 0
  seen = arrivals
}
if (looks < QUIET_LOOKS) {
  const late = running.filter((run) => !run.ended && run.requests < ENDLESS).map((run) => `${run.index} on ${run.status}: ${run.requests} requests`)
  process.stderr.write(`Not over in time: ${late.join('; ')}; ${open} without an answer, ${waiting.size} timers\n`)
  process.exit(1)
}
const results = jobs.map((_, index) => Object.fromEntries(running.filter((run) => run.index === index).map((run) => [run.status, { requests: run.requests, payments: run.payments.size, failure: run.failure }])))
process.stdout.write(JSON.stringify(results), () => process.exit(0))
