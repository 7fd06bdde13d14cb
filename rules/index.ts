import type { Rule } from 'eslint'

import noRetryOn402 from './no-retry-on-402.ts'
import require402Handling from './require-402-handling.ts'

/** All rules by name. */
export const rules: Record<string, Rule.RuleModule> = {
  'no-retry-on-402': noRetryOn402,
  'require-402-handling': require402Handling,
}
