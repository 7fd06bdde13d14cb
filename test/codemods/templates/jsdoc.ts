import ts from 'typescript'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

type Annotated = ts.FunctionDeclaration | ts.MethodDeclaration | ts.ConstructorDeclaration

/**
 * Turns a TypeScript module into JavaScript with the same types in JSDoc, by text edits: the rest stays as it is.
 * Knows what `codemods/templates/payment-required.ts` is written in, and no more: what it leaves over is a syntax error
 * in JavaScript, which the tests would meet.
 *
 * @param source the text of a TypeScript module without enums, namespaces, decorators and casts
 * @returns the text of an ECMAScript module
 */
export function toJSDoc(source: string): string {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.Latest, true)
  const edits: Edit[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      edits.push({ start: startWithDoc(node), end: node.end, text: comment(typedef(node), '') })
      return
    }
    edits.push(...editsOf(node))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return apply(source, edits)
}

function editsOf(node: ts.Node): Edit[] {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) {
    return [
      ...documented(node, signatureTags(node)),
      ...node.parameters.flatMap((parameter) => untyped(parameter.name, parameter.type)),
      ...untyped(closeOfParameters(node), node.type),
    ]
  }
  if (ts.isPropertyDeclaration(node)) {
    const modifiers = (node.modifiers ?? []).map((modifier) => `@${modifier.getText()}`)
    const tags = node.type ? [...modifiers, `@type {${typeText(node.type)}}`] : modifiers
    const modified = node.modifiers?.length ? [{ start: node.modifiers.pos, end: node.name.getStart(), text: '' }] : []
    const indent = modified.map((edit) => ({ ...edit, start: node.modifiers?.[0]?.getStart() ?? edit.start }))
    return [...documented(node, [tags.join(' ')]), ...indent, ...untyped(node.name, node.type)]
  }
  if (ts.isVariableDeclaration(node)) {
    const created = node.initializer && ts.isNewExpression(node.initializer) ? node.initializer : undefined
    const generic = created?.typeArguments
    const type = node.type
      ? typeText(node.type)
      : generic && `${created.expression.getText()}<${generic.map(typeText).join(', ')}>`
    if (!type) return []
    return [
      ...documented(node.parent.parent, [`@type {${type}}`]),
      ...untyped(node.name, node.type),
      ...(generic ? [{ start: generic.pos - 1, end: generic.end + 1, text: '' }] : []),
    ]
  }
  return []
}

function signatureTags(node: Annotated): string[] {
  const parameters = node.parameters.flatMap(({ name, type, questionToken, initializer }) => {
    const label = questionToken ?? initializer ? `[${name.getText()}]` : name.getText()
    return type ? [`@param {${typeText(type)}} ${label}`] : []
  })
  return node.type ? [...parameters, `@returns {${typeText(node.type)}}`] : parameters
}

function typedef(node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string[] {
  const doc = docLines(node)
  const head = doc.length > 0 ? [...doc, ''] : []
  if (ts.isTypeAliasDeclaration(node)) {
    return [...head, `@typedef {${typeText(node.type)}} ${node.name.text}`]
  }
  const memberDocs = node.members.flatMap((member) => {
    const [first, ...rest] = docLines(member)
    if (first === undefined) return []
    return [`- \`${member.name?.getText() ?? ''}\`: ${first}`, ...rest.map((line) => `  ${line}`)]
  })
  const base = (node.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => `${type.getText()} & `)).join('')
  return [
    ...head,
    ...(memberDocs.length > 0 ? [...memberDocs, ''] : []),
    `@typedef {${base}{`,
    ...node.members.flatMap((member) => member.getText().split('\n').map((line) => `  ${line.replace(/^ {2}/, '')}`)),
    `}} ${node.name.text}`,
  ]
}

/** The edit that puts the tags into the comment before the node, or into a new one. */
function documented(node: ts.Node, tags: readonly string[]): Edit[] {
  const doc = docLines(node)
  const lines = doc.length > 0 && tags.length > 0 ? [...doc, '', ...tags] : [...doc, ...tags]
  if (tags.join('') === '') return []
  const indent = /[^\n]*$/.exec(node.getSourceFile().text.slice(0, node.getStart()))?.[0] ?? ''
  const start = startWithDoc(node)
  return [{ start, end: node.getStart(), text: `${comment(lines, indent)}\n${indent}` }]
}

function untyped(after: ts.Node | number, type: ts.TypeNode | undefined): Edit[] {
  return type ? [{ start: typeof after === 'number' ? after : after.end, end: type.end, text: '' }] : []
}

function closeOfParameters(node: Annotated): number {
  return node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken)?.end ?? node.end
}

function lastDoc(node: ts.Node): ts.Node | undefined {
  return ts.getJSDocCommentsAndTags(node).filter(({ parent }) => parent === node).at(-1)
}

function startWithDoc(node: ts.Node): number {
  return lastDoc(node)?.getStart() ?? node.getStart()
}

function docLines(node: ts.Node): string[] {
  const text = lastDoc(node)?.getText() ?? ''
  return text === '' ? [] : text.slice(3, -2).trim().split('\n').map((line) => line.replace(/^\s*\*? ?/, ''))
}

function typeText(type: ts.TypeNode): string {
  // A `|` before the first of a union is no JSDoc.
  return type.getText().replace(/^\|\s*/, '').replace(/\n\s*/g, '\n  ')
}

function comment(lines: readonly string[], indent: string): string {
  const flat = lines.flatMap((line) => line.split('\n'))
  if (flat.length === 1) return `/** ${flat.join('')} */`
  return ['/**', ...flat.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n')
}

function apply(source: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let at = 0
  let text = ''
  for (const edit of inOrder) {
    if (edit.start < at) throw new Error(`Edits overlap: ${source.slice(edit.start, edit.end)}`)
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at)
}
