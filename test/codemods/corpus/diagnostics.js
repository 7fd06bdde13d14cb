import ts from 'typescript'

const OPTIONS = {
  strict: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  esModuleInterop: true,
  skipLibCheck: true,
  types: [],
  noEmit: true,
  allowJs: true,
  jsx: ts.JsxEmit.ReactJSX,
}

/** Codes of TypeScript: a module is not there; a callback that it would have typed has parameters of no type. */
const NO_MODULE = '2307 '
const IMPLICIT_ANY = '7006 '

/**
 * What TypeScript says of the changed files that it did not say of them before. The files are checked where they stand,
 * with all that they import. Parameters without a type don't count where what would type them is not installed.
 *
 * @param {ReadonlyMap<string, { before: string, after: string }>} files by absolute path
 * @param {{ module: string, template: string }} typed the specifier of the typed module, and its file
 * @returns {{ path: string, message: string }[]}
 */
export function newDiagnostics(files, { module, template }) {
  if (files.size === 0) return []
  const options = { ...OPTIONS, paths: { [module]: [template] } }
  const before = program(files, 'before', options)
  const after = program(files, 'after', options, before)
  return [...files.keys()].flatMap((path) => {
    const known = count(before, path)
    const isUntyped = [...known.keys()].some((message) => message.startsWith(NO_MODULE))
    const fresh = [...count(after, path)].filter(([message, times]) => times > (known.get(message) ?? 0) && !(isUntyped && message.startsWith(IMPLICIT_ANY)))
    return fresh.map(([message]) => ({ path, message }))
  })
}

function program(files, version, options, old) {
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (path, target) => {
    const file = files.get(path)
    return file ? ts.createSourceFile(path, file[version], target, true) : (old?.getSourceFile(path) ?? read(path, target))
  }
  return ts.createProgram([...files.keys()], options, host)
}

/** Lines move, so messages are counted. */
function count(program, path) {
  const file = program.getSourceFile(path)
  const counts = new Map()
  for (const { code, messageText } of [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]) {
    const message = `${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    counts.set(message, (counts.get(message) ?? 0) + 1)
  }
  return counts
}
