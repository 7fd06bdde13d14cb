import { LOADED_START } from './syntax/packages.ts'

/** What only a program does that is started on a command line. */
const COMMAND =
  /^#!|\bprocess\.(?:argv|exit(?:Code)?)\b|\b(?:Deno|Bun)\.(?:args|argv|exit)\b|\{[^{}]*\bargv\b[^{}]*\}\s*=\s*(?:process\b|require\(['"](?:node:)?process)|\brequire\.main\b|\bimport\.meta\.main\b/
/** It asks whether it was started itself: others import it for what it does as a program. */
const IS_MAIN = /\brequire\.main\b|\bimport\.meta\.main\b|\bprocess\.argv\[1\]/
/** Modules that read a command line, ask whoever has typed it, or talk to the log of a job. */
const COMMAND_MODULE = loads('commander|yargs(?:/yargs)?|minimist|meow|cac|sade|citty|clipanion|inquirer|@inquirer/prompts|@actions/core')
/** Modules that colour and draw on a terminal: what is printed with them is for people. */
const TERMINAL_MODULE = loads('chalk|picocolors|kleur(?:/colors)?|colorette|ansi-colors|colors(?:/safe)?|ora|cli-table3?|cli-progress|@clack/prompts|prompts|enquirer|boxen|log-update')
/** Modules of Node's own that a page in a browser has no use for (https://nodejs.org/api/modules.html#built-in-modules), and what gives them anew. */
const NODE_MODULE = loads('node:[\\w/]+|fs(?:/promises|-extra)?|child_process|os|readline(?:/promises)?')
/** Settings that no build writes into what is sent to a browser. */
const NODE_SETTING = /\bprocess\.env\.(?!NODE_ENV\b|(?:REACT_APP|NEXT_PUBLIC|VUE_APP|GATSBY|VITE|EXPO_PUBLIC|PUBLIC|STORYBOOK|NX_PUBLIC)_)\w/
/** What a file does when it is loaded: `main()`, `await run()`, `const result = await ask(question)`, `try {`. */
const STARTS = /^(?:(?:void|await)\s+)?[\w$]+\(\)|^\(async\b|^(?:(?:const|let|var)\s[^=\n]+=\s*)?await\b|^try\s*\{/m
/** What only pages, workers and extensions of a browser have, and markup. */
const BROWSER = /\b(?:document|window|self|chrome|browser|navigator|localStorage|sessionStorage|addEventListener|importScripts|jQuery|angular|GM_\w+)\b|\$\(|<\/[A-Za-z]|\/>/
/** What waits for the requests of others: what it prints is its log. */
const SERVES = /\.listen\s*\(|\bserve\s*\(|\bcreateServer\b/
/** Functions that answer what others ask, or that come up again and again: what they print is a log, too. A response that is read by its events is none of these. */
const ANSWERS = /\(\s*_?(?:req|request|ctx|context)\b[^()]*\)\s*(?:=>|\{)|\.on\s*\(\s*['"`](?!(?:data|end|error|close|finish|timeout|aborted|response|readable|exit)['"`])|\bsetInterval\s*\(|\bcron\b/
const EXPORT = /^\s*export\b|\bmodule\.exports\b|(?<![\w.])exports\.\w/m

/** A pattern of code that loads a module of such a name. */
function loads(names: string): RegExp {
  return new RegExp(`(?:\\bfrom\\s*|\\brequire\\s*\\(\\s*|\\bimport\\s*\\(?\\s*)['"](?:(?:${LOADED_START})(?:${names})(?:@[^'"]*)?|${names})['"]`)
}

/**
 * Whether a program is one that people start on a command line: it reads its arguments or ends by itself, or nothing can import
 * anything of it, and it runs on Node or at least starts something and has nothing of a browser. What it prints is what they get.
 */
export function isCommand(text: string): boolean {
  if (COMMAND.test(text) || COMMAND_MODULE.test(text)) return true
  if (EXPORT.test(text) || SERVES.test(text)) return false
  return NODE_MODULE.test(text) || NODE_SETTING.test(text) || (STARTS.test(text) && !BROWSER.test(text))
}

/** Whether no other file can call the functions of such a program, or they talk to a terminal, and none answers what others ask: whatever they print is told to whoever runs it. */
export function isAllOfCommand(text: string): boolean {
  return (!EXPORT.test(text) || IS_MAIN.test(text) || TERMINAL_MODULE.test(text)) && !SERVES.test(text) && !ANSWERS.test(text)
}
