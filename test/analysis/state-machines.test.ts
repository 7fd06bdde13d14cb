import { describe, expect, it } from 'vitest'
import ts from 'typescript'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures } from '../oracle/fixture.ts'

/** What TypeScript makes of a program for ES5: async functions and generators are state machines. */
function forES5(text: string): string {
  // The compiler will drop it, and packages of the last years are full of it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const target = ts.ScriptTarget.ES5
  return ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext, ignoreDeprecations: '6.0' } }).outputText
}

function verdictsOf(text: string, path: string): string[] {
  const { checks, retries } = analyse(parseSource(text, path), text)
  return [...checks, ...retries].map(({ kind, verdict, reason }) => [kind, verdict, reason].filter(Boolean).join(' ')).sort()
}

/** Fixtures whose ES5 is judged otherwise, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ...because('an ES5 class that extends Error makes plain errors: by its class nothing can be told', ['errors/own-class-per-guard.ts', 'helpers/higher-order-toast.ts', 'retries/fatal-error-leaves-loop.ts', 'tables/record-of-classes.ts']),
  ...because('what the function sets that makes the object of a prototype is not known, nor what it extends', [
    'errors/static-factory.ts', 'helpers/this-in-an-object-of-a-static-method.ts', 'helpers/this-of-a-static-method.ts', 'payment/pays-once-per-client.ts', 'retries/own-fetch-of-a-connection.ts', 'retries/policy-object.ts',
    'retries/base-class-loop.ts', 'retries/default-of-a-parameter-property.ts', 'retries/function-in-a-field.ts', 'retries/subclass-catch-again.ts', 'retries/instance-of-the-module-loop.ts', 'retries/static-method-loop.ts', 'retries/subclass-loop.ts', 'retries/refresh-recursion-flag.ts', 'retries/sdk-should-retry-header.ts', 'retries/sdk-should-retry.ts',
  ]),
  ...because('helpers for iterators (`__values`, `__asyncValues`, `__asyncGenerator`) are not followed', ['generators/server-sent-events.ts', 'pagination/async-generator.ts']),
  ...because('what stands in a `try`, a default or a loop is found by its syntax', ['errors/request-in-a-catch.ts', 'outside/guard-of-another-file.ts', 'helpers/default-parameter-parser.ts', 'helpers/element-of-a-list.ts', 'helpers/on-error-callback.ts', 'outside/after-a-cache-miss.ts', 'retries/after-a-cache-miss-again.ts', 'retries/put-back-before-a-timer.ts', 'retries/operation-from-outside.ts', 'retries/operation-once-more.ts', 'retries/operation-once-more-for-any.ts']),
  ...because('failures come to the block of a `catch` together, whichever side of a test they are from', ['retries/class-rejected-if-body-says-so.ts', 'retries/device-flow.ts', 'retries/error-marked-if-body-says-so.ts']),
  ...because('what a call gives is found by its declaration', ['retries/response-or-error-of-a-client.ts']),
  ...because('what is taken apart is found by its pattern', ['outside/error-beside-the-response.ts', 'outside/response-in-a-field.ts']),
  ...because('a task is known by its `yield`', ['generators/task-of-a-runner.ts']),
  ...because('a variable that changes in a state machine is another one in each of its states', ['retries/options-replaced-by-a-copy.ts']),
  ...because('fields are those of classes', ['retries/function-that-a-field-is-given.ts']),
  ...because('an enum is a function that fills an object', ['tables/full-status-enum.ts', 'tables/numeric-enum.ts']),
}

function because(reason: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]))
}

const fixtures = readFixtures().filter(({ text }) => /\basync\b|\bfunction\s*\*/.test(text))

describe('verdicts stay when TypeScript makes state machines of async functions', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (name, { text }) => {
    const compiled = forES5(text)
    const [is, was] = [verdictsOf(compiled, 'fixture.js'), verdictsOf(text, 'fixture.ts')]
    if (name in OTHERWISE) expect(is, `${name} need not be left out any more`).not.toEqual(was)
    else expect(is, compiled).toEqual(was)
  })
})

it('are none that were judged otherwise under another name', () => {
  const names = new Set(fixtures.map(({ name }) => name))
  expect(Object.keys(OTHERWISE).filter((name) => !names.has(name))).toEqual([])
})
