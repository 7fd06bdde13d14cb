import { describe, expect, it } from 'vitest'

import { isUnpaidAddress } from '../../analysis/unpaid.ts'

describe('isUnpaidAddress', () => {
  it.each([
    'http://localhost:3000/api', 'http://127.0.0.1:${port}/instance_name', 'http://[::1]:8080/', 'https://app.localhost/', '//localhost/x',
    'http://placeholder/index.html', 'http://dummy', 'http://backend:3000/jobs', 'http://nas.local/status', 'https://build.internal/run', 'http://user@router.home.arpa/',
    'http://10.0.0.7/', 'http://192.168.1.1:80/', 'http://172.20.0.2/health',
    'data:text/plain,x', 'blob:https://example.com/1', '/logo.svg?v=2', 'https://cdn.example.com/site.webmanifest',
    '/manifest.json', '/locales/de.json', 'https://example.com/static/data/cities.json', '${base}locale-data/${language}.json',
    './extensions.json', '../data/prices.json', '/build-meta.json', '/version-info.json?t=1', 'config.json', 'swfs.json', 'data/prices.json?v=2', 'i18n/${language}.json${buster}',
  ])('knows that nobody charges for %s', (url) => expect(isUnpaidAddress(url)).toBe(true))

  it.each([
    'https://api.example.com/v1', 'http://${host}/api', 'https://${name}:8443/', 'http://11.0.0.7/', 'http://172.32.0.1/', 'http://localhost.example.com/',
    'https://example.com/backend', '/api/user', '/api/manifest.json/paid', '/data/prices.json', 'api/prices.json', 'v1/api/prices.json', 'prices/${id}.json', '/metadata.json', './users/${id}.json', '/assets', '',
  ])('knows nothing of %s', (url) => expect(isUnpaidAddress(url)).toBe(false))
})
