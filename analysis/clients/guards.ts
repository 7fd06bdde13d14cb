import type { ModelFunction } from '../interpreter/machine.ts'
import { boundedId, Carries, carriesOf, FALSE, join, optionsOf, TRUE, UNDEFINED, unknown } from '../interpreter/values.ts'

/** A type guard of a client: whether a value is its error of one of these classes. */
export function isErrorGuard(...classes: readonly string[]): ModelFunction {
  return ({ machine, args: [value = UNDEFINED] }) =>
    join(
      optionsOf(value).map((option) => {
        if (option.kind === 'primitive') return FALSE
        const data = machine.object(option)
        const of = data?.failure?.classes
        if (of) return classes.some((name) => of.includes(name)) ? TRUE : FALSE
        // The error of a client that is not seen may be any.
        if (data && !data.failure && (!data.open || data.builtin)) return FALSE
        // Of which class such an error is, its answer says.
        const carries = data?.failure ? (data.rest?.carries ?? Carries.nothing) : carriesOf(option)
        return unknown('isError', carries, { id: boundedId(`${machine.digest(option).id} is ${classes.join('|')}`) })
      }),
    )
}
