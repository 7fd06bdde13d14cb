import type { Sample } from './sample.ts'

/** Bodies as the vendors document them or their clients expect them (facts/payment-required.md, section 2). */
export const VENDORS: readonly Sample[] = [
  {
    name: 'Stripe, card declined',
    headers: { 'stripe-should-retry': 'false' },
    body: {
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
        doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      },
    },
    expected: {
      kind: 'billing',
      kinds: ['billing'],
      code: 'card_declined',
      message: 'Your card has insufficient funds.',
      reason: 'payment_failed',
      error: { type: 'card_error', code: 'card_declined', message: 'Your card has insufficient funds.' },
    },
  },
  {
    name: 'OpenRouter, out of credits',
    body: { error: { code: 402, message: 'Insufficient credits. Add more using https://openrouter.ai/credits' } },
    expected: { kind: 'billing', code: undefined, reason: 'insufficient_credits', retryAfterMs: undefined },
  },
  {
    name: 'OpenRouter, in-flight budget',
    headers: { 'retry-after': '3' },
    body: {
      error: {
        code: 402,
        message: 'Too much spend in flight',
        metadata: { reason: 'in_flight_budget_exhausted', limit_source: 'openrouter_in_flight_budget' },
      },
    },
    expected: {
      kind: 'billing',
      code: 'in_flight_budget_exhausted',
      retryAfterMs: 3000,
      reason: 'quota_exceeded',
      error: {
        code: 'in_flight_budget_exhausted',
        message: 'Too much spend in flight',
        metadata: { reason: 'in_flight_budget_exhausted', limit_source: 'openrouter_in_flight_budget' },
      },
    },
  },
  {
    name: 'DeepSeek',
    body: {
      error: { message: 'Insufficient Balance', type: 'unknown_error', param: null, code: 'invalid_request_error' },
    },
    expected: {
      kind: 'billing',
      code: 'invalid_request_error',
      message: 'Insufficient Balance',
      reason: 'insufficient_credits',
    },
  },
  {
    name: 'Anthropic',
    body: {
      type: 'error',
      error: { type: 'billing_error', message: 'There is an issue with your payment information.' },
      request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy',
    },
    expected: { kind: 'billing', code: 'billing_error', reason: 'payment_failed' },
  },
  {
    name: 'Gemini',
    body: { error: { code: 402, message: 'Your prepay credits are depleted.', status: 'RESOURCE_EXHAUSTED' } },
    expected: { kind: 'billing', code: 'RESOURCE_EXHAUSTED', reason: 'insufficient_credits' },
  },
  {
    name: 'Gemini, streaming',
    body: [{ error: { code: 402, message: 'Your prepay credits are depleted.', status: 'RESOURCE_EXHAUSTED' } }],
    expected: { kind: 'billing', code: 'RESOURCE_EXHAUSTED', message: 'Your prepay credits are depleted.' },
  },
  {
    name: 'Google core errors',
    body: {
      error: {
        errors: [{ domain: 'global', reason: 'quotaExceeded402', message: 'The requested operation requires more.' }],
        code: 402,
        message: 'The requested operation requires more.',
      },
    },
    expected: { kind: 'billing', code: 'quotaExceeded402', reason: 'quota_exceeded' },
  },
  {
    name: 'Mistral',
    body: { object: 'error', message: 'Credit exhausted', type: 'insufficient_credit', param: null, code: '1910' },
    expected: { kind: 'billing', code: '1910', message: 'Credit exhausted', reason: 'insufficient_credits' },
  },
  {
    name: 'W&B Inference',
    body: { error: { message: 'You exceeded your current quota, please check your plan', type: null, code: null } },
    expected: { kind: 'billing', code: undefined, reason: 'quota_exceeded' },
  },
  {
    name: 'Hugging Face router',
    body: { error: 'You have exceeded your monthly included credits for Inference Providers.' },
    expected: {
      kind: 'billing',
      code: undefined,
      message: 'You have exceeded your monthly included credits for Inference Providers.',
      reason: 'insufficient_credits',
    },
  },
  {
    name: 'Replicate',
    body: { title: 'Insufficient credit', detail: 'You have insufficient credit to run this model.', status: 402 },
    expected: {
      kind: 'problem',
      kinds: ['problem'],
      message: 'You have insufficient credit to run this model.',
      problem: {
        type: 'about:blank',
        title: 'Insufficient credit',
        detail: 'You have insufficient credit to run this model.',
        status: 402,
      },
    },
  },
  {
    name: 'GitHub Copilot',
    headers: { 'retry-after': '86400' },
    body: { error: { message: 'You have no quota', code: 'quota_exceeded' } },
    expected: { kind: 'billing', code: 'quota_exceeded', reason: 'quota_exceeded', retryAfterMs: 86_400_000 },
  },
  {
    name: 'Cline',
    body: {
      code: 'insufficient_credits',
      current_balance: -0.02,
      total_spent: 5.02,
      buy_credits_url: 'https://app.cline.bot/dashboard',
      message: 'Insufficient balance',
    },
    expected: { kind: 'billing', code: 'insufficient_credits', reason: 'insufficient_credits' },
  },
  {
    name: 'Firecrawl',
    body: { success: false, error: 'Insufficient credits to perform this request. Upgrade your plan.' },
    expected: { kind: 'billing', reason: 'insufficient_credits' },
  },
  {
    name: 'Exa',
    body: { requestId: '3e2d', error: 'You have run out of credits', tag: 'NO_MORE_CREDITS' },
    expected: { kind: 'billing', code: 'NO_MORE_CREDITS', message: 'You have run out of credits' },
  },
  {
    name: 'Exa, budget',
    body: { requestId: '3e2d', error: 'The key has reached its budget', tag: 'API_KEY_BUDGET_EXCEEDED' },
    expected: { kind: 'billing', code: 'API_KEY_BUDGET_EXCEEDED', reason: 'quota_exceeded' },
  },
  {
    name: 'Deepgram',
    body: { err_code: 'ASR_PAYMENT_REQUIRED', err_msg: 'Project does not have enough credits.', request_id: '1c2f' },
    expected: {
      kind: 'billing',
      code: 'ASR_PAYMENT_REQUIRED',
      message: 'Project does not have enough credits.',
      reason: 'insufficient_credits',
    },
  },
  {
    name: 'AssemblyAI',
    body: { error: 'Account not upgraded', status: 402 },
    expected: { kind: 'billing', message: 'Account not upgraded', reason: 'plan_required' },
  },
  {
    name: 'Apify',
    body: { error: { type: 'not-enough-usage-to-run-paid-actor', message: 'You need a paid plan to run it.' } },
    expected: { kind: 'billing', code: 'not-enough-usage-to-run-paid-actor' },
  },
  {
    name: 'ElevenLabs',
    body: { detail: { status: 'quota_exceeded', message: 'You have 3 credits remaining.' } },
    expected: { kind: 'billing', code: 'quota_exceeded', message: 'You have 3 credits remaining.' },
  },
  {
    name: 'People Data Labs',
    headers: { 'x-totallimit-remaining': '0' },
    body: { status: 402, error: { type: 'payment_required', message: 'Your account maximum was reached' } },
    expected: { kind: 'billing', code: 'payment_required', message: 'Your account maximum was reached' },
  },
  {
    name: 'Apideck',
    body: {
      status_code: 402,
      error: 'Payment Required',
      type_name: 'RequestLimitError',
      message: 'Request limit reached',
      detail: 'You have reached your limit of 2000 calls',
      ref: 'https://developers.apideck.com/errors#requestlimiterror',
    },
    expected: { kind: 'billing', message: 'Request limit reached', reason: 'quota_exceeded' },
  },
  {
    name: 'Supertone, whose body says 401',
    body: { statusCode: 401, message: 'Not enough credits', status: 'error' },
    expected: { status: 402, kind: 'billing', message: 'Not enough credits' },
  },
  {
    name: 'Shopify',
    body: { errors: 'Unavailable Shop' },
    expected: { kind: 'billing', message: 'Unavailable Shop', reason: 'unknown' },
  },
  {
    name: 'Supabase',
    body: { message: 'Service for this project is restricted due to: exceed_egress_quota' },
    expected: { kind: 'billing', reason: 'account_suspended' },
  },
  {
    name: 'Vercel, a page',
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>402: PAYMENT_REQUIRED</title><p>Code: DEPLOYMENT_DISABLED',
    expected: { kind: 'unknown', kinds: ['unknown'], message: undefined, code: undefined },
  },
  {
    name: 'Echo',
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: 'https://echo.labstack.com/problems/insufficient-credits',
      title: 'Insufficient credits',
      code: 'insufficient_credits',
      'violated-policies': [{ id: 'credits' }],
    },
    expected: {
      kind: 'problem',
      code: 'insufficient_credits',
      message: 'Insufficient credits',
      problem: {
        type: 'https://echo.labstack.com/problems/insufficient-credits',
        title: 'Insufficient credits',
        code: 'insufficient_credits',
        'violated-policies': [{ id: 'credits' }],
      },
    },
  },
  {
    name: '2600hz KAZOO, a request for consent',
    body: { data: { activation_charges: 5 }, error: '402', message: 'accept charges', status: 'error' },
    expected: { kind: 'billing', code: undefined, message: 'accept charges' },
  },
  {
    name: 'the most specific of several codes and messages',
    body: {
      error: { code: 'payment', message: 'inner', metadata: { reason: 'key_limit' }, type: 'limit' },
      code: 'outer_code',
      message: 'outer',
    },
    expected: { kind: 'billing', code: 'key_limit', message: 'inner' },
  },
  {
    name: 'a problem without a type of its own',
    body: { type: 'about:blank', title: 'Payment Required', status: 402 },
    expected: { kind: 'problem', code: undefined, message: 'Payment Required' },
  },
  {
    name: 'JSON:API',
    body: { errors: [{ status: '402', code: 'PLAN_LIMIT', title: 'Plan limit', detail: 'Three projects at most' }] },
    expected: { kind: 'billing', code: 'PLAN_LIMIT', message: 'Three projects at most', reason: 'quota_exceeded' },
  },
]

/** What servers' frameworks send for a 402 (section 4, measured there). */
export const FRAMEWORKS: readonly Sample[] = [
  {
    name: 'Express sendStatus',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'Payment Required',
    expected: { kind: 'unknown', message: 'Payment Required', body: 'Payment Required' },
  },
  {
    name: 'Koa throw',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'No credits left',
    expected: { kind: 'unknown', message: 'No credits left', code: undefined },
  },
  {
    name: 'Fastify error',
    body: { statusCode: 402, code: 'NO_CREDITS', error: 'Payment Required', message: 'No credits left' },
    expected: { kind: 'billing', code: 'NO_CREDITS', message: 'No credits left' },
  },
  {
    name: 'NestJS HttpException',
    body: { statusCode: 402, message: 'No credits left', error: 'Payment Required' },
    expected: { kind: 'billing', code: undefined, message: 'No credits left' },
  },
  {
    name: 'hapi boom',
    body: { statusCode: 402, error: 'Payment Required', message: 'Payment Required' },
    expected: { kind: 'billing', code: undefined, message: 'Payment Required', reason: 'unknown' },
  },
  {
    name: 'h3 HTTPError',
    body: { status: 402, statusText: 'Payment Required', message: 'No credits left', data: { code: 'NO_CREDITS' } },
    expected: { kind: 'billing', message: 'No credits left' },
  },
  {
    name: 'tRPC',
    body: {
      error: { message: 'PAYMENT_REQUIRED', code: -32002, data: { code: 'PAYMENT_REQUIRED', httpStatus: 402 } },
    },
    expected: { kind: 'billing', code: undefined, message: 'PAYMENT_REQUIRED' },
  },
  { name: 'nothing', expected: { kind: 'unknown', kinds: ['unknown'], body: undefined, bodyTruncated: false } },
  { name: 'an empty object', body: {}, expected: { kind: 'unknown', body: {}, bodyText: '{}' } },
  { name: 'null', body: 'null', expected: { kind: 'unknown', body: null, bodyText: 'null' } },
  { name: 'a list', body: [1, 2], expected: { kind: 'unknown', body: [1, 2] } },
  { name: 'a JSON text', body: '"no credits"', expected: { kind: 'unknown', message: 'no credits' } },
  { name: 'broken JSON', body: '{"error":', expected: { kind: 'unknown', body: '{"error":' } },
  {
    name: 'an error without words',
    body: { error: { code: 402 } },
    expected: { kind: 'billing', reason: 'unknown', code: undefined, message: undefined },
  },
]
