import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'

import { exportedClients, type OwnClients } from '../../analysis/index.ts'
import { OwnClientSearch, type OwnClient } from '../../cli/own-clients.ts'
import { parseSource } from '../../source/parse.ts'
import { temporaryTree } from '../source/temporary-tree.ts'
import { run } from './command.ts'

const exportsOf = (text: string): string[] => exportedClients(parseSource(text, 'api.ts'), text).map(({ name, client }) => `${name} ${client}`)

describe('exportedClients', () => {
  it.each([
    ["import axios from 'axios'\nexport default axios.create()", ['default axios']],
    ["import axios from 'axios'\nconst api = axios.create()\nexport const http = api\nexport { api as client, api as default }", ['http axios', 'client axios', 'default axios']],
    ["import axios from 'axios'\naxios.defaults.baseURL = '/api'\nexport default axios", ['default axios']],
    ["import OpenAI from 'openai'\nexport const openai = new OpenAI()", ['openai openai']],
    ["import ky from 'ky'\nconst api = ky.create({ prefixUrl: '/api' })\nexport const load = () => api.get('x')\nexport { api }", ['api ky']],
    ["const axios = require('axios')\nmodule.exports = axios.create()", ['default axios']],
    ["const axios = require('axios')\nexports.api = axios.create()\nmodule.exports.http = exports.api", ['api axios']],
    ["import axios from 'axios'\nexport const get = axios.get\nexport const token = axios.CancelToken\nexport function load() { return axios.get('/x') }", []],
    ["import axios from 'axios'\nexport * from 'axios'\nexport { isAxiosError } from 'axios'\nconst api = axios.create()", []],
    ["import { axios } from './axios'\nexport default axios.create()", []],
    ["const exports = {}\nexports = axios.create()\nimport axios from 'axios'", []],
  ])('%s', (text, expected) => {
    expect(exportsOf(text)).toEqual(expected)
  })
})

const API = "import axios from 'axios'\nexport const api = axios.create()\n"

/** What is found in a program, by the paths and texts of its files. */
function found(files: Readonly<Record<string, string>>, clients?: OwnClients): Omit<OwnClient, 'client'>[] {
  const search = new OwnClientSearch(clients)
  for (const [path, text] of Object.entries(files)) {
    search.readImports(join('/app', path), text)
    search.readExports(join('/app', path), exportedClients(parseSource(text, path), text))
  }
  return search.found().map(({ path, importers, flag }) => ({ path, importers, flag }))
}

describe('OwnClientSearch', () => {
  it('names as much of the path as all importers write', () => {
    expect(found({ 'src/lib/api.ts': API, 'src/a.ts': "import { api } from './lib/api'", 'src/b/c.ts': "import { api } from '../lib/api.js'", 'src/d.ts': "const { api } = await import('@/lib/api')" })).toEqual([
      { path: join('/app/src/lib/api.ts'), importers: 3, flag: '*/lib/api=axios' },
    ])
    expect(found({ 'src/lib/api/index.ts': API, 'src/lib/use.ts': "const { api } = require('./api')", 'src/b.ts': "import { api } from './lib/api'" }).map(({ flag }) => flag)).toEqual(['*/api=axios'])
  })

  it('finds none that nobody imports, or that is named already', () => {
    expect(found({ 'src/lib/api.ts': API, 'src/a.ts': "import { api } from './lib/other'" })).toEqual([])
    expect(found({ 'src/lib/api.ts': API, 'src/a.ts': "import { api } from './lib/api'" }, { '*/lib/api': 'axios' })).toEqual([])
  })

  it('names no pattern that other modules have too', () => {
    const files = { 'src/api.ts': API, 'src/a.ts': "import { api } from './api'", 'src/admin/api.ts': 'export const api = {}', 'src/admin/b.ts': "import { api } from './api'" }
    expect(found(files)).toEqual([])
  })
})

test('the audit says which clients it can be told of', () => {
  const root = temporaryTree({ 'src/lib/api.ts': API, 'src/load.ts': "import { api } from '@/lib/api'\nexport const load = () => api.get('/x').catch(() => null)\n" })
  const { code, stdout, stderr } = run(root, ['audit', 'src'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: "src/lib/api.ts: exports a client (axios) that a file imports; to follow it: --client '*/lib/api=axios'\n" })
  expect(stdout).not.toContain("api.get('/x')")
  const [, flag = ''] = /--client '(.*)'/.exec(stderr) ?? []
  const told = run(root, ['audit', '--client', flag, 'src'])
  expect({ code: told.code, stderr: told.stderr }).toEqual({ code: 0, stderr: '' })
  expect(told.stdout).toMatch(/ 2 {2}api\.get\('\/x'\) +axios +blind/)
})
