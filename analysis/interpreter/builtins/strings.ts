import type { Machine } from '../machine.ts'
import { objectData } from '../objects.ts'
import { native, primitive, unknown, type Primitive, type Value } from '../values.ts'

/** Methods of String.prototype whose answer is a primitive and that call nothing back. */
const PLAIN = new Set([
  'at', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'localeCompare', 'normalize', 'padEnd',
  'padStart', 'repeat', 'slice', 'startsWith', 'substring', 'substr', 'toLowerCase', 'toUpperCase', 'toString', 'trim', 'trimEnd', 'trimStart', 'valueOf',
  'toLocaleLowerCase', 'toLocaleUpperCase',
])
const LONGEST = 10_000

/** A property of a known string: computed by the host's own method where all arguments are known. */
export function stringProperty(machine: Machine, value: Primitive, name: string): Value {
  const text = value.value as string
  if (name === 'length') return primitive(text.length, value.carries)
  if (/^\d+$/.test(name)) return primitive(text[Number(name)], value.carries)
  if (name === 'split') return native(name, ([separator]) => split(machine, value, separator))
  if (name === 'replace' || name === 'replaceAll' || name === 'match') return native(name, (args) => withPattern(machine, value, name, args))
  if (!PLAIN.has(name)) return native(name, () => unknown(name, value.carries))
  return native(name, (args) => {
    if (!args.every((arg): arg is Primitive => arg.kind === 'primitive')) return unknown(name, value.carries)
    if (name === 'repeat' && text.length * Number(args[0]?.value) > LONGEST) return unknown(name, value.carries, { isString: true })
    const methods = String.prototype as unknown as Record<string, (this: string, ...args: unknown[]) => string | number | boolean>
    try {
      return primitive(methods[name]?.apply(text, args.map((arg) => arg.value)), value.carries)
    } catch {
      return unknown(name, value.carries)
    }
  })
}

function split(machine: Machine, value: Primitive, separator: Value | undefined): Value {
  if (separator?.kind !== 'primitive') return unknown('split', value.carries)
  const parts = (value.value as string).split(String(separator.value)).slice(0, 100)
  return machine.create(objectData([], { elements: parts.map((part) => primitive(part, value.carries)), exact: true }))
}

function withPattern(machine: Machine, value: Primitive, name: string, args: readonly Value[]): Value {
  const [search, replacement] = args
  const pattern = (search && machine.object(search)?.pattern) ?? (search?.kind === 'primitive' ? String(search.value) : undefined)
  const text = value.value as string
  if (pattern === undefined || text.length > LONGEST) return unknown(name, value.carries)
  if (name === 'match') {
    const match = text.match(pattern)
    if (!match) return primitive(null, value.carries)
    return machine.create(objectData([], { elements: [...match].map((part) => primitive(part, value.carries)), exact: true }))
  }
  if (replacement?.kind !== 'primitive') return unknown(name, value.carries, { isString: true })
  const by = String(replacement.value)
  return primitive(name === 'replace' ? text.replace(pattern, by) : text.replaceAll(pattern instanceof RegExp && !pattern.global ? new RegExp(pattern, `${pattern.flags}g`) : pattern, by), value.carries)
}
