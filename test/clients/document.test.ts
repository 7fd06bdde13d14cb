import { expect, it } from 'vitest'
import { clientsDocument } from './document.ts'

it('docs/clients.md says what the data of the clients says', async () => {
  await expect(clientsDocument()).toMatchFileSnapshot('../../docs/clients.md')
})
