import ts from 'typescript'

export const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noImplicitReturns: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  noEmit: true,
}

/** The diagnostics of TypeScript files that exist in memory only, as `code message` by file. */
export function check(files: ReadonlyMap<string, string>, options: ts.CompilerOptions = OPTIONS): Map<string, string[]> {
  const host = ts.createCompilerHost(options)
  const inMemory: ts.CompilerHost = {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    directoryExists: () => true,
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, target) => {
      const text = files.get(path)
      return text === undefined ? host.getSourceFile(path, target) : ts.createSourceFile(path, text, target, true)
    },
  }
  const program = ts.createProgram([...files.keys()], options, inMemory)
  const found = new Map<string, string[]>([...files.keys()].map((path) => [path, []]))
  for (const { file, code, messageText } of ts.getPreEmitDiagnostics(program)) {
    found.get(file?.fileName ?? '')?.push(`${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
  }
  return found
}
