/** What only a program does that is started on a command line. */
const COMMAND =
  /^#!|\bprocess\.(?:argv|exit(?:Code)?)\b|\b(?:Deno|Bun)\.(?:args|argv|exit)\b|\{[^{}]*\bargv\b[^{}]*\}\s*=\s*(?:process\b|require\(['"](?:node:)?process)|\brequire\.main\b|\bimport\.meta\.main\b/
/** A module of Node's own that a page in a browser has no use for, as it is loaded: https://nodejs.org/api/modules.html#built-in-modules. */
const NODE_MODULE = /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*\(?\s*)['"](?:node:[\w/]+|fs(?:\/promises)?|child_process|os|readline(?:\/promises)?)['"]/
const EXPORT = /^\s*export\b|\bmodule\.exports\b|(?<![\w.])exports\.\w/m

/**
 * Whether a program is one that people start on a command line: it reads its arguments or ends by itself, or it runs on Node and
 * nothing can import anything of it. What it prints is what they get.
 */
export function isCommand(text: string): boolean {
  return COMMAND.test(text) || (NODE_MODULE.test(text) && !EXPORT.test(text))
}
