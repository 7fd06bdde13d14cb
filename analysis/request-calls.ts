import type { Node } from './syntax/estree.ts'
import { memberPath, nameOf, propertyName, unwrap } from './syntax/nodes.ts'
import { wordsOf } from './syntax/names.ts'

/** Options that a request of the Fetch standard has. */
const REQUEST_OPTION = /^(?:method|headers|signal|body|credentials)$/

export function hasRequestOptions(argument: Node | undefined): boolean {
  return hasProperty(argument, REQUEST_OPTION)
}

/** Whether an object that is written out has a property of such a name. */
export function hasProperty(object: Node | undefined, name: RegExp): boolean {
  return object?.type === 'ObjectExpression' && (object['properties'] as Node[]).some((property) => property.type === 'Property' && name.test(propertyName(property) ?? ''))
}

/** Called like `fetch`, or with what `fetch` is given: `fetchWithAuth(url, { method: 'DELETE' })`. An endpoint of the program's own is not: `deleteAgent(id)`. */
export function isGivenRequest(call: Node): boolean {
  const [input, init] = (call['arguments'] as Node[]).map(unwrap)
  return /fetch$|^fetch(?:With|Api|API|$)/i.test(nameOf(call['callee'] as Node) ?? '') || input?.type === 'TemplateLiteral' || (input?.type === 'Literal' && String(input['value']).includes('/')) || [input, init].some(hasRequestOptions)
}

const SENDS = /fetch|request|http|send|load|post|^(?:got|api|axios|get)$/i
const ADDRESS = /(?:^|[a-z_])(?:ur[il]|href|endpoint)$/i

/** What sends other things than HTTP, as the objects are called that do: `HarmonySerialPort.request(device, { endpoint, method })`. */
const OTHER_TRANSPORT = /-(?:serial|usb|bluetooth|ble|(?:web-)?socket|mqtt|ipc|worker|modbus|midi)-/

/**
 * Whether a call says by itself that it is of a request: by what it is given, or because the request is made for it
 * (`withTimeout(fetch(url))`, `pRetry(() => fetch(url))`). Of others only the way in which their answer is used says so.
 */
export function tellsRequest(call: Node): boolean {
  if (call.type !== 'CallExpression' || OTHER_TRANSPORT.test(wordsOf(memberPath(call['callee'] as Node)?.slice(0, -1).join('.') ?? ''))) return false
  const args = (call['arguments'] as Node[]).map(unwrap)
  const [input] = args
  if (isGivenRequest(call) || hasProperty(input, ADDRESS)) return true
  if (input && SENDS.test(nameOf(call['callee'] as Node) ?? '') && isAddress(input)) return true
  return args.some((argument) => tellsRequest(argument.type === 'ArrowFunctionExpression' ? unwrap(argument['body'] as Node) : argument))
}

/** `url`, `config.feedUrl`, `url.toString()`, `new URL(...)`. */
function isAddress(input: Node): boolean {
  if (input.type === 'NewExpression') return nameOf(input['callee'] as Node) === 'URL'
  const named = input.type === 'CallExpression' ? (unwrap(input['callee'] as Node)['object'] as Node | undefined) : input
  return named !== undefined && ADDRESS.test(nameOf(named) ?? '')
}
