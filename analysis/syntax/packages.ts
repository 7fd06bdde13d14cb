/** How Deno, Bun and browsers load a package of npm, or of JSR: by its name behind that of the registry, or by the address of a service that has them all. */
const REGISTRY = String.raw`(?:npm|jsr):/?|https://(?:(?:cdn\.)?esm\.sh/(?:v\d+/|stable/)?\*?|esm\.run/|cdn\.jsdelivr\.net/npm/|unpkg\.com/|cdn\.skypack\.dev/(?:pin/)?|(?:ga\.jspm\.io|jspm\.dev)/(?:npm:)?)`
/** The name, the version, and what is asked of the package: `npm:rxjs@^7.8/operators`, `https://esm.sh/stripe@12.0.0?target=deno`. */
const LOADED = new RegExp(String.raw`^(?:${REGISTRY})((?:@[\w.~-]+/)?[\w.~-]+)(?:@([^/?#]*))?(?:/\+esm)?(/[^?#]*)?`)

/** The start of a specifier that names a package by its registry or address: the source of a regular expression. */
export const LOADED_START = REGISTRY

/** The name by which a package is known, and so the part of it that is asked for: `rxjs/operators`; any other specifier as it is. */
export function packageNamed(specifier: string): string {
  const loaded = loadedPackage(specifier)
  return loaded ? `${loaded.name}${loaded.part}` : specifier
}

/** What a specifier says that names a package by its registry or address. */
export function loadedPackage(specifier: string): { readonly name: string; readonly part: string; readonly version: string | undefined } | undefined {
  const [, name, version, part = ''] = LOADED.exec(specifier) ?? []
  return name === undefined ? undefined : { name, version, part: part.replace(/\/$/, '') }
}
