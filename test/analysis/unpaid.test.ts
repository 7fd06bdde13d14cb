import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { isUnpaidAddress } from '../../analysis/unpaid.ts'
import { parseSource } from '../../source/parse.ts'

describe('isUnpaidAddress', () => {
  it.each([
    'http://localhost:3000/api', 'http://127.0.0.1:${port}/instance_name', 'http://[::1]:8080/', 'https://app.localhost/', '//localhost/x',
    'http://placeholder/index.html', 'http://dummy', 'http://backend:3000/jobs', 'http://nas.local/status', 'https://build.internal/run', 'http://user@router.home.arpa/',
    'http://${options.host}:${options.port}/requests', 'http://${host}:8080/jobs', '/api/shutdown', 'http://10.0.0.7/', 'http://192.168.1.1:80/', 'http://172.20.0.2/health',
    'data:text/plain,x', 'blob:https://example.com/1', '/logo.svg?v=2', 'https://cdn.example.com/site.webmanifest',
    '/api/daemon/jobs?limit=5', '/ollama/api/tags', '${import.meta.env.BASE_URL}tokenizers/config_1.json', '${process.env.PUBLIC_URL}/texts.json?v=2', '/manifest.json', 'https://themes.example.com/config.json', '${process.env.THEMES_HOST}/config.json?v=2', '/locales/de.json', 'https://example.com/static/data/cities.json', '${base}locale-data/${language}.json',
    './extensions.json', '../data/prices.json', '/build-meta.json', '/version-info.json?t=1', 'config.json', 'swfs.json', 'data/prices.json?v=2', 'i18n/${language}.json${buster}',
    '/static/locale/${locale}/translate.ftl', '/js/surveys.umd.cjs', '${base}/service-worker.js', '//coolify/terminal/auth',
    '/lang/${locale}.json', 'https://raw.githubusercontent.com/netbirdio/docs/main/announcements.json', 'https://unpkg.com/react', '${process.env.OLLAMA_URL}/api/tags', '${getInternalApiUrl()}/jobs',
    'http://${SONARR_HOST}:8989/api/v3/queue', '${this.lmStudioUrl}/models', 'https://www.gravatar.com/avatar/${hash}?d=404', '${trim(url)}/manifest.json', '/sitemap.xml', '${db.voicevoxUrl}/synthesis?speaker=${id}', 'http://ftp.debian.org/debian/pool/',
    '.', './?v=2', '.?v=0.0.0', '/help.html', 'parts/contributors.html#top', '${COW_CDN}/tokens/cowFi-tokens.json', 'https://grist-static.com/by-version/${version}.json',
    'https://codeload.github.com/h5p/h5p-php-library/zip/${commit}', '${this.gotifyUrl}/application', '${UPTIME_KUMA_URL}/metrics', '${UNIFI_URL}/proxy/protect/api/bootstrap',
    '${this.baseUrl}/status', 'http://${address}/actuator/health', '${_baseUrl}__open-in-editor?file=${file}', '/__nuxt_devtools__/client', '/api/ping', 'https://api.example.com/v1/healthz', '${baseUrl()}api/healthz/liveness', '${url}/health?full=1', '/openapi.json', '${odin}/is_alive', 'https://icons.example.com/s2/favicons?domain=${domain}', 'https://auth.example.com/logout', 'https://oauth2.googleapis.com/revoke', '${issuer}/oauth/revoke?v=1', '${origin}/.well-known/openid-configuration',
    'https://hooks.slack.com/services/${path}', 'https://discord.com/api/webhooks/${id}/${token}', '${process.env.DISCORD_WEBHOOK_URL}', '${webhook}', 'https://example.com/lambda/instagramWebhook', '/hooks/stripe-webhook?v=2',
    'https://www.githubstatus.com/api/v2/components.json', '${statusUrl}/api/v2/incidents/unresolved.json',
    'http://169.254.169.254/latest/meta-data/', './assets/tips.md_ignore', '${input.trim()}manifest.json', '/api/v1/namespaces/${namespace}/pods/${pod}/log', '${base}/apis/apps/v1/namespaces/${namespace}/deployments',
  ])('knows that nobody charges for %s', (url) => expect(isUnpaidAddress(url)).toBe(true))

  it.each([
    'https://api.example.com/v1', 'http://${host}/api', 'https://${name}:8443/', 'http://11.0.0.7/', 'http://172.32.0.1/', 'http://localhost.example.com/',
    'https://example.com/backend', '/api/user', '/api/manifest.json/paid', '/data/prices.json', 'api/prices.json', 'v1/api/prices.json', 'prices/${id}.json', '/metadata.json', '/api/dockerized/jobs', '/api/webhooks/${id}', '/internal/plans', '/jobs/daemon', '${import.meta.env.BASE_URL}api/jobs', 'https://example.com/users/config.json', '${api}/options.json', './users/${id}.json', '/assets', '/static/${id}', 'https://js.example.com/', 'https://api.github.com/raw', 'https://ollama.com/api/chat', '${DOCKER_HUB_URL}/tags', '${ollamaCloudUrl}/tags', '${dockerizedUrl}/tags', 'https://cdn.example.com/prices', '/', 'https://example.com/article.html', './?c=category&a=refresh', '//example.com/article.html', 'https://static-analysis.example.com/v1/report.json', '${cdnUrl}/purge', 'https://${host}/internal', '',
    '/orders/${id}/status', '/api/status/${id}', '/health-records', '/shutdown-requests', 'http://api.example.com:8080/jobs', '/api/kubernetes/clusters', '/users/is_alive_check', '/favicons-of-customers', 'https://api.example.com/v1/logout-events', '${webhooksApi}/list', '/users/__', '/rooms/actuator/health', '/health/plans', '/api/webhooks', '/api/v1/namespaces/${id}', '/api/v1/namespaces/${id}/members', 'https://discord.com/api/channels/1', '/api/openapi.json/paid', '/api/webhook-events', '/api/grants/revoke', 'https://api.example.com/keys/${id}/revoke', '/api/v2/components', '/webhook/${id}',
  ])('knows nothing of %s', (url) => expect(isUnpaidAddress(url)).toBe(false))
})

describe('a request that nobody charges for', () => {
  const unpaid = (code: string): boolean[] => {
    const text = `import OpenAI from 'openai'\nimport { initClient } from '@ts-rest/core'\nimport { docker, dockerHub, http } from './clients'\nimport axios from 'axios'\n${code}`
    const { checks } = analyse(parseSource(text, 'load.ts'), text)
    // What is not asked about since its text says so is one of these.
    expect(analyse(parseSource(text, 'load.ts'), text, { unpaid: false }).checks).toEqual(expect.arrayContaining(checks.filter((check) => !check.unpaid)))
    return checks.map((check) => check.unpaid)
  }

  it.each([
    ['of a client that was made for this machine', "const client = initClient(contract, { baseUrl: 'http://localhost:3000/api' })\nexport async function load() { const { status, body } = await client.getPlan(); if (status !== 200) throw new Error('x'); return body }"],
    ['of an SDK that was', "const client = new OpenAI({ baseURL: 'http://127.0.0.1:1234/v1', apiKey: '-' })\nexport const ask = () => client.models.list()"],
    ['to what is called Base64', 'export async function load(pngBase64) { const res = await fetch(pngBase64); return res.blob() }'],
    ['to a picture', 'export async function load(avatarUrl) { const res = await fetch(avatarUrl); return res.blob() }'],
    ['to the daemon of Docker', 'export const leave = () => docker.getSwarm().leave().catch((error) => { if (error.statusCode !== 503) return undefined })'],
    ['to the cluster that runs the program', "export const keyOf = (fastify) => fastify.kube.coreV1Api.readNamespacedSecret('key', space).catch((error) => { if (error.response?.statusCode !== 404) fastify.log.error(error) })"],
    ['of a class that is the client of a server that people run for themselves', "export class SonarrApi extends Api { async series() { try { return (await this.axios.get('/series')).data } catch (error) { this.logger.warn(error.message) } } }"],
    ['of a function that is called after such a one', "export async function getLMStudioModels(baseUrl) { try { return (await axios.get(`${baseUrl}/v1/models`)).data } catch { return [] } }"],
    ['to what gives the address of an asset', 'export async function load(image) { const res = await fetch(getAssetUrl(image)); return res.blob() }'],
    ['to an address that a store of files has signed', 'export async function load(file) { const res = await fetch(file.presignedURL); return res.blob() }'],
    ['to one that it has signed for an upload', "export async function save(signedUploadUrl, file) { const res = await fetch(signedUploadUrl, { method: 'PUT', body: file }); return res.ok }"],
    ['to a picture, for so long', 'export async function load(imageUrlWithExpiry) { const res = await fetch(imageUrlWithExpiry); return res.blob() }'],
    ['of a class that such a one is made from', "export class Tv extends RadarrClient { async series() { const res = await fetch(`${this.url}/series`); return res.json() } }"],
    ['to an address that is called that of data', 'export async function load(imageDataUrl) { const res = await fetch(imageDataUrl); return res.blob() }'],
    ["to a host in Node's parts", "import { request } from 'node:http'\nexport const ask = (done) => request({ hostname: 'backend', port: 80, path: '/jobs' }, done).end()"],
    ['to a file of data that is asked for without a name', "export async function load() { const res = await fetch('https://data.iana.org/rdap/dns.json', { signal: AbortSignal.timeout(9) }); return res.json() }"],
    ['to where somebody wants to be told of it', "export async function tell(webhookUrl, text) { const res = await fetch(webhookUrl, { method: 'POST', body: text }); return res.ok }"],
    ['to a file of data that is asked for with what no account has', "export async function load() { const res = await fetch('https://data.iana.org/rdap/dns.json', { method: 'GET', headers: { Accept: 'application/json', 'User-Agent': 'x/1' } }); return res.json() }"],
    ['to one of many files of data', "export async function load(id) { const res = await fetch(`https://data.example.com/definitions/${id}/network.dat`); return res.arrayBuffer() }"],
    ['to a picture of a host that is not known', "export async function load(id) { const imageUrl = `${baseOf(id)}?size=2`; const res = await fetch(imageUrl, { method: 'GET' }); return res.blob() }"],
    ['to a file of a host, resolved', "export async function load(base) { const res = await fetch(new URL('/sitemap.xml', base).toString()); return res.text() }"],
    ['that ends a session, by the name of its address', "export async function leave(endpoints) { const res = await fetch(endpoints().logout, { credentials: 'include' }); return res.ok }"],
    ['of a function that asks whether one of many servers is up', "export async function checkClassifierHealth() { const res = await clients().get('/'); return res.ok ? (await res.json()).up : false }"],
    ['of a function that asks whether a server is up', "export default function healthCheck(done) { fetch(process.env.BASE_URL || 'http://127.0.0.1:8000', { headers: token }).then((res) => done(res.ok)) }"],
    ['to what describes an API', "export async function load(assetsOpenApiUrl) { const res = await fetch(assetsOpenApiUrl); return res.json() }"],
    ['to what a cloud tells a machine of it', "export async function readInstanceMetadata(base) { const res = await fetch(`${base}/region`); return res.text() }"],
    ['of a function in a constant that is called after one', "const imdsRequest = async (base) => { const res = await fetch(`${base}/region`); return res.text() }\nexport const region = (base) => imdsRequest(base)"],
    ['to a webhook of a module', "import { config } from './config'\nexport const tell = async (text) => { const res = await fetch(config.webhook.url, { method: 'POST', body: text }); return res.ok }"],
    ['of what Emscripten puts before compiled code', "export const Module = (m) => { const bytes = m.wasmBinary; if (m.instantiateWasm) return m.instantiateWasm(bytes); const V = m.locateFile('x'); return fetch(V, { credentials: 'same-origin' }).then((b) => { if (!b.ok) throw 'failed'; return b.arrayBuffer() }) }"],
    ['to compiled code', "export const load = (wasmBinaryFile) => fetch(wasmBinaryFile, { credentials: 'same-origin' }).then((res) => { if (!res.ok) throw new Error('x'); return res.arrayBuffer() })"],
    ['to a webhook of some object', "export async function tell(webhook, text) { const res = await fetch(webhook.url, { method: 'POST', body: text }); return res.ok }"],
    ['to a webhook by another name', "export class Alerts { async send(text, isUrgent) { const url = isUrgent && this.webhookUrlUrgent ? this.webhookUrlUrgent : this.webhookUrl; const res = await fetch(url, { method: 'POST', body: text }); return res.ok } }"],
    ['of a class that tells webhooks', "export class WebhookNotifier { async send(url, event) { const res = await fetch(url, { method: 'POST', body: event }); if (!res.ok) throw new Error('x') } }"],
    ['of a function that tells a webhook', "export const deliverWebhook = async (url, event) => { const res = await fetch(url, { method: 'POST', body: event }); return res.ok }"],
    ['to what an element shows', "export async function load(file) { const res = await fetch(file.src); return res.blob() }"],
    ['to a picture that a function gets', "export async function checkImage(path) { return axios.get(path).then(() => true, () => false) }"],
    ['to a font that a method gets', "export const fonts = { async loadFont(path) { const res = await fetch(path); return res.arrayBuffer() } }"],
    ['to the script of a worker', "export async function update(swUrl) { const res = await fetch(swUrl, { cache: 'no-store', headers: { cache: 'no-store', 'cache-control': 'no-cache' } }); return res.status === 200 }"],
    ['to the page itself', "export async function isOnline() { const res = await fetch(window.location.href, { method: 'HEAD' }); return res.ok }"],
    ['to a server of the network that may be set', "const BASE = process.env.RATES_URL || 'http://rates-api:8080'\nexport async function load() { const res = await fetch(`${BASE}/rates`); return res.json() }"],
    ['of a client for such a server', "const client = initClient(contract, { baseUrl: process.env.RATES_URL ?? 'http://rates-api:8080' })\nexport async function load() { const { status, body } = await client.getPlan(); if (status !== 200) throw new Error('x'); return body }"],
    ['to a browser, by its push service', "export const tell = (webpush, to, text) => webpush.sendNotification(to, text).catch((error) => { if (error.statusCode !== 410) console.error(error) })"],
    ['to a file that a caller names', "const https = require('https')\nfunction load(url) { https.get(encodeURI(url), (res) => { if (res.statusCode !== 200) throw new Error('x') }) }\nload(`https://raw.githubusercontent.com/a/b/${version}/c.ts`)"],
  ])('%s', (_, code) => expect(unpaid(code)).toEqual([true]))

  it.each([
    ['of a client that was made for a server', "const client = initClient(contract, { baseUrl: 'https://api.example.com' })\nexport async function load() { const { status, body } = await client.getPlan(); if (status !== 200) throw new Error('x'); return body }"],
    ['of such a class to a host that is known', "export class OllamaProvider { async ask() { const res = await fetch('https://api.example.com/v1/chat'); return res.json() } }"],
    ['of a server that people run for themselves, as a service', "const ollama = new Ollama({ host: 'https://ollama.com' })\nexport const ask = () => ollama.chat.completions.create({}).catch((error) => { if (error.statusCode === 404) return [] })"],
    ['of a function that is called after one, and asks the server of the program', "export async function loadOllamaModels() { const res = await fetch('/api/models'); return res.json() }"],
    ['of a client for which another may be set', "const client = new OpenAI({ baseURL: process.env.URL ?? 'http://127.0.0.1:1234/v1' })\nexport const ask = () => client.models.list()"],
    ['to a server that may be set, and is tried out on this machine', "const BASE = process.env.API_URL || 'http://localhost:8080'\nexport async function load() { const res = await fetch(`${BASE}/plans`); return res.json() }"],
    ['to what makes a picture', "export async function generateImage(path) { const res = await fetch(path); return res.json() }"],
    ['to a picture that a function gets with a name', "export async function loadImage(path) { const res = await fetch(path, { headers: { Authorization: token } }); return res.blob() }"],
    ['to the host of an API, in such a function', "export async function loadImages() { const res = await fetch('https://api.example.com/images'); return res.json() }"],
    ['to a file of an account', "export async function load() { const res = await fetch('https://shop.example.com/admin/orders.json', { headers: { 'X-Token': token } }); return res.json() }"],
    ['to a file that an API gives', "export async function load() { const res = await fetch('https://example.com/api/orders.json'); return res.json() }"],
    ['to a picture of an account', "export async function load(id) { const imageUrl = `${baseOf(id)}?size=2`; const res = await fetch(imageUrl, { headers: { Authorization: token } }); return res.blob() }"],
    ['to a file that something is sent to', "export async function load() { const res = await fetch('https://shop.example.com/orders.json', { method: 'PUT' }); return res.json() }"],
    ['to a file with options that are not seen', "export async function load(options) { const res = await fetch('https://shop.example.com/orders.json', options); return res.json() }"],
    ['to a file with options of which some are not seen', "export async function load(options) { const res = await fetch('https://shop.example.com/orders.json', { ...options, signal }); return res.json() }"],
    ['to a file of a shop that is one of many', "export async function load(shop) { const res = await fetch(`https://${shop}.example.com/products.json`); return res.json() }"],
    ['to a database that has a plan', "export async function load() { const res = await fetch('https://plans.firebaseio.com/users.json'); return res.json() }"],
    ['to Docker Hub', "export const tags = () => dockerHub.get('/tags').catch((error) => { if (error.statusCode === 404) return [] })"],
    ['to an address that only holds data', 'export async function load(metadataUrl) { const res = await fetch(metadataUrl); return res.blob() }'],
    ['to an address of a name that the code gave to something else', "import { URL } from './config'\nexport async function load() { const res = await fetch(URL); return res.json() }"],
    ['to where a redirect leads', "export async function load(location) { const res = await fetch(location); return res.json() }"],
    ['to an address that is known, whatever it is called', "const dataUrl = 'https://api.example.com/data'\nexport async function load() { const res = await fetch(dataUrl); return res.blob() }"],
    ['to a path, in a function that asks whether a server is up', "export class Provider { async healthCheck() { const res = await fetch(`${this.baseUrl}/models`, { headers: this.headers }); return res.ok } }"],
    ['to an address that tells of logouts', "export async function load(endpoints) { const res = await fetch(endpoints().logoutEvents); return res.json() }"],
    ['to an API for webhooks', "export async function createWebhook(base, hook) { const res = await fetch(`${base}/hooks`, { method: 'POST', body: hook }); return res.json() }"],
    ['to an address with a name that is another of none', "export async function load() { const url = isTest ? testUrl : liveUrl; const res = await fetch(url); return res.json() }"],
    ['given a function of Docker', "export async function load() { const res = await fetch(docker.url); return res.json() }"],
  ])('is none %s', (_, code) => expect(unpaid(code)).toEqual([false]))
})

describe('what is not asked about, where only what is paid for is', () => {
  const CONSTANTS = "const HOST = 'http://localhost:3000'\nconst API = `${HOST}/api`\nconst SELF = SELF + '/x'\nlet base = HOST"
  const isAsked = (address: string): boolean => {
    const text = `${CONSTANTS}\nexport const load = (id) => fetch(${address})`
    return analyse(parseSource(text, 'load.js'), text, { unpaid: false }).checks.length > 0
  }

  it.each(["'http://127.0.0.1/x'", "'data:,'", '`http://localhost:${port}/${id}`', "API + '/users'", '`${API}/users/${id}`', 'HOST', 'window.location.href', "'https://unpkg.com/' + id"])('not for %s', (address) => {
    expect(isAsked(address)).toBe(false)
  })

  it.each(["'https://api.example.com/x'", "'/health'", "'data.json'", '`${base}/users`', 'SELF', '`https://${host}/x`', 'id', 'logoutUrl'])('for %s', (address) => {
    expect(isAsked(address)).toBe(true)
  })
})
