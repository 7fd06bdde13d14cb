import type { Node } from '../../analysis/syntax/estree.ts'
import { unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from './apply.ts'
import { ERROR_NAME, existingName, importedFrom, isSameModule, requiredPattern, requiredSpecifier } from './existing.ts'
import { headerEnd } from './header.ts'
import { insertion } from './insertion.ts'
import { refuse, type Refusal } from './refusals.ts'
import { codeEnd, endOf, walk, type Source } from './source.ts'
import { eolAt, lineEnd, nextLine, quoteOf, usesSemicolons } from './style.ts'

/** What it is called in files that have something else of that name. */
const ALIASES = ['Http402Error', 'PaymentRequiredHttpError']

export type ModuleSystem = 'import' | 'require'

export interface ImportOptions {
  /** The specifier to import from, as it is to be written. */
  readonly module: string
  /** How a file imports that has neither imports, exports nor `require` to tell; undefined where it can't. */
  readonly moduleSystem?: ModuleSystem | undefined
}

/** How the file calls the error class, and the edit that brings it in, if one is needed. */
export interface ImportPlan {
  readonly name: string
  readonly edits: readonly Edit[]
  /** False where the file has the class from somewhere else than the module that was named. */
  readonly usesModule: boolean
}

/** Finds or brings in `PaymentRequiredError`: an existing one of the same module or of the file is used. */
export function planImport(source: Source, options: ImportOptions): ImportPlan | Refusal {
  const existing = existingName(source, options.module)
  if (existing !== undefined) return { ...existing, edits: [] }
  const system = moduleSystemOf(source) ?? options.moduleSystem
  if (system === undefined) return refuse('not-a-module')
  const name = freeName(source)
  return (
    extendExisting(source, options.module, name, system) ??
    { name, edits: [newStatement(source, options.module, name, system)], usesModule: true }
  )
}

/** What the file's own statements say about how it imports. */
export function moduleSystemOf({ program, tree }: Source): ModuleSystem | undefined {
  if (program.body.some((node) => /^(?:Import|Export|TSExport|TSImport)/.test(node.type))) return 'import'
  const usesCommonJs = tree.calls.some((call) => isRequire(call, tree.bindingOf.has(unwrap(call['callee'] as Node))))
  const exports = tree.members.some((member) => {
    const object = unwrap(member['object'] as Node)
    const property = member['property'] as Node
    return object['name'] === 'exports' || (object['name'] === 'module' && property['name'] === 'exports')
  })
  if (usesCommonJs || exports) return 'require'
  return undefined
}

function isRequire(call: Node, isOwn: boolean): boolean {
  return call.type === 'CallExpression' && (call['callee'] as Node)['name'] === 'require' && !isOwn
}

/** `PaymentRequiredError`, or another name where the file uses that one for anything else. */
function freeName(source: Source): string {
  const taken = new Set<string>()
  walk(source.program, (node) => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') taken.add(node['name'] as string)
  })
  const code = withoutComments(source)
  const isTaken = (name: string): boolean => taken.has(name) || new RegExp(`\\b${name}\\b`).test(code)
  if (!isTaken(ERROR_NAME)) return ERROR_NAME
  const free = ALIASES.find((alias) => !isTaken(alias))
  if (free !== undefined) return free
  let number = 2
  while (isTaken(`${ERROR_NAME}${number}`)) number++
  return `${ERROR_NAME}${number}`
}

/** Names of types are no nodes of the tree; a look at the text finds them. Comments may speak of the class freely. */
function withoutComments({ text }: Source): string {
  return text.replace(/\/\*[^]*?\*\/|(?<![:'"`\\])\/\/[^\r\n]*/g, '')
}

/** Adds the name to the braces of an import of the same module. */
function extendExisting(source: Source, module: string, name: string, system: ModuleSystem): ImportPlan | undefined {
  for (const statement of source.program.body) {
    const last = system === 'import' ? lastSpecifier(statement, module) : lastProperty(statement, module)
    if (last === undefined) continue
    const edits = [insertion(endOf(last), `, ${renamed(name, system)}`)]
    return { name, edits, usesModule: importedFrom(statement) === module }
  }
  return undefined
}

function lastSpecifier(statement: Node, module: string): Node | undefined {
  if (statement.type !== 'ImportDeclaration' || statement['importKind'] === 'type') return undefined
  if (!isSameModule((statement['source'] as Node)['value'] as string, module)) return undefined
  const last = (statement['specifiers'] as readonly Node[]).at(-1)
  return last?.type === 'ImportSpecifier' ? last : undefined
}

function lastProperty(statement: Node, module: string): Node | undefined {
  const last = (requiredPattern(statement, module)?.['properties'] as readonly Node[] | undefined)?.at(-1)
  return last?.type === 'Property' ? last : undefined
}

function renamed(name: string, system: ModuleSystem): string {
  if (name === ERROR_NAME) return name
  return system === 'import' ? `${ERROR_NAME} as ${name}` : `${ERROR_NAME}: ${name}`
}

function newStatement(source: Source, module: string, name: string, system: ModuleSystem): Edit {
  const { program, text } = source
  const quote = quoteOf(source)
  const names = `{ ${renamed(name, system)} }`
  const code =
    system === 'import'
      ? `import ${names} from ${quote}${module}${quote}`
      : `const ${names} = require(${quote}${module}${quote})`
  const last = lastImport(program.body, system)
  const place = last ? codeEnd(last, source) : headerEnd(source)
  const eol = eolAt(text, place)
  const semicolon = usesSemicolons(program, source) ? ';' : ''
  if (last) {
    if (!/^[^\S\r\n]*(?:\/\/.*|\/\*.*\*\/[^\S\r\n]*)?$/.test(text.slice(place, lineEnd(text, place)))) {
      return insertion(place, `${text[place - 1] === ';' ? '' : ';'}${eol}${code};`)
    }
    const next = nextLine(text, place)
    const isLast = lineEnd(text, place) === text.length
    const guarded = semicolon || continues(text, next) ? ';' : ''
    return isLast ? insertion(text.length, eol + code + guarded) : insertion(next, code + guarded + eol)
  }
  const guarded = semicolon || continues(text, place) ? ';' : ''
  const startsLine = place === 0 || /[\r\n]/.test(text[place - 1]!)
  const blank = /^[^\S\r\n]*(?:[\r\n]|$)/.test(text.slice(place)) ? '' : eol
  return insertion(place, `${startsLine ? '' : eol}${code}${guarded}${eol}${blank}`)
}

/** Would the code behind continue a statement that has no semicolon? */
function continues(text: string, offset: number): boolean {
  const code = text.slice(offset).replace(/^(?:\s|\/\*[^]*?\*\/|\/\/[^\r\n]*)+/, '')
  return /^[([`+\-/.,*]/.test(code)
}

/** The last of the imports that the file begins with, behind its directives. */
function lastImport(body: readonly Node[], system: ModuleSystem): Node | undefined {
  let last: Node | undefined
  for (const node of body) {
    if (isImport(node, system)) last = node
    else if (last !== undefined || (system === 'require' && !isDirective(node))) break
  }
  return last
}

function isImport(node: Node, system: ModuleSystem): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'TSImportEqualsDeclaration') return true
  return system === 'require' && isRequireStatement(node)
}

function isRequireStatement(node: Node): boolean {
  if (node.type !== 'VariableDeclaration') return false
  return (node['declarations'] as readonly Node[]).every((declarator) => {
    let value = declarator['init'] as Node | null
    while (value?.type === 'MemberExpression') value = value['object'] as Node
    return value?.type === 'CallExpression' && requiredSpecifier({ ...declarator, init: value }) !== undefined
  })
}

function isDirective(node: Node): boolean {
  return node.type === 'ExpressionStatement' && typeof (node['expression'] as Node)['value'] === 'string'
}

