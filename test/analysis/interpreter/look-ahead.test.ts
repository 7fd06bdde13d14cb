import { describe, expect, it } from 'vitest'

import { LookAhead } from '../../../analysis/interpreter/look-ahead.ts'
import { Mentions, type Lead } from '../../../analysis/interpreter/mentions.ts'
import { NamedMembers } from '../../../analysis/interpreter/named-members.ts'
import type { Node } from '../../../analysis/syntax/estree.ts'
import { memberPath } from '../../../analysis/syntax/nodes.ts'
import { ScopeBuilder, type ScopeTree } from '../../../analysis/syntax/scopes.ts'
import { parseSource } from '../../../source/parse.ts'

/** Where of `here(1)`, `here(2)` ... the request can still be come to, `on` and by `anywhere`. */
function ahead(text: string, leads: readonly Lead[] = []): { on: number[]; anywhere: number[] } {
  const program = parseSource(text, 'program.ts')
  const tree = ScopeBuilder.build(program)
  const named = (name: string): Node[] => tree.calls.filter((call) => memberPath(call['callee'] as Node)?.join('.') === name)
  const [request] = named('fetch')
  if (!request) throw new Error('no request')
  const lookAhead = new LookAhead(request, tree, () => new Mentions(request, tree, text, new NamedMembers(tree), leads))
  const places = (direction: 'on' | 'anywhere'): number[] =>
    named('here')
      .filter((call) => lookAhead.after(call, direction))
      .map((call) => Number((call['arguments'] as Node[])[0]?.['value']))
  return { on: places('on'), anywhere: places('anywhere') }
}

/** The clauses of the `switch` that a node stands in. */
function clausesAround(parents: ScopeTree['parents'], node: Node): readonly Node[] {
  let at: Node | undefined = node
  while (at && at.type !== 'SwitchStatement') at = parents.get(at)
  return at?.['cases'] as Node[]
}

function everywhere(text: string): number[] {
  return ahead(text).anywhere
}

describe('by place', () => {
  it('what stands after comes next, the other branch does not', () => {
    expect(everywhere(`async function f(a) { here(1); if (a) { here(2) } else { here(3); await fetch('/x'); here(4) } here(5) }`)).toEqual([1, 3])
  })

  it('what is returned and thrown leaves, unless there is a catch or a finally', () => {
    expect(everywhere(`async function f(a) { if (a) return here(1); if (!a) throw here(2); await fetch('/x') }`)).toEqual([])
    expect(everywhere(`async function f(a) { try { if (a) return here(1); throw here(2) } catch { await fetch('/x') } }`)).toEqual([2])
    expect(everywhere(`async function f(a) { try { return here(1) } catch { here(2) } finally { await fetch('/x') } }`)).toEqual([1, 2])
  })

  it('a clause of a switch that leaves it is not followed by the next', () => {
    expect(everywhere(`async function f(a) { switch (a) { case 1: here(1); break; case 2: here(2); case 3: return fetch('/x') } here(3) }`)).toEqual([2])
  })

  it('from a clause of a switch on: as far as one that leaves it', () => {
    const text = `async function f(a) { switch (a) { case 1: a(); break; case 2: a(); case 3: { await fetch('/x'); return } case 4: a() } }`
    const program = parseSource(text, 'program.ts')
    const tree = ScopeBuilder.build(program)
    const request = tree.calls.find((call) => memberPath(call['callee'] as Node)?.[0] === 'fetch') as Node
    const lookAhead = new LookAhead(request, tree, () => new Mentions(request, tree, text, new NamedMembers(tree), []))
    const clauses = clausesAround(tree.parents, request)
    expect(clauses.map((_, index) => lookAhead.fromClause(clauses, index))).toEqual([false, true, true, false])
  })

  it('another turn of a loop leads anywhere, but not on', () => {
    expect(ahead(`async function f(a) { while (a) { here(1); await fetch('/x'); here(2) } here(3) }`)).toEqual({ on: [1], anywhere: [1, 2] })
    expect(ahead(`async function f(a) { for (here(1); here(2); here(3)) { await fetch('/x'); here(4) } }`)).toEqual({ on: [1, 2], anywhere: [1, 2, 3, 4] })
    expect(ahead(`async function f(a) { for (const b of here(1)) { await fetch(b); here(2) } }`)).toEqual({ on: [1], anywhere: [1, 2] })
  })

  it('the arguments of a call are there before it is made', () => {
    expect(everywhere(`async function f() { await fetch(here(1)); here(2) }`)).toEqual([1])
  })

  it('a call may call what it was given before, and what an object holds', () => {
    expect(everywhere(`function f() { useQuery(() => fetch('/x'), here(1)); here(2) }`)).toEqual([1])
    expect(everywhere(`function f() { useQuery({ load: () => fetch('/x'), enabled: here(1) }); here(2) }`)).toEqual([1])
    expect(everywhere(`function f() { useQueries([[() => fetch('/x'), here(1)]]); here(2) }`)).toEqual([1])
    expect(everywhere(`function f() { useQuery(here(1)(), { load: 1 }); const load = () => fetch('/x'); useQuery(load) }`)).toEqual([1])
  })
})

describe('by name', () => {
  it('a function that sends it, and one that calls that', () => {
    expect(everywhere(`const send = () => fetch('/x'); function f() { here(1); send(); here(2) } function g() { here(3); f(); here(4) } function h() { here(5) }`)).toEqual([1, 3])
  })

  it('not what other code calls back with, beside the request or in another route', () => {
    expect(everywhere(`function f(app) { app.get('/a', (c) => { const { id } = c.params; return c.json({ id }) }); app.post('/b', async (c) => { here(1); await fetch(c.id); here(2); c.json(here(3)) }) }`)).toEqual([1])
    expect(everywhere(`function f(bot) { bot.on('message', async (c) => { here(1); await fetch(c.id); here(2); c.reply(here(3)) }) }`)).toEqual([1])
    expect(everywhere(`function f(all) { all.add(() => fetch('/x')); all.forEach((send) => { here(1); send(); here(2) }) }`)).toEqual([1])
  })

  it('a method, through this and through an instance', () => {
    expect(everywhere(`class A { send() { return fetch('/x') } f() { here(1); this.send(); here(2) } }
      function g() { const a = new A(); here(3); a.send(); here(4) }`)).toEqual([1, 3])
  })

  it('what it is kept in: objects, lists, maps', () => {
    expect(everywhere(`const all = { send: () => fetch('/x') }; function f(k) { const h = all[k]; here(1); h(); here(2) }`)).toEqual([1])
    expect(everywhere(`const own = { send: () => fetch('/x') }; const all = { ...own }; function f(k) { here(1); all.send(); here(2); all[k](); here(3) } function g() { here(4) }`)).toEqual([1, 2])
    expect(everywhere(`const all = []; all.push(() => fetch('/x')); function f() { here(1); for (const h of all) h(); here(2) }`)).toEqual([1])
    expect(everywhere(`const all = new Map(); all.set('a', () => fetch('/x')); function f(k) { const h = all.get(k); here(1); if (h) h(); here(2) }`)).toEqual([1])
    expect(everywhere(`class A { constructor() { this.all = {} } add(k) { this.all[k] = () => fetch('/x') } f(k) { const h = this.all[k]; here(1); h(); here(2) } }`)).toEqual([1])
  })

  it('a parameter that it is given in', () => {
    expect(everywhere(`function run(send) { here(1); send(); here(2) } function f() { run(() => fetch('/x')); here(3) }`)).toEqual([1])
    expect(everywhere(`class A { constructor(private send) {} f() { here(1); this.send(); here(2) } } const a = new A(() => fetch('/x'))`)).toEqual([1])
  })

  it('a function that calls what it is given, where it is given that', () => {
    expect(everywhere(`function run(send) { here(1); send(); here(2) } function f() { here(3); run(() => fetch('/x')); here(4) } function g() { here(5); run(() => null); here(6) }`)).toEqual([1, 3])
    expect(everywhere(`function run(send) { later(); function later() { here(1); send() } } function f() { run(() => fetch('/x')) } function g() { here(2); run(() => null) }`)).toEqual([1, 2])
    expect(everywhere(`let kept; function keep(send) { kept = send } function f() { keep(() => fetch('/x')) } function g() { here(1); keep(() => null); here(2); kept() }`)).toEqual([1, 2])
  })

  it('what else a function is given that keeps it, but not of one that calls it', () => {
    expect(everywhere(`function run(send, event) { send(event) } function f(event) { run(() => fetch('/x'), event); here(1); use(event) }`)).toEqual([])
    expect(everywhere(`function put(send, all) { all.push(send) } function f(all) { put(() => fetch('/x'), all); here(1); all[0]() }`)).toEqual([1])
    expect(everywhere(`function put(send = null, all) { all.push(send) } function f(all) { put(() => fetch('/x'), all); here(1); all[0]() }`)).toEqual([1])
  })

  it('what a function makes of it', () => {
    expect(everywhere(`import { wrap } from 'x'; const send = wrap(() => fetch('/x')); function f() { here(1); send(); here(2) }`)).toEqual([1])
    expect(everywhere(`function make() { return () => fetch('/x') } function f() { const send = make(); here(1); send(); here(2) }`)).toEqual([1])
    expect(everywhere(`const { send } = useApi(); function useApi() { return { send: () => fetch('/x') } } function f() { here(1); send(); here(2) }`)).toEqual([1])
  })

  it('a request that is waited for later; its answer leads no further', () => {
    const text = `async function f() { const p = fetch('/x'); here(1); const r = await p; here(2); return r.status }`
    expect(ahead(text, ['wait']).anywhere).toEqual([1])
    expect(everywhere(text)).toEqual([])
    expect(everywhere(`async function f() { here(1); await within(fetch('/x')); here(2) } function within(p) { return new Promise((resolve) => p.then(resolve)) }`)).toEqual([1])
  })

  it('what intercepts another client', () => {
    expect(everywhere(`import axios from 'axios'; const api = axios.create(); api.interceptors.request.use(async (c) => { await fetch('/token'); return c })
      async function f() { here(1); await api.get('/x'); here(2) }`)).toEqual([1])
  })

  it('anything, where it can not be told', () => {
    expect(everywhere(`class A { then(done) { fetch('/x').then(done) } } async function f(a) { here(1); await a; here(2) }`)).toEqual([1, 2])
  })
})
