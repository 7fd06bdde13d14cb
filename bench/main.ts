// `npm run bench [-- --rounds 5]`: what the rules cost, beside peers. The first run needs the registry.
import { parseArgs } from 'node:util'

import { printDoubling } from './doubling.ts'
import { installPeers } from './peers.ts'
import { filesWithRequests } from './requests.ts'
import { measureRules, printRules } from './rules.ts'
import { sourceFiles } from './sources.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds wants a number above 0, not "${values.rounds}".`)

installPeers()
const files = sourceFiles()
const holdsRequest = filesWithRequests(files)
console.log(`Node ${process.version}, ${files.length} files, ${holdsRequest.filter(Boolean).length} of them with a request, medians of ${rounds} rounds\n`)
printRules(measureRules(files, holdsRequest, rounds))
console.log('\nTwice the code:')
printDoubling()
