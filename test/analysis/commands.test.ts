import { describe, expect, it } from 'vitest'

import { isAllOfCommand, isCommand } from '../../analysis/commands.ts'

describe('isCommand', () => {
  it.each([
    ['its arguments', 'const [, , name] = process.argv'],
    ['how it ends', 'main().catch(() => process.exit(1))'],
    ['what reads a command line', "import { Command } from 'commander'\nexport const program = new Command()"],
    ['the log of a job', "const core = require('@actions/core')\nmodule.exports = () => core.info('done')"],
    ["Node's own modules, of which nothing can be imported", "import { readFile } from 'node:fs/promises'\nawait readFile('x')"],
    ['a package that gives them anew', "import fs from 'fs-extra'\nfs.readFileSync('x')"],
    ['a setting that no page in a browser is given', "const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY })\nrun().catch(console.error)"],
    ['what it starts, where nothing is of a browser', "import axios from 'axios'\n\nasync function main() {}\n\nmain().catch(console.error)"],
    ['what it waits for when it is loaded', "import { load } from 'prices'\n\nconst prices = await load()\nconsole.log(prices)"],
    ['what it tries when it is loaded', "import { load } from 'prices'\n\ntry {\n  console.log(await load())\n} catch (error) {\n  console.error(error.status)\n}"],
  ])('knows a program by %s', (_, text) => expect(isCommand(text)).toBe(true))

  it.each([
    ["a module that runs on Node", "import { readFile } from 'node:fs/promises'\nexport const load = () => readFile('x')"],
    ['a module of a page', "import { h } from 'preact'\nfetch('/a')"],
    ['a page with settings of its build', "const url = process.env.REACT_APP_API_URL\nfetch(url)"],
    ['a page that starts something', "async function main() { document.title = await load() }\nmain()"],
    ['a component', "const App = () => <p>{useLoad()}</p>\nmount()"],
    ['a server', "import { createServer } from 'node:http'\nimport { log } from './log.js'\ncreateServer(answer).listen(process.env.PORT)"],
    ['a module that waits in a function', "import { load } from 'prices'\nasync function show() {\n  const prices = await load()\n  try {\n  } catch {}\n}"],
    ['a word', "export const names = ['cac', 'commander']"],
  ])('knows %s from one', (_, text) => expect(isCommand(text)).toBe(false))
})

describe('isAllOfCommand', () => {
  it('says that nothing else can call the functions of a program', () => expect(isAllOfCommand("import fs from 'node:fs'\nfunction main() {}\nmain()")).toBe(true))
  it('says that its functions talk to whoever runs it, whoever calls them', () => expect(isAllOfCommand("import chalk from 'chalk'\nexport function main() { console.error(chalk.red('no')); process.exit(1) }")).toBe(true))
  it.each([
    ['is a program where it is not imported', 'if (require.main === module) main()\nmodule.exports = { main }'],
    ['reads a response by its events', "const request = http.get(url, (response) => response.on('data', add).on('end', show))\nprocess.exitCode = 1"],
  ])('says so of what %s', (_, text) => expect(isAllOfCommand(text)).toBe(true))
  it('says that other files can', () => expect(isAllOfCommand('export function main() { process.exit(1) }')).toBe(false))
  it.each(['app.listen(process.argv[2])', "app.get('/b', (req, res) => answer(res))", "bot.on('message', reply)", 'setInterval(load, 1000)'])('says that what it prints is a log: %s', (text) => expect(isAllOfCommand(text)).toBe(false))
})
