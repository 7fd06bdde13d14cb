import { isLogging } from '../../../analysis/interpreter/callees.ts'
import type { Node } from '../../../analysis/syntax/estree.ts'
import { isFunction, rangeOf, unwrap } from '../../../analysis/syntax/nodes.ts'
import type { Binding } from '../../../analysis/syntax/scopes.ts'
import { Rewriter, type Rule } from './rewriter.ts'

/** Rewrites that keep what a program means, as functions of its text. */
export type Rewrite = (text: string, path: string) => string

function by(rule: Rule): Rewrite {
  return (text, path) => new Rewriter(text, path, rule).rewrite()
}

/** Whether an expression can stand in brackets where it is, and is no part of an optional chain. */
function isFree(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent['test'] === node
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'AwaitExpression':
      return true
    case 'VariableDeclarator':
      return parent['init'] === node
    case 'AssignmentExpression':
      return parent['right'] === node
    case 'BinaryExpression':
    case 'LogicalExpression':
      return node.type !== 'PrivateIdentifier'
    case 'CallExpression':
    case 'NewExpression':
      return (parent['arguments'] as Node[]).includes(node) && node.type !== 'SpreadElement'
    case 'MemberExpression':
      return parent['object'] === node && node.type === 'Identifier' && parent['optional'] !== true
    case 'TemplateLiteral':
      return node.type !== 'TemplateElement'
    case 'ForOfStatement':
      return parent['right'] === node
    case 'SwitchStatement':
      return parent['discriminant'] === node
    default:
      return false
  }
}

/** An expression in brackets, and something around it. */
function wrapped(before: string, after: string): Rewrite {
  return by((node, parent, rewriter) => (isFree(node, parent) ? `(${before}${rewriter.within(node)}${after})` : undefined))
}

/** The other way round: `if (!test) B else A`. */
const swapBranches = by((node, _parent, rewriter) => {
  if (node.type !== 'IfStatement') return undefined
  const { test, consequent, alternate } = node as unknown as Record<'test' | 'consequent', Node> & { alternate: Node | null }
  return `if (!(${rewriter.text(test)})) { ${alternate ? rewriter.text(alternate) : ''} } else { ${rewriter.text(consequent)} }`
})

const swapConditionals = by((node, _parent, rewriter) => {
  if (node.type !== 'ConditionalExpression') return undefined
  const { test, consequent, alternate } = node as unknown as Record<'test' | 'consequent' | 'alternate', Node>
  return `(!(${rewriter.text(test)}) ? ${rewriter.text(alternate)} : ${rewriter.text(consequent)})`
})

const NEGATED: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }
const MIRRORED: Readonly<Record<string, string>> = { '===': '===', '!==': '!==', '==': '==', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

/** `a !== b` as `!(a === b)`. */
const negateEqualities = by((node, _parent, rewriter) => {
  const operator = node.type === 'BinaryExpression' ? NEGATED[node['operator'] as string] : undefined
  return operator && `(!((${rewriter.text(node['left'] as Node)}) ${operator} (${rewriter.text(node['right'] as Node)})))`
})

/** `a < 1` as `1 > a`. */
const mirrorComparisons = by((node, _parent, rewriter) => {
  const operator = node.type === 'BinaryExpression' ? MIRRORED[node['operator'] as string] : undefined
  if (!operator || (node['right'] as Node).type !== 'Literal') return undefined
  return `${rewriter.text(node['right'] as Node)} ${operator} (${rewriter.text(node['left'] as Node)})`
})

/** `a && b` as `!(!a || !b)`, where only its truth counts. */
const deMorgan = by((node, parent, rewriter) => {
  const isTest = (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent['test'] === node
  if (!isTest || node.type !== 'LogicalExpression' || node['operator'] === '??') return undefined
  const operator = node['operator'] === '&&' ? '||' : '&&'
  return `!(!(${rewriter.text(node['left'] as Node)}) ${operator} !(${rewriter.text(node['right'] as Node)}))`
})

/** A template as strings put together. */
const concatenateTemplates = by((node, parent, rewriter) => {
  if (node.type !== 'TemplateLiteral' || parent.type === 'TaggedTemplateExpression') return undefined
  const expressions = node['expressions'] as Node[]
  if (expressions.length === 0) return undefined
  const parts = (node['quasis'] as Node[]).flatMap((quasi, index) => {
    const expression = expressions[index]
    const text = JSON.stringify((quasi['value'] as { cooked: string }).cooked)
    return expression ? [text, `(${rewriter.text(expression)})`] : [text]
  })
  return `(${parts.join(' + ')})`
})

/** Braces round the branches of `if` and the bodies of loops. */
const brace = by((node, parent, rewriter) => {
  const isBody = (parent.type === 'IfStatement' && (parent['consequent'] === node || (parent['alternate'] === node && node.type !== 'IfStatement'))) ||
    (/^(?:For|While|DoWhile)\w*Statement$/.test(parent.type) && parent['body'] === node)
  return isBody && node.type !== 'BlockStatement' ? `{ ${rewriter.within(node)} }` : undefined
})

/** `=> x` as `=> { return x }`. */
const returnFromArrows = by((node, parent, rewriter) => {
  const isBody = parent.type === 'ArrowFunctionExpression' && parent['body'] === node && node.type !== 'BlockStatement'
  if (!isBody) return undefined
  // Brackets round the body are no part of it.
  const isBracketed = /^\s*\)/.test(rewriter.source.slice(rangeOf(node)[1], rangeOf(parent)[1]))
  return isBracketed ? undefined : `{ return ${rewriter.within(node)} }`
})

/** `return x` of an async function as `return await x`, outside of `try`, which would see the failure. */
const awaitReturned = by((node, parent, rewriter) => {
  if (parent.type !== 'ReturnStatement') return undefined
  let at: Node | undefined = parent
  while (at && !isFunction(at)) {
    if (at.type === 'TryStatement') return undefined
    at = rewriter.tree.parents.get(at)
  }
  return at?.['async'] && !at['generator'] ? `(await (${rewriter.within(node)}))` : undefined
})

/** Whether what a name says may be known to the analysis: of loggers, functions, classes, modules, parameters. */
function hasTellingName({ kind, name, exported, definition }: Binding): boolean {
  if (exported || (kind !== 'const' && kind !== 'let' && kind !== 'var' && kind !== 'catch')) return true
  const init = definition['init'] as Node | null | undefined
  return isLogging([name, 'x']) || (init != null && isFunction(unwrap(init)))
}

/** Local variables under other names. */
const renameVariables = by((node, parent, rewriter) => {
  const isShorthand = node.type === 'Property' && node['shorthand'] === true
  const value = isShorthand ? (node['value'] as Node) : node
  const identifier = isShorthand && value.type === 'AssignmentPattern' ? (value['left'] as Node) : value
  if (identifier.type !== 'Identifier') return undefined
  const binding = rewriter.tree.bindingOf.get(identifier)
  if (!binding || hasTellingName(binding)) return undefined
  const name = binding.name
  const other = `${name}_`
  if (!isShorthand) return parent.type === 'Property' && parent['key'] === node ? undefined : `${other}${rewriter.within(node).slice(name.length)}`
  const fallback = value.type === 'AssignmentPattern' ? ` = ${rewriter.text(value['right'] as Node)}` : ''
  return `${name}: ${other}${fallback}`
})

const UNRELATED = `
function sumOf$(numbers) {
  let sum = 0
  for (const item of numbers) { try { sum += item } finally { sum = sum ? sum : 0 } }
  return sum
}
class Box$ { #value = 1; get value() { return this.#value } }
`

/** All rewrites, each by what it does. */
/** Whether a statement never goes on with the next one. */
function endsAbruptly(node: Node): boolean {
  if (node.type === 'BlockStatement') return (node['body'] as Node[]).some(endsAbruptly)
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement' || node.type === 'ContinueStatement' || node.type === 'BreakStatement'
}

/** Names that a whole block has, wherever they are declared in it. */
function isHoisted(node: Node): boolean {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration' || (node.type === 'VariableDeclaration' && node['kind'] === 'var')
}

/** The statements of a block with those behind one of them put elsewhere: `head`, then what `put` makes of it and of the rest. */
function split(block: Node, index: number, rewriter: Rewriter, put: (rest: string) => string): string {
  const statements = (block['body'] as Node[]).map((statement) => rewriter.text(statement))
  return `{ ${statements.slice(0, index).join('\n')}\n${put(statements.slice(index + 1).join('\n'))} }`
}

/** `if (test) return a; rest` as `if (test) return a; else { rest }`. */
const elseAfterReturn = by((node, _parent, rewriter) => {
  if (node.type !== 'BlockStatement') return undefined
  const body = node['body'] as Node[]
  const index = body.findIndex((statement) => statement.type === 'IfStatement' && !statement['alternate'] && endsAbruptly(statement['consequent'] as Node))
  if (index < 0 || index === body.length - 1 || body.slice(index + 1).some(isHoisted)) return undefined
  return split(node, index, rewriter, (rest) => `${rewriter.text(body[index] as Node)}\nelse { ${rest} }`)
})

/** `const answer = await ask(); rest` as `return Promise.resolve(ask()).then(async (answer) => { rest })`. */
const thenForAwait = by((node, parent, rewriter) => {
  if (node.type !== 'BlockStatement' || !isFunction(parent) || parent['async'] !== true || parent['generator'] === true) return undefined
  const body = node['body'] as Node[]
  const awaited = (statement: Node): { id: Node; argument: Node } | undefined => {
    const [declarator, ...others] = statement.type === 'VariableDeclaration' ? (statement['declarations'] as Node[]) : []
    const init = declarator?.['init'] as Node | null | undefined
    return declarator && init?.type === 'AwaitExpression' && others.length === 0 ? { id: declarator['id'] as Node, argument: init['argument'] as Node } : undefined
  }
  const index = body.findIndex((statement) => awaited(statement))
  const found = index < 0 ? undefined : awaited(body[index] as Node)
  if (!found || body.slice(index + 1).some(isHoisted) || rewriter.source.slice(...rangeOf(node)).includes('arguments')) return undefined
  return split(node, index, rewriter, (rest) => `return Promise.resolve(${rewriter.text(found.argument)}).then(async (${rewriter.text(found.id)}) => { ${rest} })`)
})

/** `if (test)` as `if ((() => test)())`. */
const extractTests = by((node, parent, rewriter) => {
  if (parent.type !== 'IfStatement' || parent['test'] !== node || /\b(?:await|yield|arguments)\b/.test(rewriter.source.slice(...rangeOf(node)))) return undefined
  return `(() => ${rewriter.within(node)})()`
})

/** The first function of the file as one that calls it, which is what the others have from then on. */
const wrapFunctions = by((node, parent, rewriter) => {
  if (node.type !== 'FunctionDeclaration' || parent.type !== 'Program' || !node['body'] || node['generator'] === true) return undefined
  const { id, params, body } = node as unknown as { id: Node; params: Node[]; body: Node }
  const text = rewriter.source.slice(...rangeOf(body))
  if (/\b(?:arguments|this)\b/.test(text) || !params.every((param) => param.type === 'Identifier')) return undefined
  const name = String(id['name'])
  const head = rewriter.source.slice(rangeOf(node)[0], rangeOf(body)[0])
  const awaiting = node['async'] === true ? 'return await' : 'return'
  return `${head}{ ${awaiting} ${name}Extracted(${params.map((param) => String(param['name'])).join(', ')}) }\n${head.replace(name, `${name}Extracted`)}${rewriter.within(body)}`
})

export const REWRITES: Readonly<Record<string, Rewrite>> = {
  'if (!test) the other way round': swapBranches,
  'conditional expressions the other way round': swapConditionals,
  'equalities negated': negateEqualities,
  'comparisons mirrored': mirrorComparisons,
  'tests by De Morgan': deMorgan,
  'expressions in brackets': wrapped('', ''),
  'expressions as any': wrapped('(', ') as any'),
  'expressions with !': wrapped('(', ')!'),
  'expressions that satisfy unknown': wrapped('(', ') satisfies unknown'),
  'templates as concatenations': concatenateTemplates,
  'braces round everything': brace,
  'arrow functions that return': returnFromArrows,
  'returned promises awaited': awaitReturned,
  'what follows a return in an else': elseAfterReturn,
  'awaits as then': thenForAwait,
  'tests in functions of their own': extractTests,
  'functions in functions of their own': wrapFunctions,
  'variables renamed': renameVariables,
  'unrelated code before': (text) => `${UNRELATED}${text}`,
  'unrelated code behind': (text) => `${text}\n${UNRELATED}`,
  'comments all over': (text) => `/* first */\n${text.replaceAll(/;?\n(?=\s*(?:const|let|if|return|throw)\b)/g, (found) => ` /* here */${found}`)}\n// last`,
  'CRLF': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'twice the blanks': (text) => text.replaceAll(/^ +/gm, (blanks) => blanks + blanks),
}
