import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../index.ts'
import { readSettings, SettingsError } from '../../rules/settings.ts'

const read = (value: unknown) => () => readSettings({ 'http-errors': value })

describe('readSettings', () => {
  it('takes what it knows', () => {
    const own = { paidEndpoints: ['api.example.com', './api'], paymentModule: '@app/errors', clients: { './api': 'axios' } }
    expect(read(own)()).toEqual(own)
  })

  it('asks for nothing', () => {
    expect(readSettings({})).toEqual({})
    expect(readSettings({ react: { version: 'detect' } })).toEqual({})
    expect(read({})()).toEqual({})
  })

  it('reads the same settings once', () => {
    const settings = { 'http-errors': { paidEndpoints: ['axios'] } }
    expect(readSettings(settings)).toBe(readSettings(settings))
  })

  it.each([
    ['api.example.com', "settings['http-errors'] must be an object, but is \"api.example.com\"."],
    [null, "settings['http-errors'] must be an object, but is null."],
    [['api.example.com'], "settings['http-errors'] must be an object, but is [\"api.example.com\"]."],
    [
      { paidEndpoint: [] },
      "settings['http-errors'] has no 'paidEndpoint'; it may hold 'paidEndpoints', 'paymentModule', and 'clients'.",
    ],
    [
      { paidEndpoints: 'api.example.com' },
      "settings['http-errors'].paidEndpoints must be a list of hosts, URL globs or import names such as ['api.example.com'], or what is free such as ['!/api/health'], but is \"api.example.com\".",
    ],
    [
      { paidEndpoints: [/example/] },
      "settings['http-errors'].paidEndpoints must be a list of hosts, URL globs or import names such as ['api.example.com'], or what is free such as ['!/api/health'], but is [{}].",
    ],
    [
      { paidEndpoints: [''] },
      "settings['http-errors'].paidEndpoints must be a list of hosts, URL globs or import names such as ['api.example.com'], or what is free such as ['!/api/health'], but is [\"\"].",
    ],
    [
      { paidEndpoints: ['!'] },
      "settings['http-errors'].paidEndpoints must be a list of hosts, URL globs or import names such as ['api.example.com'], or what is free such as ['!/api/health'], but is [\"!\"].",
    ],
    [
      { paidEndpoints: [] },
      "settings['http-errors'].paidEndpoints must be a list of hosts, URL globs or import names such as ['api.example.com'], or what is free such as ['!/api/health'], but is [].",
    ],
    [
      { paymentModule: true },
      "settings['http-errors'].paymentModule must be a module such as '@app/errors', but is true.",
    ],
    ...[{ './api': 'axis' }, { '': 'axios' }, ['axios'], 'axios'].map((clients): [unknown, string] => [
      { clients },
      `settings['http-errors'].clients must name the client that each module of yours exports, such as { './api': 'axios' }, but is ${JSON.stringify(clients)}. Clients are `,
    ]),
  ])('declines %j', (value, message) => {
    expect(read(value)).toThrow(SettingsError)
    expect(read(value)).toThrow(message)
  })

  it('is heard in files without requests too, so that a slip shows at once', () => {
    const config: Linter.Config[] = [
      { ...plugin.configs.recommended, settings: { 'http-errors': { paidEndpoint: ['x'] } } },
    ]
    expect(() => new Linter().verify('export {}', config)).toThrow("has no 'paidEndpoint'")
  })
})
