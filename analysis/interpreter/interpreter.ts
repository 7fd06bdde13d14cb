import type { Node } from '../syntax/estree.ts'
import { newError } from './builtins/constructors.ts'
import { callValue } from './calls.ts'
import { findMember } from './classes.ts'
import type { Env } from './environment.ts'
import { evaluate } from './expressions.ts'
import { digest, type Digest } from './keys.ts'
import { lookup } from './lookup.ts'
import { Machine } from './machine.ts'
import { bind } from './patterns.ts'
import { getProperty, setProperty } from './properties.ts'
import { execute } from './statements.ts'
import { primitive, unknown, type ClassValue, type Unknown, type Value } from './values.ts'

/** The machine with all its parts: each part is a file of this folder. */
export class Interpreter extends Machine {
  evaluate(node: Node, env: Env): Value {
    return evaluate(this, node, env)
  }

  execute(node: Node, env: Env): void {
    execute(this, node, env)
  }

  call(callee: Value, self: Value, args: readonly Value[], site: Node): Value {
    return callValue(this, callee, self, args, site)
  }

  get(object: Value, name: string, site: Node): Value {
    return getProperty(this, object, name, site)
  }

  set(object: Value, name: string, value: Value): void {
    setProperty(this, object, name, value)
  }

  lookup(node: Node, env: Env): Value {
    return lookup(this, node, env)
  }

  bind(pattern: Node, value: Value, env: Env): void {
    bind(this, pattern, value, env)
  }

  digest(value: Value): Digest {
    return digest(this, value)
  }

  methodOf(home: ClassValue, name: string): Value {
    return findMember(this, home, name, 'method') ?? unknown(`super.${name}`)
  }

  throwError(name: string, message: string): never {
    return this.throwValue(newError(this, name, [primitive(message)]))
  }

  mutate(id: string, name: string, args: readonly Value[]): void {
    const versions = new Map(this.state.versions)
    versions.set(id, `;${name}=${args.map((arg) => this.digest(arg).id).join(',')}`)
    this.state.versions = versions
  }

  assign(object: Unknown, name: string, value: Value): void {
    const versions = new Map(this.state.versions)
    const written = `;${name}=${this.digest(value).id}`
    versions.set(`${object.id}.${name}=`, written)
    // All that was written last under each name tells the whole from what it was.
    const others = (versions.get(`${object.id}.*`) ?? '').split('\0').filter((item) => item !== '' && !item.startsWith(`;${name}=`))
    versions.set(`${object.id}.*`, [...others, written].sort().join('\0'))
    this.state.versions = versions
  }
}
