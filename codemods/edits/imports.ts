import type { Node } from '../../analysis/syntax/estree.ts'
import { unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from './apply.ts'
import { existingName, isSameModule, requiredPattern, requiredSpecifier } from './existing.ts'
import { headerEnd } from './header.ts'
import { insertion } from './insertion.ts'
import { ERROR_NAME, type ModuleExport } from './module-exports.ts'
import { refuse, type Refusal } from './refusals.ts'
import { codeEnd, endOf, walk, type Source } from './source.ts'
import { eolAt, lineEnd, nextLine, quoteOf, usesSemicolons } from './style.ts'

/** What the class is called in files that have something else of that name. */
const ALIASES: Readonly<Record<string, readonly string[]>> = { [ERROR_NAME]: ['Http402Error', 'PaymentRequiredHttpError'] }

export type ModuleSystem = 'import' | 'require'

export interface ImportOptions {
  /** The specifier to import from, as it is to be written. */
  readonly module: string
  /** How a file imports that has neither imports, exports nor `require` to tell; undefined where it can't. */
  readonly moduleSystem?: ModuleSystem | undefined
  /** The quote that is usual around the file: asked for where it has no string to tell. */
  readonly usualQuote?: (() => string | undefined) | undefined
  /** What the module is known to lack, where it is there already. */
  readonly lacks?: ReadonlySet<string> | undefined
}

/** Finds or brings in the names that the edits of one file use. */
export class Imports {
  private readonly source: Source
  private readonly options: ImportOptions
  private readonly used = new Set<ModuleExport>()
  private readonly added = new Map<string, Map<string, string>>()
  /** Does an edit use the module that the options name? Not where the file has the class from elsewhere. */
  usesModule = false

  constructor(source: Source, options: ImportOptions) {
    this.source = source
    this.options = options
  }

  /** How the file calls an export of the typed module: an existing name of the same module or of the file is used. */
  name(exported: ModuleExport): string | Refusal {
    const { module, moduleSystem, lacks } = this.options
    const existing = existingName(this.source, module, exported)
    this.used.add(exported)
    if (existing) {
      this.usesModule ||= existing.usesModule
      return existing.name
    }
    if ((moduleSystemOf(this.source) ?? moduleSystem) === undefined) return refuse('not-a-module')
    if (lacks?.has(exported)) return refuse('module-lacks-export')
    this.usesModule = true
    return this.bring(module, exported)
  }

  /** How the file calls an export of a library that it imports already. */
  nameFrom(module: string, exported: string): string {
    const existing = existingName(this.source, module, exported)
    if (existing) return existing.name
    const whole = requiredWhole(this.source, module)
    return whole === undefined ? this.bring(module, exported) : `${whole}.${exported}`
  }

  /** Has the name of an export been asked for? */
  uses(exported: ModuleExport): boolean {
    return this.used.has(exported)
  }

  private bring(module: string, exported: string): string {
    const names = this.added.get(module) ?? new Map<string, string>()
    const name = names.get(exported) ?? freeName(this.source, exported)
    this.added.set(module, names.set(exported, name))
    return name
  }

  /** @param branches the edits that are made: a name that none of them uses was asked for in vain */
  edits(branches: readonly Edit[]): Edit[] {
    const system = moduleSystemOf(this.source) ?? this.options.moduleSystem ?? 'import'
    return [...this.added].flatMap(([module, names]) => {
      const needed = [...names].filter(([, name]) => branches.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text)))
      if (needed.length === 0) return []
      const sorted = needed.sort(([left], [right]) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1))
      const written = sorted.map(([exported, name]) => renamed(exported, name, system)).join(', ')
      return extendExisting(this.source, module, written, system) ?? newStatement(this.source, module, written, system, this.options)
    })
  }
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

/** The name of an export, or another where the file uses that one for anything else. */
function freeName(source: Source, exported: string): string {
  const taken = new Set<string>()
  walk(source.program, (node) => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') taken.add(node['name'] as string)
  })
  const code = withoutComments(source)
  const isTaken = (name: string): boolean => taken.has(name) || new RegExp(`\\b${name}\\b`).test(code)
  const free = [exported, ...(ALIASES[exported] ?? [])].find((name) => !isTaken(name))
  if (free !== undefined) return free
  let number = 2
  while (isTaken(`${exported}${number}`)) number++
  return `${exported}${number}`
}

/** Names of types are no nodes of the tree; a look at the text finds them. Comments may speak of the class freely. */
function withoutComments({ text }: Source): string {
  return text.replace(/\/\*[^]*?\*\/|(?<![:'"`\\])\/\/[^\r\n]*/g, '')
}

/** Adds names to the braces of an import of the same module. */
function extendExisting(source: Source, module: string, names: string, system: ModuleSystem): Edit | undefined {
  for (const statement of source.program.body) {
    const last = system === 'import' ? lastSpecifier(statement, module) : lastProperty(statement, module)
    if (last === undefined) continue
    return insertion(endOf(last), last.type === 'ImportDefaultSpecifier' ? `, { ${names} }` : `, ${names}`)
  }
  return undefined
}

function lastSpecifier(statement: Node, module: string): Node | undefined {
  if (statement.type !== 'ImportDeclaration' || statement['importKind'] === 'type') return undefined
  if (!isSameModule((statement['source'] as Node)['value'] as string, module)) return undefined
  const last = (statement['specifiers'] as readonly Node[]).at(-1)
  return last?.type === 'ImportNamespaceSpecifier' ? undefined : last
}

function lastProperty(statement: Node, module: string): Node | undefined {
  const last = (requiredPattern(statement, module)?.['properties'] as readonly Node[] | undefined)?.at(-1)
  return last?.type === 'Property' ? last : undefined
}

/** The name of `const name = require(module)`. */
function requiredWhole({ program }: Source, module: string): string | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const declarator of statement['declarations'] as readonly Node[]) {
      const target = declarator['id'] as Node
      if (target.type === 'Identifier' && requiredSpecifier(declarator) === module) return target['name'] as string
    }
  }
  return undefined
}

function renamed(exported: string, name: string, system: ModuleSystem): string {
  if (name === exported) return name
  return system === 'import' ? `${exported} as ${name}` : `${exported}: ${name}`
}

function newStatement(source: Source, module: string, written: string, system: ModuleSystem, { usualQuote }: ImportOptions): Edit {
  const { program, text } = source
  const quote = quoteOf(source) ?? usualQuote?.() ?? "'"
  const names = `{ ${written} }`
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

