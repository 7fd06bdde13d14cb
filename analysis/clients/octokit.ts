import { answerBody, responseOf, type Answers } from './answers.ts'
import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

const answers: Answers = {
  client: 'octokit',
  response: { status: 'status', data: 'body', headers: 'headers', url: 'object' },
  failure: {
    classes: ['RequestError'],
    properties: {
      name: { is: 'HttpError' }, message: 'words', status: 'status', request: 'object', cause: 'object',
      response: { has: { status: 'status', data: 'body', headers: 'headers', url: 'object' } },
    },
  },
  // No answer looks like a 500: the client itself says so.
  noAnswer: { classes: ['RequestError'], properties: { name: { is: 'HttpError' }, message: 'words', status: { is: 500 }, cause: 'object', request: 'object' } },
}

/** Octokit (https://github.com/octokit), measured with @octokit/core 7.0.8: `octokit.request`, `octokit.rest.issues.create`, `octokit.graphql`. */
export const octokitClient: Client = sdk({
  name: 'octokit',
  modules: ['octokit', '@octokit/core', '@octokit/rest', '@octokit/request', '@octokit/graphql', '@actions/github', '@actions/github/lib/utils', '@actions/github/lib/utils.js', '@octokit/action'],
  makers: ['Octokit', 'App', 'OAuthApp'],
  ready: ['request', 'graphql'],
  sends: /^(?:request|graphql|paginate|(?:rest\.)?[a-z]\w*\.[a-z]\w*)$/,
  silent: /^(?:hook|log|auth|request\.|graphql\.|paginate\.|retry|throttle)/,
  parts: { 'request.defaults': '', 'graphql.defaults': '' },
  answers,
  gives: (answered, shapes, method) => (method === 'graphql' || method === 'paginate' ? answerBody(answered) : responseOf(shapes, answered)),
})
