import type { Origin } from './values.ts'

/** Names of the global object that are the global object. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global'])
/** Its properties that are the global object of a window: of this one, or of one that has what this one has. */
const WINDOWS = new Set([...GLOBAL_OBJECTS, 'parent', 'top', 'opener', 'frames'])

/** The path of a name that nothing in the file declares. */
export function pathOfGlobal(name: string): readonly string[] {
  return GLOBAL_OBJECTS.has(name) ? [] : [name]
}

/** What a property of something that comes from elsewhere is: `window.parent.fetch` is the host's `fetch`. */
export function memberOrigin(object: Origin, name: string): Origin {
  const isWindow = object.module === '' && object.path.length === 0 && WINDOWS.has(name)
  return isWindow ? object : { ...object, path: [...object.path, name] }
}
