import type { Node } from '../../analysis/syntax/estree.ts'
import { isTransparent, memberPath, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from './apply.ts'
import { ifLine, ifLines, type Branch } from './branch.ts'
import { beginsLine, insertBehind, insertion, listedStatement } from './insertion.ts'
import { endOf, functionOf, parentOf, startOf, textOf, walk, type Source } from './source.ts'
import { indentationAt, styleAt } from './style.ts'

const NAMES = ['response', 'res', 'httpResponse', 'rawResponse']

/** A response that is awaited and has no name: the edits give it one and put a branch behind it. */
export interface Unnamed {
  /** The statement that awaits it. */
  readonly statement: Node
  /** The free name that it gets. */
  readonly name: string
  edits(branch: Branch): readonly Edit[]
}

/**
 * Finds the awaited response of a request that has no variable of its own: `const { ok } = await fetch(url)`,
 * `(await fetch(url)).json()`. Only where nothing else is evaluated before it in its statement.
 *
 * @param request the request call
 */
export function unnamedResponse(request: Node, source: Source): Unnamed | undefined {
  const awaited = awaitOf(request, source)
  const statement = awaited && listedStatement(awaited, source)
  const name = statement && freeName(statement, source)
  if (!awaited || !statement || name === undefined || !beginsLine(source.text, startOf(statement))) return undefined
  const holder = holderOf(awaited, source)
  if (holder?.type === 'VariableDeclarator' && (holder['id'] as Node).type === 'ObjectPattern') {
    return { statement, name, edits: (branch) => splitPattern(holder, statement, name, branch, source) }
  }
  if (holder?.type === 'VariableDeclarator' || !isFirst(awaited, statement, source)) return undefined
  return { statement, name, edits: (branch) => pullOut(awaited, statement, name, branch, source) }
}

function awaitOf(request: Node, source: Source): Node | undefined {
  const parent = outside(request, source)
  return parent?.type === 'AwaitExpression' ? parent : undefined
}

/** What takes the value of a node, past type assertions. */
function holderOf(node: Node, source: Source): Node | undefined {
  return outside(node, source)
}

function outside(node: Node, source: Source): Node | undefined {
  let parent = parentOf(node, source)
  while (parent && isTransparent(parent)) parent = parentOf(parent, source)
  return parent
}

function freeName(statement: Node, source: Source): string | undefined {
  const taken = new Set<string>()
  walk(functionOf(statement, source), (node) => {
    if (node.type === 'Identifier') taken.add(node['name'] as string)
  })
  return NAMES.find((name) => !taken.has(name))
}

/** `const { ok } = await ...` becomes `const response = await ...`, the branch, and `const { ok } = response`. */
function splitPattern(declarator: Node, declaration: Node, name: string, branch: Branch, source: Source): readonly Edit[] {
  const pattern = declarator['id'] as Node
  if ((declaration['declarations'] as readonly Node[] | undefined)?.length !== 1) return []
  const style = styleAt(declaration, source)
  const rest = `${declaration['kind'] as string} ${textOf(pattern, source)} = ${name}${style.semicolon}`
  const type = pattern['typeAnnotation'] as Node | null | undefined
  const end = type ? startOf(type) : endOf(pattern)
  return [
    { start: startOf(pattern), end, text: name },
    insertBehind(declaration, [...ifLines(branch, style), rest], `${ifLine(branch)} ${rest}`, source),
  ]
}

/** `return (await ...).json()` becomes `const response = await ...`, the branch, and `return response.json()`. */
function pullOut(awaited: Node, statement: Node, name: string, branch: Branch, source: Source): readonly Edit[] {
  const { text } = source
  const style = styleAt(statement, source)
  const indentation = indentationAt(text, startOf(statement))
  const lines = [`const ${name} = ${textOf(awaited, source)}${style.semicolon}`, ...ifLines(branch, style)]
  let [start, end] = [startOf(awaited), endOf(awaited)]
  const [left, right] = [/\(\s*$/.exec(text.slice(0, start)), /^\s*\)/.exec(text.slice(end))]
  const isArgument = parentOf(awaited, source)?.['arguments'] !== undefined && parentOf(awaited, source)?.['callee'] !== awaited
  if (left && right && !isArgument) [start, end] = [start - left[0].length, end + right[0].length]
  return [
    insertion(startOf(statement), lines.map((line) => line + style.eol + indentation).join('')),
    { start, end, text: name },
  ]
}

/** Is a node what its statement evaluates first? What is only named before it, such as the function to call, is no matter. */
function isFirst(node: Node, statement: Node, source: Source): boolean {
  let child = node
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    if (parent === statement) return isRoot(statement, child)
    if (!isFirstPart(parent, child)) return false
  }
  return false
}

function isRoot(statement: Node, child: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ExpressionStatement':
      return true
    case 'IfStatement':
      return statement['test'] === child
    case 'SwitchStatement':
      return statement['discriminant'] === child
    case 'VariableDeclaration':
      return (statement['declarations'] as readonly Node[])[0] === child
    default:
      return false
  }
}

function isFirstPart(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'AwaitExpression':
    case 'UnaryExpression':
      return true
    case 'MemberExpression':
      return parent['object'] === child
    case 'VariableDeclarator':
      return parent['init'] === child && (parent['id'] as Node).type !== 'ArrayPattern'
    case 'BinaryExpression':
    case 'LogicalExpression':
      return parent['left'] === child
    case 'ConditionalExpression':
      return parent['test'] === child
    case 'AssignmentExpression':
      return parent['operator'] === '=' && parent['right'] === child && isNamed(parent['left'] as Node)
    case 'CallExpression':
      return parent['callee'] === child || (isNamed(parent['callee'] as Node) && (parent['arguments'] as readonly Node[])[0] === child)
    default:
      return isTransparent(parent)
  }
}

function isNamed(node: Node): boolean {
  return memberPath(unwrap(node)) !== undefined
}
