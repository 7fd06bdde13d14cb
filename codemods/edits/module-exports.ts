/** The class of the typed module. */
export const ERROR_NAME = 'PaymentRequiredError'

/**
 * What the typed module exports and the edits use.
 *
 * - `PaymentRequiredError`: thrown, made by its static `from(response, { body? })` or `fromError(error)`
 * - `notifyPaymentRequired(responseOrError, { body? })`: tells the listeners, and nothing else happens
 * - `isPaymentRequired(error)`: is it what a client throws for a 402?
 */
export const MODULE_EXPORTS = [ERROR_NAME, 'notifyPaymentRequired', 'isPaymentRequired'] as const

export type ModuleExport = (typeof MODULE_EXPORTS)[number]
