import { expect, it } from 'vitest'
import { RETRY_DEFAULTS } from './retry-defaults.ts'
import { RETRY_LIBRARIES } from '../../analysis/clients/retry-libraries.ts'
import { clientsDocument } from './document.ts'

it('docs/clients.md says what the data of the clients says', async () => {
  await expect(clientsDocument()).toMatchFileSnapshot('../../docs/clients.md')
})

it('tells of each library what it sends again', () => {
  const told = new Set(Object.keys(RETRY_DEFAULTS))
  expect([...new Set(RETRY_LIBRARIES.map(({ name }) => name))].filter((name) => !told.has(name))).toEqual([])
})
