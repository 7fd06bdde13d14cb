import type { Rule } from 'eslint'

import { mayHoldRequests } from '../analysis/index.ts'
import { isProgram } from './findings.ts'
import { readSettings } from './settings.ts'

/** The pages as the package holds them. */
const DOCS = 'https://unpkg.com/eslint-plugin-http-errors/docs/rules'

/** In which presets a rule is, each time with these options beside its defaults. */
export interface Presets<Options> {
  readonly recommended: boolean
  readonly strict: boolean | Partial<Options>
}

export interface RuleParts<Options extends object> {
  readonly name: string
  readonly meta: Omit<Rule.RuleMetaData, 'docs' | 'defaultOptions'> & {
    readonly docs: { readonly description: string } & Presets<Options>
    readonly defaultOptions: [Options]
  }
  /** Runs for files that may hold requests, with the user's options over the defaults. */
  readonly create: (context: Rule.RuleContext, options: Options) => Rule.RuleListener
}

/**
 * A rule as ESLint takes it: with the address of its page, its options merged (ESLint 8 does not know `defaultOptions`),
 * and nothing to do where the text alone says that there is no request.
 */
export function createRule<Options extends object>({ name, meta, create }: RuleParts<Options>): Rule.RuleModule {
  const [defaults] = meta.defaultOptions
  return {
    meta: { ...meta, docs: { ...meta.docs, url: `${DOCS}/${name}.md` } },
    create(context) {
      const { clients } = readSettings(context.settings)
      if (!mayHoldRequests(context.sourceCode.text, false, clients) || !isProgram(context.sourceCode)) return {}
      return create(context, { ...defaults, ...(context.options[0] as Partial<Options> | undefined) })
    },
  }
}
