import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysedVerdict, answerOf, isOfThisRun, runReal, shownVerdict, type ClientUse, type Outcome } from './program.ts'
import { StatusServer } from './server.ts'
import { USES } from './uses.ts'

/** What programs ask of a result or an error. Each is true or false, whatever it is asked of. */
const QUESTIONS = [
  'true',
  'value?.status === 402',
  'value?.statusCode === 402',
  'value?.response?.status === 402',
  'value?.response?.statusCode === 402',
  'value?.res?.status === 402',
  'value?.$metadata?.httpStatusCode === 402',
  'value?.networkError?.statusCode === 402',
  'value?.code === 402',
  "value?.code === 'ERR_BAD_REQUEST'",
  "value?.code === 'ERR_NON_2XX_3XX_RESPONSE'",
  'value?.ok === false',
  'value?.response?.ok === false',
  'value?.isAxiosError === true',
  "value?.name === 'AxiosError'",
  "value?.name === 'HTTPError'",
  "value?.name === 'FetchError'",
  'value instanceof Error',
  'value instanceof TypeError',
  "typeof value?.json === 'function'",
  'Boolean(value?.response)',
]

const STATUSES = [402, 418, 500, 200] as const

function nameOf(use: ClientUse): string {
  return [use.setup, use.call].filter(Boolean).join('; ')
}

describe('what clients make of answers: the real package and its model', () => {
  let server: StatusServer
  beforeAll(async () => {
    server = await StatusServer.start()
  })
  afterAll(() => server.stop())

  for (const use of USES.filter(isOfThisRun)) {
    it(`${use.client}: ${nameOf(use)}`, async () => {
      const outcomes: [(typeof STATUSES)[number], Outcome][] = []
      // One after the other: some packages are told the address by the environment.
      for (const status of STATUSES) outcomes.push([status, await runReal(use, server.url(status))])
      const classes = use.imports.filter(([, , exported]) => exported.endsWith("Error")).map(([local]) => `value instanceof ${local}`)
      const shown: Record<string, string> = {}
      const analysed: Record<string, string> = {}
      for (const question of [...QUESTIONS, ...(use.questions ?? []), ...classes]) {
        const answers = { 402: '', 418: '', 500: '', 200: '' }
        for (const [status, outcome] of outcomes) answers[status] = await answerOf(use, outcome, question)
        shown[question] = use.saidByBody?.test(question) ? 'decided by the body' : shownVerdict(answers)
        analysed[question] = analysedVerdict(use, question)
      }
      expect(analysed).toEqual(shown)
    })
  }
})
