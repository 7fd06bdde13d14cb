import { expect, it } from 'vitest'

import { LookAhead } from '../../analysis/interpreter/look-ahead.ts'
import { Mentions } from '../../analysis/interpreter/mentions.ts'
import { NamedMembers } from '../../analysis/interpreter/named-members.ts'
import { requestFile } from '../../analysis/request-sites.ts'
import { rootsOf } from '../../analysis/roots.ts'
import { mayBeSentAgain } from '../../analysis/second-sends.ts'
import { parseSource } from '../../source/parse.ts'

const LOAD = 'export const load = (id) => fetch(`/api/${id}`)\n'

function isAgain(callers: string, load = LOAD, isQuiet = false): boolean {
  const text = load + callers
  const file = requestFile(parseSource(text, 'program.ts'), text, false)
  const [site] = file.sites
  if (!site) throw new Error('no request')
  const members = new NamedMembers(file.tree)
  return rootsOf(site, file.uses, file.tree).roots.some(({ node }) => mayBeSentAgain(site, node, new Set(isQuiet ? [site.within] : []), file, (request) => new LookAhead(request, file.tree, () => new Mentions(request, file.tree, text, members, []))))
}

it.each([
  'export const show = async (id) => render(await load(id))',
  'const first = (id) => load(id); export const show = async (id) => render(await first(id))',
])('is sent once: %s', (callers) => {
  expect(isAgain(callers)).toBe(false)
})

it.each([
  'export async function show(id) { for (;;) { const r = await load(id); if (r.ok) return r } }',
  'const first = (id) => load(id); export async function show(id) { while (more()) render(await first(id)) }',
  'export async function show(id) { const r = await load(id); return r.ok ? r : load(id) }',
  'export async function show(id) { const r = await load(id); return r.ok ? r : fetch(`/api/${id}`) }',
  'export async function show(id) { for (;;) { try { return await load(id) } catch { } } }',
  'import retry from "async-retry"; export const show = (id) => retry(() => load(id))',
  'export async function show(id) { const r = await load(id); return r.ok ? r : show(id) }',
])('may be sent again: %s', (callers) => {
  expect(isAgain(callers)).toBe(true)
})

it('is not sent again by a caller for what the function itself does, where that is known', () => {
  const load = 'export async function load(id) { for (;;) { const r = await fetch(`/api/${id}`); if (r.status !== 429) return r } }\n'
  const once = 'export const show = async (id) => render(await load(id))'
  const twice = 'export async function show(id) { const r = await load(id); return r.ok ? r : load(id) }'
  expect([isAgain(once, load), isAgain(once, load, true), isAgain(twice, load, true)]).toEqual([true, false, true])
})
