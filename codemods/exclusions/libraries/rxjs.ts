import type { Node } from '../../../analysis/syntax/estree.ts'
import { isFunction, parametersOf, propertyName, unwrap } from '../../../analysis/syntax/nodes.ts'
import type { Edit } from '../../edits/apply.ts'
import { beginsLine, insertion } from '../../edits/insertion.ts'
import { calledMethod } from '../../edits/references.ts'
import { endOf, parentOf, startOf, textOf, walk, type Source } from '../../edits/source.ts'
import { eolAt, indentationAt } from '../../edits/style.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { amendFunction, functionAt, subjectTest, type Statement } from '../functions.ts'
import { objectAt } from '../options.ts'
import { addProperty } from '../writing.ts'

/** RxJS 7: `retry({ count, delay })`; 6 and 7: `retryWhen(notifier)`. A delay or a notifier that fails ends the tries with that failure. */
export const rxjsExclusion: Exclusion = {
  library: 'rxjs',
  words: ['retry({ delay })', 'retryWhen(notifier)'],
  ways: [byDelay, byNotifier],
}

const NEEDED = ['throwError', 'timer']
const ERROR = { index: 0 }
const TYPED = { isTyped: true }
const THROWS: Statement = { does: ([error]) => `throw ${error}`, upTo: 0 }

function* byDelay(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const test = subjectTest('error', ERROR, TYPED, situation)
  if (!test || construct.type !== 'CallExpression' || calledName(construct) === 'retryWhen') return
  const [config] = construct['arguments'] as readonly Node[]
  const object = config && objectAt(config, source)
  const stated = object && (object['properties'] as readonly Node[]).find((property) => property.type === 'Property' && propertyName(property) === 'delay')
  const value = stated && unwrap(stated['value'] as Node)
  if (value && isFunction(value)) {
    const edits = amendFunction(value, ERROR, ['error'], THROWS, TYPED, situation)
    if (edits) yield { edits }
    return
  }
  const imports = importsOf(NEEDED, ({ from }) => from === 'rxjs', source)
  if (!imports) return
  const delay = (wait: string): string => `delay: (error) => ${test.is} ? throwError(() => error) : ${wait}`
  if (stated && value) yield { edits: [...imports, { start: startOf(stated), end: endOf(stated), text: delay(`timer(${textOf(value, source)})`) }] }
  else if (object) yield { edits: [...imports, addProperty(object, delay('timer(0)'), source)] }
  else if (config) yield { edits: [...imports, insertion(startOf(config), '{ count: '), insertion(endOf(config), `, ${delay('timer(0)')} }`)] }
  else yield { edits: [...imports, insertion(endOf(construct) - 1, `{ ${delay('timer(0)')} }`)] }
}

/** What the notifier does first with an error: it maps it, or a `tap` is put there. */
function* byNotifier(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const operator = construct.type === 'CallExpression' ? calledName(construct) : undefined
  if (operator !== 'retryWhen') return
  const [first] = (pipeOf((construct['arguments'] as readonly Node[])[0], source)?.['arguments'] ?? []) as readonly Node[]
  if (!first) return
  const mapped = calledName(first)?.endsWith('Map') ? functionAt((first['arguments'] as readonly Node[])[0] as Node, source) : undefined
  const edits = mapped && amendFunction(mapped, ERROR, ['error'], THROWS, TYPED, situation)
  if (edits) yield { edits }
  const test = subjectTest('error', ERROR, TYPED, situation)
  const imports = importsOf(['tap'], ({ names }) => names.includes(operator), source)
  if (mapped || !test || !imports) return
  const at = startOf(first)
  const next = beginsLine(source.text, at) ? `,${eolAt(source.text, at)}${indentationAt(source.text, at)}` : ', '
  yield { edits: [...imports, insertion(at, `tap((error) => { if (${test.is}) throw error })${next}`)] }
}

/** `errors.pipe(...)` in `(errors) => errors.pipe(...)`. */
function pipeOf(notifier: Node | undefined, source: Source): Node | undefined {
  const fn = notifier && functionAt(notifier, source)
  const errors = fn && (parametersOf(fn)[0]?.['name'] as string | undefined)
  let found: Node | undefined
  if (fn && errors !== undefined) {
    walk(fn['body'] as Node, (node) => {
      if (calledMethod(node) === 'pipe' && unwrap((unwrap(node['callee'] as Node))['object'] as Node)['name'] === errors) found ??= node
    })
  }
  return found
}

function calledName(call: Node): string | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call['callee'] as Node) : undefined
  return callee?.['name'] as string | undefined
}

interface Imported {
  readonly from: unknown
  readonly names: readonly string[]
}

/** Adds names to the import of the file that will do for them; undefined where it has none. */
function importsOf(needed: readonly string[], willDo: (imported: Imported) => boolean, source: Source): Edit[] | undefined {
  for (const statement of source.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement['importKind'] === 'type') continue
    const specifiers = statement['specifiers'] as readonly Node[]
    const names = specifiers.map((specifier) => (specifier['local'] as Node)['name'] as string)
    const last = specifiers.at(-1)
    if (!willDo({ from: (statement['source'] as Node)['value'], names }) || last?.type !== 'ImportSpecifier' || parentOf(last, source) !== statement) continue
    const missing = needed.filter((name) => !names.includes(name))
    return missing.length === 0 ? [] : [insertion(endOf(last), `, ${missing.join(', ')}`)]
  }
  return undefined
}
