import { bodyOf } from '../interpreter/builtins/responses.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import type { PromiseSides } from '../interpreter/objects.ts'
import { settled } from '../interpreter/promises.ts'
import { join, native, optionsOf, primitive, unknown, type Value } from '../interpreter/values.ts'
import { answerBody, errorOf, fetchResponse, responseOf, type Answered, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { hooked, type Hook } from './hooks.ts'
import { readOption, sendCall, type HttpCall } from './http-call.ts'
import { mergeSettings, newInstance } from './settings.ts'
import { streamOf } from './streams.ts'
import { accepts, type Switch } from './switches.ts'

/** What the arguments of a function are, in order. An address may be given among the options instead. */
export type Arguments = readonly ('url' | 'options' | 'body' | 'method' | 'other')[]

/** A client with a function a method, as most are: `got.get(url, options)`. */
export interface VerbClient {
  readonly name: string
  readonly modules: readonly string[]
  /** Exports that are the client itself: a function with methods. */
  readonly roots: readonly string[]
  /** What the client's own function takes, where it is one. */
  readonly call?: Arguments
  readonly methods?: Readonly<Record<string, Arguments>>
  /** Methods of instances alone. */
  readonly instanceMethods?: Readonly<Record<string, Arguments>>
  /** The method that gives a stream of the answer, and has all the others: `got.stream.get(url)`. */
  readonly streams?: string
  /** Methods that make an instance with other defaults, and classes. */
  readonly makes?: Readonly<Record<string, { readonly options: number }>>
  readonly answers: Answers
  /** What it resolves with. */
  readonly gives: 'response' | 'fetch response' | 'body' | ((answered: Answered, answers: Answers, options: readonly (Value | undefined)[], method: string) => Value)
  readonly switch?: Switch
  /** Functions among the options that are called with each answer. */
  readonly hooks?: readonly Hook[]
  /** The option that a relative address is put behind. */
  readonly base?: string
  /** Methods of the promise that read the body: `got(url).json()`. */
  readonly readers?: readonly string[]
  readonly functions?: Readonly<Record<string, ClientFunction>>
  readonly types?: readonly string[]
}

/** The names that options have for the query and the body. */
const CONTENT = ['params', 'searchParams', 'query', 'qs', 'data', 'json', 'body', 'form', 'variables', 'origin', 'path'] as const
/** The part of a path that stands for an instance. */
const INSTANCE = 'create()'

/** Makes the client that the data describes. */
export function verbClient(data: VerbClient): Client {
  const functions = functionsOf(data, data.methods ?? {})
  const ofInstances = data.instanceMethods ? functionsOf(data, data.instanceMethods) : functions
  const module = data.modules[0] ?? ''
  return {
    name: data.name,
    modules: data.modules,
    answers: data.answers,
    ...(data.switch && { decidedBy: data.switch.option }),
    functionAt(path) {
      const inner = path.findIndex((name) => name !== 'default' && name !== INSTANCE && !data.roots.includes(name))
      return (path.includes(INSTANCE) ? ofInstances : functions).get(inner < 0 ? '' : path.slice(inner).join('.'))
    },
    ...(data.types && { types: Object.fromEntries(data.types.map((name) => [name, [INSTANCE]])) }),
  }

  function functionsOf({ call, makes = {}, functions: more = {} }: VerbClient, methods: Readonly<Record<string, Arguments>>): Map<string, ClientFunction> {
    const all = new Map<string, ClientFunction>(Object.entries(more))
    if (call) all.set('', { sends: true, run: (model) => run(data, model, '', call) })
    for (const [name, args] of Object.entries(methods)) all.set(name, { sends: true, run: (model) => run(data, model, name, args) })
    for (const [name, args] of data.streams ? [['', call ?? []] as const, ...Object.entries(methods)] : []) {
      all.set([data.streams, name].filter(Boolean).join('.'), { sends: true, run: (model) => streamOf(model, run(data, model, name, args)) })
    }
    for (const [name, { options }] of Object.entries(makes)) {
      all.set(name, {
        sends: false,
        instance: [INSTANCE],
        run: (model) => newInstance(model, module, [INSTANCE], mergeSettings(model.machine, [model.origin?.settings, model.args[options]])),
      })
    }
    return all
  }
}

function run(data: VerbClient, model: ModelCall, name: string, shape: Arguments): Value {
  const { machine, site } = model
  const call = callOf(data, model, name, shape)
  const sent = sendCall(model, call, (status, asked): PromiseSides => {
    const answered: Answered = { machine, site, status, asked }
    if (status === undefined) return { fulfilled: undefined, rejected: errorOf(data.answers, answered) }
    const accepted = accepts(answered, data.answers, data.switch, call.options)
    return {
      fulfilled: accepted === false ? undefined : given(data, answered, call.options, name),
      rejected: accepted === true ? undefined : errorOf(data.answers, answered),
    }
  }, true)
  const promise = data.hooks ? hooked(machine, sent, data.hooks, call.options, site) : sent
  if (data.readers) addReaders(machine, promise, data.readers)
  return promise
}

function given(data: VerbClient, answered: Answered, options: readonly (Value | undefined)[], name: string): Value {
  if (data.gives === 'response') return responseOf(data.answers, answered)
  if (data.gives === 'fetch response') return fetchResponse(answered)
  if (data.gives === 'body') return answerBody(answered)
  return data.gives(answered, data.answers, options, name)
}

function callOf(data: VerbClient, model: ModelCall, name: string, shape: Arguments): HttpCall {
  const { args } = model
  const at = (what: Arguments[number]): Value | undefined => args[shape.indexOf(what)]
  const first = at('url')
  const isAddress = first !== undefined && optionsOf(first).every((option) => option.kind === 'primitive' || option.kind === 'unknown')
  const options = isAddress || first === undefined || isRequest(model.machine, first) ? at('options') : first
  const body = args.filter((_, index) => shape[index] === 'body')
  return {
    method: at('method') ?? (name === '' || shape.includes('method') ? readOption(model, options, 'method') : primitive(name)),
    url: options === first || first === undefined ? readOption(model, options, 'url') : first,
    content: [...body, ...CONTENT.map((key) => readOption(model, options, key))],
    options: [options, model.origin?.settings],
    ...(data.base !== undefined && { base: data.base }),
  }
}

function isRequest(machine: Machine, value: Value): boolean {
  return machine.object(value)?.builtin === 'Request'
}

/** Puts methods on a promise that give a promise of the body instead. */
function addReaders(machine: Machine, promise: Value, names: readonly string[]): void {
  const sides = machine.object(promise)?.promise
  if (promise.kind !== 'object' || !sides) return
  const read = (value: Value): Value => {
    const response = machine.object(value)?.response
    return response ? bodyOf(response) : unknown('body')
  }
  const readers = names.map((name): [string, Value] => [
    name,
    native(name, () => settled(machine, { ...sides, fulfilled: sides.fulfilled && join(optionsOf(sides.fulfilled).map(read)) })),
  ])
  machine.update(promise, { properties: new Map([...(machine.object(promise)?.properties ?? []), ...readers]) })
}

