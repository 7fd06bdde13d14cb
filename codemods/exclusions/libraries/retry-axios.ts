import type { Exclusion } from '../exclusion.ts'
import { gaxiosExclusion } from './gaxios.ts'

/** retry-axios 4: gaxios has its options from there. */
export const retryAxiosExclusion: Exclusion = { ...gaxiosExclusion, library: 'axios' }
