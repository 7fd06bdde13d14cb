import { namesOwnServer } from './own-servers.ts'
import { wordsOf } from './syntax/names.ts'

/** A host, with or without port, which need not be known: this machine, a name that no public server has (RFC 6761, RFC 6762, RFC 8375, .internal), a private address (RFC 1918), a link-local one (RFC 3927), under which clouds tell a machine about itself. */
const PRIVATE_HOST = /^(?:[\w-]+|(?:[\w-]+\.)+(?:localhost|local|lan|internal|invalid|home\.arpa)|0\.0\.0\.0|(?:127|10)(?:\.\d+){3}|(?:192\.168|169\.254)(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[::1\])(?::.*)?$/i
const THIS_MACHINE = /^(?:(?:[\w-]+\.)*localhost|0\.0\.0\.0|127(?:\.\d+){3}|\[::1\])(?::|$)/i
/** Hosts that serve files to everybody, and know of no account that could pay. */
const FILE_HOST = /^(?:(?:raw|gist)\.githubusercontent\.com|codeload\.github\.com|[\w-]+\.github\.io|cdn\.jsdelivr\.net|unpkg\.com|esm\.sh|cdnjs\.cloudflare\.com|fonts\.(?:googleapis|gstatic)\.com|(?:[\w-]+\.)?gravatar\.com|(?:ftp|mirrors?|static)\.[\w.-]+)$/i
/** A host that only its name tells. */
const NAMED_HOST = /^(?:https?:\/\/)?\$\{([^}]*)\}/
/** Names of addresses that somebody has given to be told of something: `webhookUrl`, `DISCORD_WEBHOOK`. */
const WEBHOOK_NAME = /-web-?hooks?-(?:ur[il]-|endpoint-)?$/
/** The last part of a path that takes such messages. */
const WEBHOOK_PATH = /-web-?hook-$/
/** Where chats take such messages, for nothing. */
const WEBHOOK = /^https:\/\/(?:hooks\.slack\.com|(?:[\w-]+\.)?discord(?:app)?\.com\/api\/webhooks)\//i
/** A port of a host that only the program knows, without TLS: nobody is sold what goes over the open network to a port. */
const OWN_PORT = /^http:\/\/\$\{[^}]*\}:[\d$]/
/** Names of hosts of the program's own network. */
const OWN_HOST = /internal|localhost/i
/** A file of a host that is called after the files that it serves: `${COW_CDN}/tokens.json`, `https://grist-static.com/1/manifest.json`. */
const FILE_OF_CDN = /^(?:\$\{[^}]*cdn[^}]*\}|https?:\/\/[^/?#]*(?:cdn\d*|static|assets)\.[^/?#]*)\/[^?#]*\.[a-z]\w{1,5}(?:[?#]|$)/i
const HOST = /^(?:(?:https?|wss?):)?\/\/(?:[^/?#@]*@)?([^/?#]+)/i
const INLINE = /^(?:data|blob|file|about|chrome-extension):/i
const ASSET = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|[cm]?js|woff2?|ttf|otf|eot|mp3|mp4|webm|ogg|wav|wasm|map|md|txt|glb|gltf|hdr|csv|geojson|topojson|webmanifest)(?:[?#]|$)|\/favicons?(?:[/?#]|$)/i
/** Data that is served like an asset: by its folder, beside the page (a relative name), or by the name of what a build writes. */
const ASSET_DATA = /(?:^|[/}])(?:static|assets|locales?|locale-data|lang|languages|l10n|i18n|translations)\/[^?#]*\.[a-z]\w{1,9}(?:[?#$]|$)|^(?!(?:.*\/)?api\/)(?:[\w.-]+\/)*[\w.-]+\.json(?:[?#$]|$)|(?:^|[/}])(?:manifest\.json|sitemap[\w-]*\.xml)(?:[?#]|$)|^(?:https?:\/\/[^/?#]+|\$\{[^}]*\})?\/?(?:[\w-]*-)?(?:manifest|package|version|build|config|meta)(?:-[\w-]*)?\.json(?:[?#]|$)/i
/** A file of the application's own build, by what bundlers call the place where that lies (Vite, Create React App). */
const OWN_FILE = /^\$\{(?:import\.meta\.env\.BASE_URL|process\.env\.PUBLIC_URL)\}[^?#]*\.[a-z]\w{1,9}(?:[?#]|$)/
/** A path that an application's own server hands over to another one: `/api/daemon/jobs`. */
const HANDED_OVER = /^\/(?:api\/|proxy\/)?([\w-]+)\//
/** A page of the application itself, by a name that has no host: `.`, `./?v=2`, `/help.html`; what lies beside its modules. */
const OWN_PAGE = /^(?:\$\{import\.meta\.url\}.*|\.\/?(?:\?v=[^&]*)?|(?!\/\/)[\w./-]*\.html?(?:[?#].*)?)$/i
/** Whether a server is up, what it offers, and that it, a session or a token (RFC 7009) is to end: `${base}/health`, Spring's `/actuator/health`, `/openapi.json`, `https://auth.example.com/logout`. */
const PROBE = /^(?:(?:https?:)?\/\/[^/?#]*|\$\{[^}]*\})?\/?(?:api\/|actuator\/)?(?:v\d+\/)?(?:-\/)?(?:health(?:z|y|[-_]?check)?(?:\/(?:live(?:ness)?|read(?:y|iness)))?|livez|readyz|is[-_]?alive|is[-_]?ready|ping|status|robots\.txt|\.well-known\/[\w-]+|logout|log-out|signout|sign-out|(?:oauth2?\/)?revoke|shutdown)\/?(?:[?#]|$)|\/(?:openapi|swagger|asyncapi)\.(?:json|ya?ml)(?:[?#]|$)/i
/** What a page says of whether a service is up (https://developer.statuspage.io, the public API of each page). */
const STATUS_PAGE = /\/api\/v2\/(?:summary|status|components|incidents|scheduled-maintenances)(?:\/[a-z]+)?\.json(?:[?#]|$)/
/** A file of data at a public address that is written out, and that no API gives. */
const PUBLIC_FILE = /^https?:\/\/(?!api[.-]|[^/]*firebase)[^/?#${}]+\.[^/?#${}]+\/(?!(?:[^?#]*\/)?(?:api|v\d[\w.]*)\/)(?:[^?#${}]*\.(?:json|ya?ml|xml)|[^?#]*\.(?:dat|bin|gz|tgz|zip))$/i
/** What a cluster of Kubernetes has in a namespace (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris). */
const KUBERNETES = /\/(?:apis\/[\w.-]+\/v\d\w*\/namespaces|api\/v1\/namespaces\/[^/]+\/(?:pods|services|events|configmaps|secrets|endpoints|serviceaccounts|persistentvolumeclaims))(?:[/?#]|$)/
/** What the server of a developer's tool has beside the application: `/__open-in-editor` (Vite), `/__webpack_hmr`, `/__nuxt_devtools__/`. */
const OF_A_TOOL = /(?:^|[/}])__[a-z][\w-]*(?:[/?#]|$)/
/** Where a page in a browser says what its own address is. */
const OWN_ADDRESS = /^(?:(?:window|globalThis|self)\.)?(?:(?:document\.)?location(?:\.(?:href|origin|pathname))?|document\.(?:URL|baseURI))$/

/** An address without its query and fragment. */
export function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? ''
}

/** Whether a global name is that of the page's own address: `window.location.href`. */
export function isOwnAddress(name: string): boolean {
  return OWN_ADDRESS.test(name)
}

/** Whether a name is one of an address that is only told of something. */
export function namesWebhook(name: string): boolean {
  return WEBHOOK_NAME.test(wordsOf(name))
}

/** Whether nobody charges for an address: a static asset, a file that everybody gets, `data:`, `blob:`, this machine or this network. */
export function isUnpaidAddress(url: string): boolean {
  const host = HOST.exec(url)?.[1]
  if (host !== undefined && (PRIVATE_HOST.test(host) || FILE_HOST.test(host))) return true
  const name = NAMED_HOST.exec(url)?.[1]
  if (name !== undefined && (OWN_HOST.test(name) || namesOwnServer(name) || namesWebhook(name))) return true
  if (namesOwnServer(HANDED_OVER.exec(url)?.[1] ?? '')) return true
  const path = pathOf(url)
  if (WEBHOOK_PATH.test(wordsOf(path.slice(path.lastIndexOf('/') + 1)))) return true
  return OWN_PORT.test(url) || WEBHOOK.test(url) || STATUS_PAGE.test(url) || INLINE.test(url) || PROBE.test(url) || OF_A_TOOL.test(url) || KUBERNETES.test(url) || OWN_PAGE.test(url) || OWN_FILE.test(url) || FILE_OF_CDN.test(url) || ASSET.test(url) || ASSET_DATA.test(url)
}

/** The same of an address that says its host, or that it has none: whoever is given it asks for that. */
export function isUnpaidWherever(url: string): boolean {
  return (HOST.test(url) || INLINE.test(url)) && isUnpaidAddress(url)
}

/** Whether an address is one in a network of the program's own, and not just on this machine, where anything may be tried out. */
export function isInOwnNetwork(url: string): boolean {
  const host = HOST.exec(url)?.[1]
  return host !== undefined && PRIVATE_HOST.test(host) && !THIS_MACHINE.test(host)
}

/** Whether an address is one of a file of data that everybody gets who asks without a name: a feed, a list, a registry's bootstrap. */
export function isPublicFile(url: string): boolean {
  return PUBLIC_FILE.test(url)
}

/** Whether an address says which host it is sent to. */
export function hasHost(url: string | undefined): boolean {
  const host = url === undefined ? undefined : HOST.exec(url)?.[1]
  return host !== undefined && !host.includes('$')
}
