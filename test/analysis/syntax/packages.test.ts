import { expect, it } from 'vitest'

import { packageNamed } from '../../../analysis/syntax/packages.ts'

it.each([
  ['npm:got@14', 'got'],
  ['npm:/@aws-sdk/client-s3@^3.700', '@aws-sdk/client-s3'],
  ['npm:rxjs@^7.8.1/operators', 'rxjs/operators'],
  ['jsr:@supabase/supabase-js@2', '@supabase/supabase-js'],
  ['https://esm.sh/resend@2.0.0', 'resend'],
  ['https://esm.sh/stripe@12.0.0?target=deno&no-check', 'stripe'],
  ['https://esm.sh/v135/*@supabase/supabase-js@2.39.7/', '@supabase/supabase-js'],
  ['https://cdn.jsdelivr.net/npm/axios@1.7.2/+esm', 'axios'],
  ['https://cdn.skypack.dev/ky', 'ky'],
  ['https://unpkg.com/undici@7?module', 'undici'],
  ['https://unpkg.com/axios@1/dist/axios.min.js', 'axios/dist/axios.min.js'],
  ['https://deno.land/x/axiod@0.26/mod.ts', 'https://deno.land/x/axiod@0.26/mod.ts'],
  ['node:https', 'node:https'],
  ['./got@14', './got@14'],
])('%s is %s', (specifier, name) => {
  expect(packageNamed(specifier)).toBe(name)
})
