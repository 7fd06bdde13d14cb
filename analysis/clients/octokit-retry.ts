import type { ModelCall } from '../interpreter/machine.ts'
import { FALSE, optionsOf, truthiness, type Value } from '../interpreter/values.ts'
import { outward } from '../syntax/around.ts'
import type { Node } from '../syntax/estree.ts'
import { memberPath, propertyName, unwrap } from '../syntax/nodes.ts'
import type { Answers } from './answers.ts'
import { isListed, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import { countOf, givenOption, isAbsent, not, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { library } from './retry-library.ts'
import { INSTANCE } from './sdk.ts'
import { newInstance, setting } from './settings.ts'
import { setUp } from './set-up.ts'

/** Statuses that @octokit/plugin-retry 3 to 8 leaves alone; a 402 is not among them. */
const NOT_RETRIED = [400, 401, 403, 404, 410, 422, 451]

/** Packages that bring the plugin along. */
const WITH_PLUGIN = new Set(['octokit'])

/** `retry` among the options of `new Octokit(...)`, where the plugin is used. */
export function octokitPolicy(call: ModelCall): SendPolicy | undefined {
  if (!WITH_PLUGIN.has(call.origin?.module ?? '')) return undefined
  const construct = makerIn(call, ['Octokit', 'App', 'OAuthApp'])
  const policy = pluginPolicy(call, setting(call.machine, call.origin?.settings, 'retry'))
  const ofCall = setting(call.machine, optionOfCall(call, 'request'), 'retries')
  return { ...policy, ...(ofCall && policy.calls !== 1 && { calls: oneMore(countOf(ofCall, 3)) }), ...(construct && { construct }) }
}

function usesPlugin({ args }: ModelCall): boolean {
  return args.some((arg) => optionsOf(arg).some((option) => option.kind === 'unknown' && option.origin?.module === '@octokit/plugin-retry'))
}

/** `Octokit.plugin(retry)`: a class whose instances retry, while `Octokit` stays as it is; what they are made with may stand anywhere in the file. */
function withPlugin(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const isDropped = outward(site, machine.tree).parent?.type === 'ExpressionStatement'
  if (isDropped || !usesPlugin(call)) return undefined
  const options = machine.tree.calls.filter((node) => node.type === 'NewExpression').flatMap((node) => givenIn((node['arguments'] as Node[])[0]))
  const said = options.flatMap((node) => (saysRetry(node) ? [setting(machine, machine.readInPlace(node), 'retry')] : []))
  return pluginPolicy(call, said[0])
}

/** The options of `new Octokit(options)`, or `new Octokit(getOctokitOptions(token, options))`. */
function givenIn(argument: Node | undefined): readonly Node[] {
  if (!argument) return []
  const node = unwrap(argument)
  return node.type === 'CallExpression' ? (node['arguments'] as Node[]) : [node]
}

function saysRetry(options: Node): boolean {
  const object = unwrap(options)
  return object.type === 'ObjectExpression' && (object['properties'] as Node[]).some((property) => property.type === 'Property' && propertyName(property) === 'retry')
}

const octokitAnswers: Answers = {
  client: 'octokit',
  response: {},
  failure: { classes: ['RequestError'], properties: { name: { is: 'HttpError' }, message: 'words', status: 'status' } },
  noAnswer: { classes: ['RequestError'], properties: { name: { is: 'HttpError' }, message: 'words', status: { is: 500 } } },
}

const octokitWithPlugins = setUp({
  answers: octokitAnswers,
  policy: withPlugin,
  instance: ['Octokit'],
  gives: (call) => newInstance(call, call.origin?.module ?? '@octokit/core', ['Octokit'], undefined),
})

/** @octokit/plugin-retry (https://github.com/octokit/plugin-retry.js), for the classes of octokit and of @actions/github. */
export const octokitPlugin = library('octokit', ['@octokit/core', '@octokit/rest', 'octokit', '@actions/github/lib/utils', '@actions/github/lib/utils.js'], {
  'Octokit.plugin': octokitWithPlugins,
  'GitHub.plugin': octokitWithPlugins,
})

/** `getOctokit(token, options, retry)` of @actions/github: an instance with the plugins that it is given. */
export const actionsOctokit = library('octokit', ['@actions/github'], {
  getOctokit: setUp({
    answers: octokitAnswers,
    policy: (call) => (usesPlugin(call) ? pluginPolicy(call, setting(call.machine, call.args[1], 'retry')) : undefined),
    instance: [INSTANCE],
    gives: (call) => newInstance(call, '@actions/github', [INSTANCE], call.args[1]),
  }),
})

/** What the options of the plugin say. */
function pluginPolicy({ machine }: ModelCall, retry: Value | undefined): SendPolicy {
  const options = readOptions(machine, retry)
  const isOff = truthiness(options.get('enabled')) === false && !isAbsent(options.get('enabled'))
  const list = givenOption(options, 'doNotRetry')
  return {
    calls: isOff ? 1 : oneMore(countOf(options.get('retries'), 3)),
    unsure: unseenOption(options, 'doNotRetry', 'enabled'),
    again: (error) => {
      // No answer looks like a 500.
      const status = statusOfError(machine, error) ?? 500
      if (status === 'other' || status < 400) return FALSE
      return not(isListed(machine, list, status, NOT_RETRIED))
    },
  }
}

/** The first `new X(...)` of the file for one of some classes: what an instance was most likely made by. */
export function makerIn({ machine }: ModelCall, names: readonly string[]): Node | undefined {
  return machine.tree.calls.find((node) => node.type === 'NewExpression' && names.includes(memberPath(node['callee'] as Node)?.at(-1) ?? ''))
}
