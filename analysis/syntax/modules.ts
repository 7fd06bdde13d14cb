/** Helpers that compilers put around `require` to make a namespace of what a CommonJS module exports: TypeScript, Babel, esbuild, SWC, Rollup. */
const INTEROP = /^_{0,2}(?:importDefault|importStar|interopRequireDefault|interop_require_default|interopRequireWildcard|interop_require_wildcard|toESM|interopDefault\w*|interopNamespace\w*)\$?\d*$/

/** Whether a function of this name gives a module's namespace for the module. */
export function isInterop(name: string): boolean {
  return INTEROP.test(name)
}
