// One pass of ESLint over the files, in a process of its own as users have it: nothing is warm. Prints its times as JSON.
// Arguments: a file with the list of the files, as JSON; the number of the round.
import { readFileSync } from 'node:fs'

import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'

import { FOLDER } from './folder.ts'
import { contenders } from './peers.ts'

/** Packages whose `.js` files are scripts. */
const COMMON_JS = ['ghost', 'npm']

/** Milliseconds, one item a file. */
export interface Times {
  /** The parser alone, with its scopes. */
  readonly parse: number[]
  /** Reading, parsing, walking and all rules. */
  readonly total: number[]
  /** Making and running the listeners of each contender's rules. */
  readonly rules: Record<string, number[]>
  /** What the whole pass took of the processor, in milliseconds: other programs don't count, other threads do. */
  readonly cpu: number
}

interface Pass {
  readonly parse: { readonly total: number }
  readonly total: number
  readonly rules?: Readonly<Record<string, { readonly total: number }>>
}

async function round(files: readonly string[], number: number): Promise<Times> {
  const measured = await contenders()
  // What rules share (ESLint's token store, say) is made for the first that asks: the order changes from round to round.
  const turned = [...measured.slice(number % measured.length), ...measured.slice(0, number % measured.length)]
  const config: Linter.Config[] = [
    { files: ['**/*'], linterOptions: { noInlineConfig: true }, languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tseslint.parser } },
    { files: ['**/*.cjs', ...COMMON_JS.map((name) => `**/${name}@*/**/*.js`)], languageOptions: { sourceType: 'commonjs' } },
    ...turned.map(({ name, plugin, rules }) => ({ files: ['**/*'], plugins: { [name]: plugin }, rules })),
  ]
  const rules: Record<string, number[]> = Object.fromEntries(measured.map(({ name }) => [name, []]))
  const times: Times = { parse: [], total: [], rules, cpu: 0 }
  const linter = new Linter({ cwd: FOLDER })
  const before = process.cpuUsage()
  for (const filename of files) {
    // ESLint's own clocks, those of `--stats`. They run in `verifyAndFix` only.
    const options: Linter.FixOptions & { stats: true } = { filename, fix: false, stats: true }
    const { messages } = linter.verifyAndFix(readFileSync(filename, 'utf8'), config, options)
    const fatal = messages.find((message) => message.fatal)
    if (fatal) throw new Error(`${filename}:${fatal.line} ${fatal.message}`)
    const pass = linter.getTimes().passes[0] as Pass | undefined
    if (!pass) throw new Error('ESLint gave no times.')
    times.parse.push(pass.parse.total)
    times.total.push(pass.total)
    for (const [name, list] of Object.entries(rules)) list.push(sumOf(pass, name))
  }
  const { user, system } = process.cpuUsage(before)
  return { ...times, cpu: (user + system) / 1000 }
}

function sumOf({ rules = {} }: Pass, contender: string): number {
  return Object.entries(rules).reduce((sum, [rule, { total }]) => sum + (rule.startsWith(`${contender}/`) ? total : 0), 0)
}

const [list = '', number = '0'] = process.argv.slice(2)
const times = await round(JSON.parse(readFileSync(list, 'utf8')) as string[], Number(number))
process.stdout.write(JSON.stringify(times))
