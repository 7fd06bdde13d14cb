import type { Node } from './estree.ts'

/**
 * The fields that hold children, in source order: of ESTree, JSX, and of those TypeScript nodes that hold values. Parsers
 * order the fields of a node as they like, and to read them off each node takes three times as long.
 */
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    AccessorProperty: ['decorators', 'key', 'value'],
    ArrayExpression: ['elements'],
    ArrayPattern: ['decorators', 'elements'],
    ArrowFunctionExpression: ['params', 'body'],
    AssignmentExpression: ['left', 'right'],
    AssignmentPattern: ['decorators', 'left', 'right'],
    AwaitExpression: ['argument'],
    BinaryExpression: ['left', 'right'],
    BlockStatement: ['body'],
    BreakStatement: ['label'],
    CallExpression: ['callee', 'arguments'],
    CatchClause: ['param', 'body'],
    ChainExpression: ['expression'],
    ClassBody: ['body'],
    ClassDeclaration: ['decorators', 'id', 'superClass', 'body'],
    ClassExpression: ['decorators', 'id', 'superClass', 'body'],
    ConditionalExpression: ['test', 'consequent', 'alternate'],
    ContinueStatement: ['label'],
    DebuggerStatement: [],
    Decorator: ['expression'],
    DoWhileStatement: ['body', 'test'],
    EmptyStatement: [],
    ExportAllDeclaration: ['exported', 'source', 'attributes'],
    ExportDefaultDeclaration: ['declaration'],
    ExportNamedDeclaration: ['declaration', 'specifiers', 'source', 'attributes'],
    ExportSpecifier: ['local', 'exported'],
    ExpressionStatement: ['expression'],
    ForInStatement: ['left', 'right', 'body'],
    ForOfStatement: ['left', 'right', 'body'],
    ForStatement: ['init', 'test', 'update', 'body'],
    FunctionDeclaration: ['id', 'params', 'body'],
    FunctionExpression: ['id', 'params', 'body'],
    Identifier: ['decorators'],
    IfStatement: ['test', 'consequent', 'alternate'],
    ImportDeclaration: ['specifiers', 'source', 'attributes'],
    ImportDefaultSpecifier: ['local'],
    ImportExpression: ['source', 'options'],
    ImportNamespaceSpecifier: ['local'],
    ImportSpecifier: ['imported', 'local'],
    JSXAttribute: ['name', 'value'],
    JSXClosingElement: ['name'],
    JSXClosingFragment: [],
    JSXElement: ['openingElement', 'children', 'closingElement'],
    JSXEmptyExpression: [],
    JSXExpressionContainer: ['expression'],
    JSXFragment: ['openingFragment', 'children', 'closingFragment'],
    JSXIdentifier: [],
    JSXMemberExpression: ['object', 'property'],
    JSXOpeningElement: ['name', 'attributes'],
    JSXOpeningFragment: [],
    JSXSpreadAttribute: ['argument'],
    JSXText: [],
    LabeledStatement: ['label', 'body'],
    Literal: [],
    LogicalExpression: ['left', 'right'],
    MemberExpression: ['object', 'property'],
    MetaProperty: ['meta', 'property'],
    MethodDefinition: ['decorators', 'key', 'value'],
    NewExpression: ['callee', 'arguments'],
    ObjectExpression: ['properties'],
    ObjectPattern: ['decorators', 'properties'],
    PrivateIdentifier: [],
    Program: ['body'],
    Property: ['key', 'value'],
    PropertyDefinition: ['decorators', 'key', 'value'],
    RestElement: ['decorators', 'argument'],
    ReturnStatement: ['argument'],
    SequenceExpression: ['expressions'],
    SpreadElement: ['argument'],
    StaticBlock: ['body'],
    Super: [],
    SwitchCase: ['test', 'consequent'],
    SwitchStatement: ['discriminant', 'cases'],
    TSAsExpression: ['expression'],
    TSEnumBody: ['members'],
    TSEnumMember: ['id', 'initializer'],
    TSNonNullExpression: ['expression'],
    TSParameterProperty: ['decorators', 'parameter'],
    TSSatisfiesExpression: ['expression'],
    TaggedTemplateExpression: ['tag', 'quasi'],
    TemplateElement: [],
    TemplateLiteral: ['quasis', 'expressions'],
    ThisExpression: [],
    ThrowStatement: ['argument'],
    TryStatement: ['block', 'handler', 'finalizer'],
    UnaryExpression: ['argument'],
    UpdateExpression: ['argument'],
    VariableDeclaration: ['declarations'],
    VariableDeclarator: ['id', 'init'],
    WhileStatement: ['test', 'body'],
    WithStatement: ['object', 'body'],
    YieldExpression: ['argument'],
  }),
)

/** Of nodes that are not listed: fields that lead out of the tree, or into types, which the analysis does not read. */
const SKIPPED_FIELDS = new Set([
  'type', 'parent', 'loc', 'range', 'start', 'end', 'extra', 'tokens', 'comments', 'errors',
  'leadingComments', 'trailingComments', 'innerComments', 'raw', 'regex', 'directive', 'interpreter', 'directives',
  'typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeParameters', 'superTypeArguments',
  'implements', 'predicate', 'typeArgs', 'superClassTypeArguments',
])

/** Nodes that are types and nothing else; they hold no values. */
const TYPE_ONLY = /^(?:TS(?:Interface|TypeAlias|DeclareFunction|TypeParameter|Declare|AbstractMethod)|Declare|OpaqueType|TypeAlias|InterfaceDeclaration)/

function isValueNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null) return false
  const { type } = value as Node
  return typeof type === 'string' && (FIELDS.has(type) || !TYPE_ONLY.test(type))
}

/**
 * Calls `visit` for each child node in source order; types are left out.
 *
 * @param context is handed on to `visit`
 */
export function eachChild(node: Node, visit: (child: Node) => void): void
export function eachChild<T>(node: Node, visit: (child: Node, parent: Node, context: T) => void, context: T): void
export function eachChild<T>(node: Node, visit: (child: Node, parent: Node, context?: T) => void, context?: T): void {
  for (const field of FIELDS.get(node.type) ?? Object.keys(node).filter((name) => !SKIPPED_FIELDS.has(name))) {
    const value: unknown = node[field]
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (const item of value) if (isValueNode(item)) visit(item, node, context)
    } else if (isValueNode(value)) {
      visit(value, node, context)
    }
  }
}
