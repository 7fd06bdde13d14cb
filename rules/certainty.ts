/** How sure a rule has to be of what it reports. */
export const CERTAINTIES = ['proven', 'likely'] as const

export type Certainty = (typeof CERTAINTIES)[number]
