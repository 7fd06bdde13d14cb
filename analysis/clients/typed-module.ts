import type { ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { objectData, type ObjectData } from '../interpreter/objects.ts'
import { settled } from '../interpreter/promises.ts'
import { byUnseenCode, Carries, FALSE, join, optionsOf, primitive, TRUE, UNDEFINED, unknown, type Single, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'

const ERROR = 'PaymentRequiredError'

/** `PaymentRequiredError.from(response)` and `.fromError(error)`: a promise of the error, and nothing else happens. */
function newError({ machine, origin }: ModelCall): Value {
  const prototype = unknown(ERROR, Carries.nothing, origin && { origin: { module: origin.module, path: [ERROR] } })
  const properties: [string, Value][] = [
    ['name', primitive(ERROR)],
    ['message', unknown('the words of the 402', Carries.text)],
    ['status', { ...primitive(402), carries: Carries.status }],
    ['payment', unknown('payment', Carries.body)],
    ['response', unknown('response', Carries.body)],
  ]
  return settled(machine, { fulfilled: machine.create(objectData(properties, { builtin: 'Error', prototype, open: true })), rejected: undefined })
}

function isTyped(data: ObjectData | undefined): boolean {
  return data?.prototype?.kind === 'unknown' && data.prototype.origin?.path.at(-1) === ERROR
}

/** A question about what was thrown, as far as it is known. Functions of other modules have such names, too: they may look at all that it has. */
function question(name: string, answer: (data: ObjectData) => boolean | undefined): ModelFunction {
  return ({ machine, args: [value = UNDEFINED] }) =>
    join(
      optionsOf(value).map((option): Single => {
        if (option.kind === 'primitive') return FALSE
        const data = machine.object(option)
        const known = data && (isTyped(data) || answer(data))
        if (known !== undefined) return { ...(known ? TRUE : FALSE), carries: Carries.status }
        if (data && !data.open) return FALSE
        const { id, carries } = machine.digest(option)
        machine.effect(name, [option], 'call')
        return unknown(name, byUnseenCode(carries), { id: `${name}(${id})` })
      }),
    )
}

const FUNCTIONS: Readonly<Record<string, ModelFunction>> = {
  'PaymentRequiredError.from': newError,
  'PaymentRequiredError.fromError': newError,
  isPaymentRequired: question('isPaymentRequired', ({ failure }) => (failure ? failure.status === 402 : undefined)),
  // Ours says no of a client's own error; one of the program's own may ask that for its status.
  isPaymentRequiredError: question('isPaymentRequiredError', ({ failure }) => (failure && failure.status !== 402 ? false : undefined)),
}

/** The module that `add-402-handling` writes into the user's source: codemods/templates/payment-required.ts. */
export const typedModule: Client = {
  name: 'payment-required',
  modules: [],
  modulePattern: /./,
  words: /PaymentRequired(?:Error)?\b/,
  functionAt: (path) => {
    const run = Object.hasOwn(FUNCTIONS, path.join('.')) ? FUNCTIONS[path.join('.')] : undefined
    return run && { sends: false, run }
  },
}
