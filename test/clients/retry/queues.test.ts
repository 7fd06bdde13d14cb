import { describeAgreement, row } from './agreement.ts'

/** Queues call what they are given once: what is round the queue, or in it, is what sends again. */
const LOOP = (attempt: string): string => `for (let attempt = 0; ; attempt++) { try { return await ${attempt} } catch (error) { if (attempt === 2) throw error } }`
const LOOP_BUT_402 = (attempt: string): string => `for (let attempt = 0; ; attempt++) { try { return await ${attempt} } catch (error) { if (attempt === 2 || error.status === 402) throw error } }`

describeAgreement('p-queue', [
  row('in a loop', "import PQueue from 'p-queue'", `const queue = new PQueue({ concurrency: 2 }); ${LOOP('queue.add(() => load())')}`),
  row('in a loop that ends for a 402', "import PQueue from 'p-queue'", `const queue = new PQueue(); ${LOOP_BUT_402('queue.add(load, { priority: 1 })')}`),
  row('a loop in it', "import PQueue from 'p-queue'", `const queue = new PQueue(); return queue.add(async () => { ${LOOP('load()')} })`),
  row('several in a loop', "import PQueue from 'p-queue'", `const queue = new PQueue(); ${LOOP('queue.addAll([load])')}`),
  row('p-retry in it', "import pRetry from 'p-retry'\nimport PQueue from 'p-queue'", 'const queue = new PQueue(); return queue.add(() => pRetry(load, { retries: 2 }))', { as: { 'p-retry': 'p-retry-7' } }),
])

describeAgreement('p-limit', [
  row('in a loop', "import pLimit from 'p-limit'", `const limit = pLimit(2); ${LOOP('limit(load)')}`),
  row('in a loop, with an argument', "import pLimit from 'p-limit'", `const limit = pLimit(2); ${LOOP('limit((most) => load(most), 3)')}`),
  row('in a loop that ends for a 402', "import pLimit from 'p-limit'", `const limit = pLimit(2); ${LOOP_BUT_402('limit(() => load())')}`),
  row('a list in a loop', "import pLimit from 'p-limit'", `const limit = pLimit(2); ${LOOP('limit.map([1], () => load())')}`),
])

describeAgreement('p-map', [
  row('in a loop', "import pMap from 'p-map'", LOOP('pMap([1], () => load(), { concurrency: 2 })')),
  row('a loop in it', "import pMap from 'p-map'", `return pMap([1], async () => { ${LOOP('load()')} })`),
  row('in a loop that ends for a 402', "import pMap from 'p-map'", LOOP_BUT_402('pMap([1], () => load())')),
])

describeAgreement('p-all', [row('in a loop', "import pAll from 'p-all'", LOOP('pAll([load], { concurrency: 2 })'))])

describeAgreement('async-mutex', [
  row('in a loop', "import { Mutex } from 'async-mutex'", `const mutex = new Mutex(); ${LOOP('mutex.runExclusive(() => load())')}`),
  row('a loop in it', "import { Semaphore } from 'async-mutex'", `const semaphore = new Semaphore(2); return semaphore.runExclusive(async () => { ${LOOP('load()')} })`),
  row('in a loop that ends for a 402', "import { Mutex } from 'async-mutex'", `const mutex = new Mutex(); ${LOOP_BUT_402('mutex.runExclusive(load)')}`),
])

describeAgreement('async-lock', [
  row('in a loop', "import AsyncLock from 'async-lock'", `const lock = new AsyncLock(); ${LOOP("lock.acquire('a', () => load())")}`),
  row('in a loop that ends for a 402', "import AsyncLock from 'async-lock'", `const lock = new AsyncLock(); ${LOOP_BUT_402("lock.acquire(['a', 'b'], () => load())")}`),
])

describeAgreement('async', [
  row('a list in a loop', "import async from 'async'", LOOP('async.mapLimit([1], 2, async () => load())')),
  row('a list in a loop that ends for a 402', "import { each } from 'async'", LOOP_BUT_402('each([1], async () => load())')),
  row('a queue in a loop', "import { queue } from 'async'", `const tasks = queue(async () => load(), 2); ${LOOP('tasks.pushAsync(1)')}`),
  row('a loop in a queue', "import async from 'async'", `const tasks = async.queue(async () => { ${LOOP('load()')} }, 2); return tasks.push(1)`),
])
