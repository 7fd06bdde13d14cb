import { dirname, sep } from 'node:path'

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
 * with all that they import from their own tree. Parameters without a type don't count where what would type them is not
 * installed.
 *
 * @param {ReadonlyMap<string, { before: string, after: string }>} files by absolute path
 * @param {string} root the tree: packages that happen to be installed in a folder above it are not there
 * @param {{ module: string, template: string }} typed the specifier of the typed module, and its file
 * @returns {{ path: string, message: string }[]}
 */
export function newDiagnostics(files, root, { module, template }) {
  if (files.size === 0) return []
  const options = { ...OPTIONS, paths: { [module]: [template] } }
  const host = hostWithin(root, options)
  const before = program(files, 'before', options, host)
  const after = program(files, 'after', options, host, before)
  return [...files.keys()].flatMap((path) => {
    const known = count(before, path)
    const isUntyped = [...known.keys()].some((message) => message.startsWith(NO_MODULE))
    const fresh = [...count(after, path)].filter(([message, times]) => times > (known.get(message) ?? 0) && !(isUntyped && message.startsWith(IMPLICIT_ANY)))
    return fresh.map(([message]) => ({ path, message }))
  })
}

/** A host for both programs: what one finds or does not find, the other does too, whatever happens on the disk meanwhile. */
function hostWithin(root, options) {
  const host = ts.createCompilerHost(options)
  const own = [root, dirname(ts.getDefaultLibFilePath(options))].map((folder) => folder + sep)
  const isOutside = (path) => path.split(/[\\/]/).includes('node_modules') && !own.some((folder) => `${path}${sep}`.startsWith(folder))
  const remembered = (ask) => {
    const known = new Map()
    return (path) => {
      if (!known.has(path)) known.set(path, !isOutside(path) && ask(path))
      return known.get(path)
    }
  }
  return { ...host, fileExists: remembered(host.fileExists), directoryExists: remembered(host.directoryExists) }
}

function program(files, version, options, host, old) {
  const getSourceFile = (path, target) => {
    const file = files.get(path)
    return file ? ts.createSourceFile(path, file[version], target, true) : (old?.getSourceFile(path) ?? host.getSourceFile(path, target))
  }
  return ts.createProgram([...files.keys()], options, { ...host, getSourceFile })
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
