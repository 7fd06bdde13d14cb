import eslintPlugin from 'eslint-plugin-eslint-plugin'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

// Our own rules, as the working copy has them: `npm run lint` builds first.
import httpErrors from './dist/index.js'

export default defineConfig([
  globalIgnores([
    'dist/',
    '.tmp/',
    'coverage/',
    // Programs that are analysed, and are as good or bad as they have to be for that.
    '**/fixtures/',
    'examples/dashboard/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  // `== null` asks for both null and undefined.
  { rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] } },
  httpErrors.configs.all,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // ESTree nodes and command line flags have index signatures, and brackets show where one is read.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // With `noUncheckedIndexedAccess` every element may be undefined for the compiler; `!` says that it is there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // A number reads in a message as it is meant to.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => list.clear()`, and `return fail()` in a function that returns nothing, can't be misread.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // `||` where an empty string or a width of 0 counts as missing.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, number: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // A path of the interpreter ends by throwing one symbol: an Error would collect a stack trace each time.
    files: ['analysis/**'],
    rules: { '@typescript-eslint/only-throw-error': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['rules/**/*.ts'],
    extends: [eslintPlugin.configs['all-type-checked']],
    rules: {
      'eslint-plugin/meta-property-ordering': ['error', ['type', 'hasSuggestions', 'docs', 'messages', 'schema', 'defaultOptions']],
      // `createRule` adds the address of the page, and passes over what is no program.
      'eslint-plugin/require-meta-docs-url': 'off',
      'eslint-plugin/require-meta-languages': 'off',
    },
  },
  {
    files: ['test/rules/**/*.ts'],
    extends: [eslintPlugin.configs['tests-recommended']],
  },
  {
    // Running programs from their text is what these are for.
    files: ['test/oracle/sandbox.ts', 'test/clients/program.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off', '@typescript-eslint/no-unsafe-call': 'off' },
  },
  {
    files: ['test/**/*.{ts,mjs}'],
    rules: {
      // Stand-ins for asynchronous functions that people write often have nothing to wait for or to do.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
])
