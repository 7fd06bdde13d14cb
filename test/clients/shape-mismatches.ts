import { isDeepStrictEqual } from 'node:util'
import { LOOKED_FOR, type Answers, type ErrorShape, type Holds, type Shape } from '../../analysis/clients/answers.ts'
import { FAILURE_BODY } from './server.ts'

/** What was asked of the server; undefined: it hung up. */
type Status = number | undefined

/** Where a real error differs from what a client's data says of it, one line each. */
export function errorMismatches(answers: Answers, error: unknown, status: Status): string[] {
  const shape = status === undefined ? answers.noAnswer : answers.failure
  if (!shape) return [`rejected for ${status}, though it resolves whatever the status`]
  return [...classMismatches(shape, error, status), ...propertyMismatches(answers, shape.properties, error, status, 'error')]
}

function classMismatches(shape: ErrorShape, error: unknown, status: Status): string[] {
  const isError = error instanceof Error
  const classes = typeof shape.classes === 'function' ? shape.classes(status ?? 0) : (shape.classes ?? [])
  // A minified class is known by the name that its errors have.
  const names = [...classNames(error), String((error as { name?: unknown } | undefined)?.name)]
  const missing = classes.filter((name) => !names.includes(name))
  return [
    ...(isError === (shape.isError !== false) ? [] : [`it is ${isError ? 'an' : 'no'} Error`]),
    ...(shape.byVersion && missing.length < classes.length ? [] : missing).map((name) => `it is no ${name}, but ${[...new Set(names)].join(' < ')}`),
  ]
}

function classNames(value: unknown): string[] {
  const names: string[] = []
  for (let at: unknown = value; at !== null && typeof at === 'object'; at = Object.getPrototypeOf(at)) {
    const name = (at as { constructor?: { name?: string } }).constructor?.name
    // A bundler puts an underscore before a class that refers to itself.
    if (name !== undefined) names.push(name, name.replace(/^_/, ''))
  }
  return names
}

/** Where the properties of a value differ from a shape. A name that the shape does not have must not be there. */
export function propertyMismatches(answers: Answers, shape: Shape, value: unknown, status: Status, path: string): string[] {
  const read = (name: string): unknown => (value === null || value === undefined ? undefined : (value as Record<string, unknown>)[name])
  const named = Object.entries(shape).flatMap(([name, holds]) => mismatches(answers, holds, read(name), status, `${path}.${name}`))
  const absent = LOOKED_FOR.filter((name) => !Object.hasOwn(shape, name) && read(name) !== undefined)
  return [...named, ...absent.map((name) => `${path}.${name} is there: ${describe(read(name))}`)]
}

function mismatches(answers: Answers, holds: Holds, value: unknown, status: Status, path: string): string[] {
  const wrong = (want: string): string[] => [`${path} is ${describe(value)}, not ${want}`]
  if (typeof holds === 'object') {
    if ('is' in holds) return value === holds.is ? [] : wrong(describe(holds.is))
    if ('words' in holds) return value === holds.words(status ?? 0) ? [] : wrong(describe(holds.words(status ?? 0)))
    if ('from' in holds) return value === holds.from(status ?? 0) ? [] : wrong(describe(holds.from(status ?? 0)))
    return propertyMismatches(answers, holds.has, value, status, path)
  }
  switch (holds) {
    case 'status':
      return value === status ? [] : wrong(String(status))
    case 'reason':
      return typeof value === 'string' && value !== '' ? [] : wrong('a reason phrase')
    case 'words':
      return typeof value === 'string' ? [] : wrong('a sentence')
    case 'headers':
    case 'request':
      return typeof value === 'object' && value !== null ? [] : wrong('an object')
    case 'header reader':
      return typeof value === 'function' ? [] : wrong('a function')
    case 'body':
      return isOfBody(value) ? [] : wrong('of the body')
    case 'response':
      return propertyMismatches(answers, answers.response, value, status, path)
    case 'fetch response':
      return isFetchResponse(value, status) ? [] : wrong(`a Response of ${status}`)
    case 'body stream':
      return typeof (value as { json?: unknown } | undefined)?.json === 'function' ? [] : wrong('a body')
    case 'object':
      return []
  }
}

function isFetchResponse(value: unknown, status: Status): boolean {
  const response = value as { status?: unknown; json?: unknown; statusCode?: unknown } | undefined
  return response !== undefined && response.status === status && typeof response.json === 'function' && response.statusCode === undefined
}

/** Whether a value can come from the body of the failure: text, bytes, a part of it, or nothing where the body has no such part. */
function isOfBody(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (typeof value === 'object' && !isDeepStrictEqual(Object.keys(value), [])) return !('status' in value && 'headers' in value)
  const parts: unknown[] = [FAILURE_BODY.error.code, FAILURE_BODY.error.type, FAILURE_BODY.message, FAILURE_BODY]
  return parts.some((part) => isDeepStrictEqual(part, value)) || (typeof value === 'string' && value.includes(FAILURE_BODY.message)) || typeof value === 'object'
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60))
  return typeof value === 'object' && value !== null ? (classNames(value)[0] ?? 'object') : String(value)
}
