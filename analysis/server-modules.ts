import { initOf } from './syntax/declarations.ts'
import { originOf } from './origins.ts'
import type { Node } from './syntax/estree.ts'
import { headOf, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/** Packages with which a program answers requests. */
const SERVES =
  /^(?:@trpc\/server|next\/server|@apollo\/server|@as-integrations\/[\w-]+|apollo-server(?:-[\w-]+)?|@orpc\/server|graphql-yoga|graphql-http|@remix-run\/(?:node|express|server-runtime|cloudflare|deno)|@react-router\/(?:node|express|cloudflare|serve)|@hono\/node-server|express|fastify|koa|@hapi\/hapi|elysia|uploadthing\/server|inngest)(?:\/|$)/

/** Whether a function is of a server, or of what one makes: the answer that it gives is the program's own. `fetchRequestHandler({ router, req })`, `createYoga({ schema }).handleRequest(req)`. */
export function isOfServer(callee: Node, tree: ScopeTree): boolean {
  const root = headOf(callee)
  return [root, madeBy(root, tree)].some((named) => named !== undefined && SERVES.test(originOf(named, tree)?.module ?? ''))
}

/** What a constant was made by. */
function madeBy(name: Node, tree: ScopeTree): Node | undefined {
  const binding = tree.bindingOf.get(name)
  const init = binding && initOf(binding)
  const made = init && unwrap(init)
  return made?.type === 'NewExpression' || made?.type === 'CallExpression' ? (made['callee'] as Node) : undefined
}
