import { statusOf } from './builtins/responses.ts'
import type { Machine } from './machine.ts'
import { Carries, optionsOf, type Single, type Value } from './values.ts'

/** Where code looks for the status of a response or of an error, the likeliest first. */
const PLACES = [
  'status', 'statusCode', 'response.status', 'response.statusCode', '$metadata.httpStatusCode', 'data.httpStatus', 'meta.response.status',
  'networkError.statusCode', 'lastError.status', 'cause.status', 'cause.response.status', 'result.status', 'error.status',
].map((place) => place.split('.'))

/**
 * Where in a value the status is that was asked about, as it would be written behind a dot: `response.status`; empty where
 * the value is the status itself.
 */
export function statusPlace(machine: Machine, value: Value): string | undefined {
  for (const option of optionsOf(value)) {
    if (isStatus(machine, option)) return ''
    const place = machine.object(option) && (PLACES.find((path) => isStatus(machine, follow(machine, option, path))) ?? ownPlace(machine, option))
    if (place) return place.join('.')
  }
  return undefined
}

/** A property of the value's own that holds it: `error.httpStatus`, `error.details.code`. */
function ownPlace(machine: Machine, object: Single): readonly string[] | undefined {
  const properties = machine.object(object)?.properties ?? []
  for (const [name, value] of properties) if (isStatus(machine, value)) return [name]
  for (const [name, value] of properties) {
    if (value.kind !== 'object') continue
    for (const [inner, held] of machine.object(value)?.properties ?? []) if (isStatus(machine, held)) return [name, inner]
  }
  return undefined
}

/** Whether a value is the status that was asked about, as a number. */
export function isStatus({ asked }: Machine, value: Value | undefined): boolean {
  if (value?.kind !== 'primitive' || (value.carries & Carries.status) === 0) return false
  return value.told ? value.told.isNumber : typeof value.value === 'number' && asked.is(value.value)
}

function follow(machine: Machine, from: Value, path: readonly string[]): Value | undefined {
  let value: Value | undefined = from
  for (const name of path) value = value && read(machine, value, name)
  return value
}

/** A property as it lies there: nothing is run and nothing recorded. */
function read(machine: Machine, value: Value, name: string): Value | undefined {
  for (const option of optionsOf(value)) {
    const data = machine.object(option)
    if (!data) continue
    const own = data.properties.get(name) ?? (data.prototype?.kind === 'object' ? read(machine, data.prototype, name) : undefined)
    if (own) return own
    if (data.response?.asked && name === 'status') return statusOf(data.response)
  }
  return undefined
}
