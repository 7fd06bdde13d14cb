import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, sep } from 'node:path'

import { isWithin, withForwardSlashes } from '../source/paths.ts'
import { aliasSpecifier } from './aliases.ts'
import type { NewFile } from './codemod.ts'
import { readCompilerSettings, type CompilerSettings } from './compiler-settings.ts'
import type { ModuleSystem } from './edits/imports.ts'
import { MODULE_EXPORTS } from './edits/module-exports.ts'
import type { Source } from './edits/source.ts'
import { endingOf, relativeSpecifier, specifiersOf, type SpecifierEnding } from './edits/specifiers.ts'
import { neighbourImports } from './neighbours.ts'
import { renderPaymentModule, type PaymentModuleKind } from './templates/render.ts'

/** What the disk says about where a file stands. */
export interface FilePlace {
  /** Absolute path of the file. */
  readonly file: string
  /** Absolute path of the folder of the nearest package, or the working folder. */
  readonly root: string
  readonly isModulePackage: boolean
  /** Where tsconfig.json asks for it, relative specifiers need their ending. */
  readonly ending: SpecifierEnding
  readonly isTypeScriptPackage: boolean
  /** Absolute path of the folder that the code of the file's project starts in. */
  readonly source: string
  readonly settings: CompilerSettings
}

/** The typed module that a file imports from. */
export interface PaymentModule {
  /** Absolute. */
  readonly path: string
  readonly kind: PaymentModuleKind
}

const NAME = 'payment-required'
const TYPESCRIPT = /\.(?:[cm]?ts|tsx)$/

/** Looks up the package of a file and what its settings say about modules. */
export function readPlace(file: string, cwd: string): FilePlace {
  const root = packageRoot(file) ?? (isWithin(file, cwd) ? cwd : dirname(file))
  const manifest = readJson(join(root, 'package.json'))
  const isModulePackage = nearestType(file, root) === 'module'
  // Linters and editors need TypeScript in JavaScript projects too: jsconfig.json says that it is one.
  const isTypeScriptPackage = existsSync(join(root, 'tsconfig.json')) || ('typescript' in dependenciesOf(manifest) && !existsSync(join(root, 'jsconfig.json')))
  const settings = readCompilerSettings(file)
  const needsEnding = TYPESCRIPT.test(file) ? settings.needsEnding || file.endsWith('.mts') : isModulePackage || file.endsWith('.mjs')
  const source = sourceFolder(projectOf(file, root, settings), settings)
  return { file, root, isModulePackage, isTypeScriptPackage, source, settings, ending: needsEnding ? 'js' : 'none' }
}

const TESTS = /^(?:tests?|__tests__|specs?|e2e|cypress|playwright)$/

/**
 * The folder of the package, or one in it with a tsconfig.json of its own (`server`, `apps/web`): what that compiles must
 * not reach out of it, or what is built lands in other folders. Tests take from outside anyway.
 */
function projectOf(file: string, root: string, { folder, reachesOut }: CompilerSettings): string {
  const isOwn = folder !== undefined && folder !== root && isWithin(folder, root) && isWithin(file, folder)
  return isOwn && !reachesOut && !TESTS.test(basename(folder)) ? folder : root
}

/** `src`, or else what an alias calls the place where the code starts. */
function sourceFolder(project: string, settings: CompilerSettings): string {
  const source = join(project, 'src')
  if (existsSync(source)) return source
  const { sourceFolder: aliased } = settings.folder === project ? settings : readCompilerSettings(project)
  return aliased !== undefined && isWithin(aliased, project) ? aliased : project
}

/** The nearest folder with a package.json that is a package, not only a mark for the module type. */
function packageRoot(file: string): string | undefined {
  let first: string | undefined
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'package.json')
    if (existsSync(path)) {
      first ??= folder
      const manifest = readJson(path)
      if (Object.keys(manifest).some((key) => key !== 'type' && key !== 'sideEffects')) return folder
    }
    if (dirname(folder) === folder) return first
  }
}

/** Node's own rule: the nearest package.json decides, whatever else it holds. */
function nearestType(file: string, root: string): unknown {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'package.json')
    if (existsSync(path)) return readJson(path)['type']
    if (folder === root || dirname(folder) === folder) return undefined
  }
}

function readJson(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function dependenciesOf(manifest: Record<string, unknown>): object {
  return { ...(manifest['dependencies'] as object | undefined), ...(manifest['devDependencies'] as object | undefined) }
}

/**
 * Where the typed module is, or is to be written: where the code of the file's project starts, which is `src` mostly; for
 * a script that Node runs as it is (outside of a TypeScript package's `src`), in the folder of scripts that it is in.
 *
 * @param paymentFile absolute path that the user asks for
 */
export function locatePaymentModule(place: FilePlace, system: ModuleSystem, paymentFile?: string): PaymentModule {
  if (paymentFile !== undefined) return { path: paymentFile, kind: kindOf(paymentFile, system) }
  const { file, root, source, isTypeScriptPackage } = place
  const isInside = isWithin(file, source)
  const isCompiled = TYPESCRIPT.test(file) || (isTypeScriptPackage && isInside && !/\.[cm]js$/.test(file))
  if (isCompiled) return { path: join(source, `${NAME}.ts`), kind: 'ts' }
  const folder = isTypeScriptPackage ? topFolder(file, root) : source
  const path = join(folder, NAME + scriptEnding(place, system))
  return { path, kind: kindOf(path, system) }
}

/** The folder directly in the package that a file is in, or the package itself. */
function topFolder(file: string, root: string): string {
  const [first, ...rest] = relative(root, file).split(sep)
  return rest.length > 0 ? join(root, first!) : dirname(file)
}

/** `.js` where it has the module system of the file, else the ending that says which one it has. */
function scriptEnding({ file, isModulePackage }: FilePlace, system: ModuleSystem): string {
  if (file.endsWith('.mjs') && !isModulePackage) return '.mjs'
  return system === 'require' && isModulePackage ? '.cjs' : '.js'
}

function kindOf(path: string, system: ModuleSystem): PaymentModuleKind {
  if (TYPESCRIPT.test(path)) return 'ts'
  if (extname(path) === '.mjs') return 'js'
  return extname(path) === '.cjs' || system === 'require' ? 'cjs' : 'js'
}

/** How a file names the typed module: as it, or else as the files around it, name others that are not in their folder. */
export function specifierOf({ path }: PaymentModule, place: FilePlace, source: Source): string {
  const others = function* (): Generator<readonly string[]> {
    for (const imports of neighbourImports(place.file, place.root)) yield imports.map(({ specifier }) => specifier)
  }
  const ending = endingHere([...specifiersOf(source, true)], others, place)
  const relative = relativeSpecifier(withForwardSlashes(place.file), withForwardSlashes(path), ending)
  return (relative.startsWith('../') ? aliasSpecifier(path, [...specifiersOf(source)], others(), place.settings) : undefined) ?? relative
}

/** What the specifiers of a file end in, else those of the files around it, else what its settings ask for. */
function endingHere(own: readonly string[], others: () => Iterable<readonly string[]>, { ending, settings }: FilePlace): SpecifierEnding {
  const isLocal = (specifier: string): boolean => /^\.\.?\//.test(specifier) || settings.aliases.some((alias) => specifier.startsWith(alias))
  const found = endingOf(own.filter((specifier) => /^\.\.?\//.test(specifier))) ?? endingOf(own.filter(isLocal))
  if (found !== undefined || ending === 'js') return found ?? ending
  for (const specifiers of others()) {
    const near = endingOf(specifiers.filter(isLocal))
    if (near !== undefined) return near
  }
  return ending
}

/** The quote that the files around one write their imports with, where that is to be asked. */
export function quoteAround({ file, root }: FilePlace): string | undefined {
  for (const imports of neighbourImports(file, root)) {
    if (imports.length > 0) return imports.filter(({ quote }) => quote === '"').length * 2 > imports.length ? '"' : "'"
  }
  return undefined
}

/** The typed module as a file to write, or undefined where there is one: it is the user's from then on. */
export function newPaymentModule({ path, kind }: PaymentModule): NewFile | undefined {
  return existsSync(path) ? undefined : { path, text: renderPaymentModule(kind) }
}

/** What a module that is there already does not export, of what the edits use: it may be older, or written by hand. */
export function missingExports({ path }: PaymentModule): ReadonlySet<string> {
  if (!existsSync(path)) return new Set()
  const text = readFileSync(path, 'utf8')
  return new Set(MODULE_EXPORTS.filter((name) => !new RegExp(`\\b${name}\\b`).test(text)))
}
