import { createRequire } from 'node:module'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { clientFunctionAt } from '../../analysis/clients/index.ts'
import { runAbstractly } from '../analysis/interpreter/abstract-run.ts'
import { agreement, describeEndings } from '../analysis/interpreter/agreement.ts'
import { runReally } from '../analysis/interpreter/real-run.ts'

// It comes without types.
const lodash: unknown = createRequire(import.meta.url)('lodash')

beforeAll(() => vi.stubGlobal('_', lodash))
afterAll(() => vi.unstubAllGlobals())

/** How a body of `f(p)` ends by the model, against the real package. */
function compare(body: string, args: readonly unknown[] = []): string {
  const text = `function f(p) { ${body} }`
  const seen = runAbstractly(text, (origin) => clientFunctionAt(origin)?.function.run)
  const real = runReally(text, args)
  return `${agreement(seen, real)} ${describeEndings(seen)} ${JSON.stringify(real.value)}`
}

describe('the model of lodash', () => {
  it.each([
    "return _.get({ a: { b: [{ c: 402 }] } }, 'a.b[0].c')",
    "return _.get({ a: { b: 1 } }, ['a', 'b'])",
    "return _.get({ a: null }, 'a.b', 'none')",
    "return _.get(undefined, 'a.b')",
    "return _.get({ a: null }, 'a', 'none')",
    "return [_.has({ a: { b: undefined } }, 'a'), _.has({ a: 1 }, 'b')]",
    "return [_.isNil(null), _.isNil(undefined), _.isNil(0), _.isUndefined(null), _.isNull(null)]",
    "return [_.isString('a'), _.isNumber('a'), _.isBoolean(false), _.isArray([]), _.isObject([]), _.isObject('a'), _.isFunction(() => 1), _.isString([])]",
    "return [_.isEmpty(''), _.isEmpty([]), _.isEmpty([1]), _.isEmpty(null), _.isEmpty(4)]",
    "return _.map([1, 2], (n) => n * 2)",
    "return _.map({ a: 1, b: 2 }, (value, key) => key + value)",
    "const seen = []; _.each([1, 2], (n) => { seen.push(n) }); return seen",
    "const seen = []; _.forEach({ a: 1 }, (value, key) => { seen.push(key, value) }); return seen",
    "return [_.filter([1, 2, 3], (n) => n > 1), _.find([1, 2, 3], (n) => n > 1), _.some([1], (n) => n > 1), _.every([2], (n) => n > 1)]",
    "return _.reduce([1, 2, 3], (sum, n) => sum + n, 0)",
    "return _.flatMap([1, 2], (n) => [n, n])",
    "return [_.includes([402, 500], 402), _.includes([402], 500), _.includes('abc', 'b')]",
    "return _.pick({ a: 1, b: 2, c: 3 }, ['a', 'b'])",
    "return _.pick({ a: 1, b: 2, c: 3 }, 'a', 'c')",
    "return _.omit({ a: 1, b: 2, c: 3 }, ['a', 'b'])",
    "return _.assign({ a: 1 }, { b: 2 }, { a: 3 })",
    "return _.extend({ a: 1 }, { b: 2 })",
    "const a = { n: 1 }; const b = _.cloneDeep(a); b.n = 2; return [a, b]",
    "return [_.first([1, 2]), _.last([1, 2]), _.head([]), _.flatten([1, [2, [3]]]), _.flattenDeep([1, [2, [3]]])]",
    "return [_.keys({ a: 1 }), _.values({ a: 1 }), _.identity(3), _.noop()]",
  ])('does what the package does: %s', (body) => {
    expect(compare(body)).toMatch(/^exact /)
  })

  it.each([
    ["return _.get(p, 'a.b', 4)", [[undefined], [{ a: { b: 1 } }], [{}]]],
    ["return _.has(p, 'a')", [[{ a: 1 }], [{}]]],
    ["return _.isEmpty(p)", [[null], [{ a: 1 }]]],
    ["return _.isNil(p) ? 1 : 2", [[null], [0]]],
    ["return _.map(p, (n) => n).length", [[[1, 2]], [{ a: 1 }], [null]]],
    ["return _.includes(p, 1)", [[[1]], ['b'], [null]]],
    ["return _.get({ a: 1 }, p)", [['a'], ['b']]],
    ["return _.map([{ a: 1 }], p)", [['a']]],
    ["return _.isEqual(p, 1)", [[1], [2]]],
    ["return _.pick({ a: 1 }, p).a", [['a'], ['b']]],
    ["return _.cloneDeep(p)", [[1], ['x']]],
    ["return _.compact([1, 0, p])", [[0], [2]]],
    ["return [_.uniq([1, 1, p]), _.sortBy([2, 1, p]), _.take([1, 2], 1), _.union([1], [2]), _.difference([1, 2], [p]), _.chunk([1, 2, 3], 2)]", [[1], [3]]],
    ["return [_.first(p), _.flatten(p), _.uniq(p)]", [[[1]], [undefined]]],
  ])('rules out nothing that the package does: %s', (body, given) => {
    for (const args of given) expect(compare(body, args)).not.toMatch(/^missed /)
  })

  it.each([
    'compact', 'flatten', 'sortBy', 'uniq',
  ])('loses no promise of a list: %s', (name) => {
    const text = `import _ from 'lodash'
export const load = (ids) => Promise.all(_.${name}(ids.map(async (id) => {
  const response = await fetch('https://api.example.com/' + id)
  if (!response.ok) throw Object.assign(new Error('x'), { status: response.status })
  return response.json()
})))`
    expect(analyse(parseSource(text, 'load.ts'), text).checks.map(({ verdict }) => verdict)).toEqual(['structured'])
  })

  it.each([
    ["the package", { module: 'lodash', path: ['default', 'get'] }],
    ["one of its functions", { module: 'lodash', path: ['get'] }],
    ["a module of one", { module: 'lodash/get', path: ['default'] }],
    ["a module of one, for bundlers", { module: 'lodash-es/get', path: ['default'] }],
    ["a package of one", { module: 'lodash.get', path: ['default'] }],
    ["underscore", { module: 'underscore', path: ['default', 'get'] }],
    ["es-toolkit, where it is like that", { module: 'es-toolkit/compat', path: ['get'] }],
    ["the global name", { module: '', path: ['_', 'get'] }],
  ])('is that of %s', (_, origin) => expect(clientFunctionAt(origin)?.client.name).toBe('lodash'))

  it.each([
    ["a name of the module's own", { module: 'lodash', path: ['default', 'chain'] }],
    ["a method of what it gives", { module: 'lodash', path: ['get', 'call'] }],
    ["another global name", { module: '', path: ['get'] }],
    ["another module", { module: './lodash', path: ['get'] }],
  ])('is not that of %s', (_, origin) => expect(clientFunctionAt(origin)?.client.name).not.toBe('lodash'))
})
