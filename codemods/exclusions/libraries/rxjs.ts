import type { Node } from '../../../analysis/syntax/estree.ts'
import { unwrap } from '../../../analysis/syntax/nodes.ts'
import { insertion } from '../../edits/insertion.ts'
import { endOf, parentOf, startOf, textOf, type Source } from '../../edits/source.ts'
import type { Edit } from '../../edits/apply.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { objectAt } from '../options.ts'
import { subjectTest } from '../functions.ts'
import { addProperty } from '../writing.ts'
import { propertyName, isFunction } from '../../../analysis/syntax/nodes.ts'

/** RxJS 7: `retry({ count, delay })`; a `delay` that fails ends the tries with that failure. */
export const rxjsExclusion: Exclusion = {
  library: 'rxjs',
  words: ['retry({ delay })'],
  ways: [byDelay],
}

const NEEDED = ['throwError', 'timer']

function* byDelay(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const test = subjectTest('error', { index: 0 }, { isTyped: true }, situation)
  const imports = importsOf(source)
  if (!test || !imports || construct.type !== 'CallExpression') return
  const delay = (wait: string): string => `delay: (error) => ${test.is} ? throwError(() => error) : ${wait}`
  const [config] = construct['arguments'] as readonly Node[]
  if (!config) {
    yield { edits: [...imports, insertion(endOf(construct) - 1, `{ ${delay('timer(0)')} }`)] }
    return
  }
  if (unwrap(config).type !== 'ObjectExpression' && !objectAt(config, source)) {
    yield { edits: [...imports, insertion(startOf(config), '{ count: '), insertion(endOf(config), `, ${delay('timer(0)')} }`)] }
    return
  }
  const object = objectAt(config, source) as Node
  const stated = (object['properties'] as readonly Node[]).find((property) => property.type === 'Property' && propertyName(property) === 'delay')
  if (!stated) {
    yield { edits: [...imports, addProperty(object, delay('timer(0)'), source)] }
    return
  }
  const value = stated['value'] as Node
  if (!isFunction(unwrap(value))) yield { edits: [...imports, { start: startOf(stated), end: endOf(stated), text: delay(`timer(${textOf(value, source)})`) }] }
}

/** Adds what is needed to the import that `retry` comes by, if it comes from `rxjs` itself. */
function importsOf(source: Source): Edit[] | undefined {
  for (const statement of source.program.body) {
    if (statement.type !== 'ImportDeclaration' || (statement['source'] as Node)['value'] !== 'rxjs' || statement['importKind'] === 'type') continue
    const specifiers = statement['specifiers'] as readonly Node[]
    const last = specifiers.at(-1)
    if (last?.type !== 'ImportSpecifier' || parentOf(last, source) !== statement) continue
    const missing = NEEDED.filter((name) => !specifiers.some((specifier) => (specifier['local'] as Node)['name'] === name))
    return missing.length === 0 ? [] : [insertion(endOf(last), `, ${missing.join(', ')}`)]
  }
  return undefined
}
