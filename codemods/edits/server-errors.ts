import { originOf } from '../../analysis/origins.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { unwrap } from '../../analysis/syntax/nodes.ts'
import { functionOf, walkOwn, type Source } from './source.ts'

/** What server frameworks turn into an answer when it is thrown, by module. Any other error becomes a 500. */
const SERVER_ERRORS: Readonly<Record<string, RegExp>> = {
  '@connectrpc/connect': /^ConnectError$/,
  '@feathersjs/errors': /./,
  '@hapi/boom': /./,
  '@nestjs/common': /Exception$/,
  '@nestjs/microservices': /^RpcException$/,
  '@orpc/server': /^ORPCError$/,
  '@sveltejs/kit': /^error$/,
  '@trpc/server': /^TRPCError$/,
  'astro:actions': /^ActionError$/,
  'convex/values': /^ConvexError$/,
  elysia: /^(?:error|status)$/,
  'firebase-functions/v1/https': /^HttpsError$/,
  'firebase-functions/v2/https': /^HttpsError$/,
  graphql: /^GraphQLError$/,
  h3: /^(?:createError|H3Error|HTTPError)$/,
  'hono/http-exception': /^HTTPException$/,
  'http-errors': /./,
  'routing-controllers': /Error$/,
}

/** Does the failure at a check throw what a server framework answers with? Then another error would be another answer. */
export function throwsAnswer(check: Node, source: Source): boolean {
  const own = thrownIn(check)
  const thrown = own.length > 0 ? own : thrownIn(functionOf(check, source))
  return thrown.some((expression) => isServerError(expression, source))
}

function thrownIn(node: Node): Node[] {
  const found: Node[] = []
  walkOwn(node, (inner) => {
    if (inner.type === 'ThrowStatement') found.push(unwrap(inner['argument'] as Node))
  })
  return found
}

function isServerError(thrown: Node, source: Source): boolean {
  const callee = thrown.type === 'NewExpression' || thrown.type === 'CallExpression' ? (thrown['callee'] as Node) : undefined
  const found = callee && originOf(callee, source.tree)
  return found !== undefined && Object.hasOwn(SERVER_ERRORS, found.module) && SERVER_ERRORS[found.module]!.test(found.path.at(-1) ?? '')
}
