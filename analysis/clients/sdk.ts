import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { PromiseSides } from '../interpreter/objects.ts'
import { send } from '../interpreter/requests.ts'
import { UNDEFINED, type Value } from '../interpreter/values.ts'
import { answerBody, askOf, errorOf, responseOf, type Answered, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { paysItself } from './payers.ts'
import { newInstance } from './settings.ts'

/** A vendor's SDK: an object whose methods, however deep, send requests. */
export interface Sdk {
  readonly name: string
  readonly modules: readonly string[]
  /** Modules by pattern, where a vendor has a package for each service. */
  readonly modulePattern?: RegExp
  /** Exports that make an instance: classes and functions, by their path. */
  readonly makers: readonly string[] | RegExp
  /** Exports that are an instance already. */
  readonly ready?: readonly string[]
  /** Methods of an instance that send, by their path: `chat.completions.create`. */
  readonly sends: RegExp
  /** Methods that send nothing, though `sends` names them. */
  readonly silent?: RegExp
  /** Methods that give something with methods of its own: `withOptions`, `chats.create`. */
  readonly parts?: Readonly<Record<string, string>>
  readonly answers: Answers
  /** What a call resolves with; the parsed body where nothing is said. */
  readonly gives?: 'response' | ((answered: Answered, answers: Answers, method: string) => Value)
  /** It resolves even where no answer came. */
  readonly neverRejects?: boolean
  readonly functions?: Readonly<Record<string, ClientFunction>>
  readonly types?: readonly string[]
  readonly commands?: Client['commands']
}

/** The part of a path that stands for an instance. */
export const INSTANCE = 'new()'

/** Makes the client that the data describes. */
export function sdk(data: Sdk): Client {
  const { makers } = data
  const makes = (name: string): boolean => (makers instanceof RegExp ? makers.test(name) : makers.includes(name))
  const ready = new Set(data.ready)
  return {
    name: data.name,
    modules: data.modules,
    isService: true,
    answers: data.answers,
    ...(data.modulePattern && { modulePattern: data.modulePattern }),
    functionAt(path) {
      const at = path.lastIndexOf(INSTANCE)
      if (at >= 0) return methodOf(data, path.slice(at + 1))
      const names = path.filter((name, index) => name !== 'default' || index === path.length - 1)
      const [first = 'default', ...rest] = path
      const inner = first === 'default' && rest[0] === 'default' ? rest.slice(1) : rest
      if (makes(names.join('.'))) return maker(data)
      if (ready.has(first)) return methodOf(data, first === 'default' ? inner : path)
      return data.functions?.[path.filter((part) => part !== 'default').join('.')]
    },
    ...(makers instanceof RegExp && { typesNamed: { names: makers, instance: [INSTANCE] } }),
    ...(data.commands && { commands: data.commands }),
    types: Object.fromEntries([...(makers instanceof RegExp ? [] : makers), ...(data.types ?? [])].map((name) => [name, [INSTANCE]])),
  }
}

function maker(data: Sdk, part?: string): ClientFunction {
  const path = part === undefined || part === '' ? [INSTANCE] : [INSTANCE, part]
  return { sends: false, instance: path, run: (call) => newInstance(call, moduleOf(data, call), path, call.origin?.settings ?? call.args[0]) }
}

function moduleOf(data: Sdk, { origin }: ModelCall): string {
  return origin?.module ?? data.modules[0] ?? ''
}

function methodOf(data: Sdk, path: readonly string[]): ClientFunction | undefined {
  const method = path.join('.')
  const part = data.parts?.[method]
  if (part !== undefined) return maker(data, part)
  if (!data.sends.test(method) || data.silent?.test(method)) return undefined
  return { sends: true, run: (call) => sendMethod(data, method, call) }
}

/** Methods and commands that only ask, by the name that SDKs give them: `invoices.list`, `getUpdates`, `HeadObjectCommand`. */
const READS = /(?:^|\.)(?:get|list|retrieve|search|query|scan|describe|find|read|iterate|poll|count|download|head)(?![a-z])\w*$/

function sendMethod(data: Sdk, method: string, { machine, args, site, origin }: ModelCall): Value {
  const settle = (status: number | undefined, asked: boolean): PromiseSides => {
    const answered: Answered = { machine, site, status, asked }
    const isOk = status !== undefined && askOf(answered, isOkStatus)
    const resolves = isOk || data.neverRejects === true || (status !== undefined && !data.answers.failure)
    return resolves
      ? { fulfilled: given(data, answered, method), rejected: undefined }
      : { fulfilled: undefined, rejected: errorOf(data.answers, answered) }
  }
  const key = [data.name, method, ...args.map((arg) => machine.digest(arg).id)].join(' ')
  const isSafe = READS.test(data.commands ? commandOf(machine, args) : method)
  return send(machine, { site, key, proof: '', paysItself: paysItself(machine, [origin?.settings]), url: undefined, isSafe, settle, leavesUnread: true })
}

/** The class of the command that is sent, as READS has methods: `headObjectCommand`. */
function commandOf(machine: Machine, [command = UNDEFINED]: readonly Value[]): string {
  const name = machine.object(command)?.label?.split('.').at(-1) ?? ''
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

function given(data: Sdk, answered: Answered, method: string): Value {
  if (data.gives === 'response') return responseOf(data.answers, answered)
  return data.gives ? data.gives(answered, data.answers, method) : answered.status === undefined ? UNDEFINED : answerBody(answered)
}
