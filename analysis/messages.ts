import { outward } from './syntax/around.ts'
import type { Node } from './syntax/estree.ts'
import { memberName, propertyName, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/** What a message between the parts of a program says it is. */
const MESSAGE_KIND = /^(?:type|action|target|kind|command|cmd|event)$/

/** `sendMessage({ type: 'get-status' })`: another part of the program answers, with no HTTP status. */
export function isMessage(name: string, call: Node): boolean {
  const [first] = call['arguments'] as Node[]
  const message = first && unwrap(first)
  if (!/message/i.test(name) || message?.type !== 'ObjectExpression') return false
  return (message['properties'] as Node[]).some((property) => property.type === 'Property' && MESSAGE_KIND.test(propertyName(property) ?? ''))
}

const LISTENS = /^(?:on|once|addListener|addEventListener)$/

/**
 * What the other side of a socket or of a port says has no status: `socket.emit('login', data, (res) => { if (res.ok) ... })`,
 * `port.onMessage.addListener((response) => ...)`, `worker.on('message', (response) => ...)`.
 */
export function isMessageHandler(fn: Node, tree: ScopeTree): boolean {
  const { node, parent } = outward(fn, tree)
  const callee = parent?.type === 'CallExpression' ? unwrap(parent['callee'] as Node) : undefined
  if (!parent || callee?.type !== 'MemberExpression') return false
  const args = parent['arguments'] as Node[]
  const name = propertyName(callee) ?? ''
  if (name === 'emit') return args.indexOf(node) > 0
  if (name === 'addListener' && memberName(callee['object'] as Node)?.startsWith('onMessage')) return true
  return LISTENS.test(name) && args[0]?.type === 'Literal' && args[0]['value'] === 'message'
}
