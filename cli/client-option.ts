import { InvalidArgumentError, Option } from 'commander'

import { readOwnClients } from '../analysis/index.ts'

/** `--client ./lib/api=axios`: the words as they are written, each of which can be read. */
export function clientOption(): Option {
  return new Option('--client <module=client>', 'what a module of yours exports: ./lib/api=axios, ./http#send=fetch; may be repeated').argParser(
    (word: string, before: readonly string[] | undefined): readonly string[] => {
      try {
        readOwnClients([word])
      } catch (error) {
        throw new InvalidArgumentError(`${(error as TypeError).message}.`)
      }
      return [...(before ?? []), word]
    },
  )
}
