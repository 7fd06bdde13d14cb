import { FILE_ENDING } from '../syntax/modules.ts'

/** Objects whose methods tell the operator, not the program or its user. */
const LOGGERS = /^(?:console|log|logs|\w*logger|log_?(?:helper|service)?|\$log|logging|debug|debugger|sentry|\w*telemetry(?:service|client|reporter|manager)?|analytics(?:service)?|metrics|metric|tracer|span|posthog|mixpanel|datadog|datadogLogs|newrelic|rollbar|bugsnag|honeybadger|amplitude|winston|pino|consola|signale|loglevel|log4js|bunyan|npmlog|fancy-?log|stats|statsd|tracker|monitor|faro)$/i

/** A name that ends or begins so may be of a log (`PFLog`, `auth_log`, `logApp`): with the methods that logs have. */
const LOG_NAME = /(?:\wLog|_log|\wLOG)$|^log[A-Z]/
const LOG_METHODS = /^(?:log|trace|verbose|debug|info|notice|warn|warning|err|error|exception|critical|fatal)$/

/** Modules that are a log, by their file: what they export is one, but for what makes one. */
const LOG_MODULE = new RegExp(String.raw`(?:^|/)(?:[\w-]*logger|(?:fancy|electron)-log|logs?|logging)${FILE_ENDING}$`, 'i')
const MAKES_LOG = /^(?:create|make|new|get|child|with|use|set|add|configure|init)/

/** Methods of a logger that show people what it logs: `logger.errorNotify(message, error)`. */
const SHOWS_TOO = /notif(?:y|ication)|toast|alert|popup|dialog/i

/** Whether a function is one of a module that is a log: `import { mailError } from './logger'`. */
export function isOfLog({ module, path }: { readonly module: string; readonly path: readonly string[] }): boolean {
  const name = path.at(-1) ?? ''
  return LOG_MODULE.test(module) && !MAKES_LOG.test(name) && !SHOWS_TOO.test(name)
}

/** Functions that do so by themselves. */
const LOG_FUNCTIONS = /^(?:log|debug|trace|log(?:Error|Warning|Warn|Info|Event|Verbose|Debug|Trace|Request|Response|Failure|Exception)|logger|captureException|captureMessage|captureError|recordException|track|trackEvent|trackError|reportException|addBreadcrumb|debugLog|errorLog|debugEvent|(?:log|record|increment)Metric)$/

/** Whether a call only logs: by the name of the object, or of the function, as `console.warn` or `captureException`, but for `notifications.log`. */
export function isLogging(path: readonly string[]): boolean {
  const name = path.at(-1) ?? ''
  if (path.slice(0, -1).some((part) => ANNOUNCERS.test(part)) || SHOWS_TOO.test(name)) return false
  return path.slice(0, -1).some((part) => LOGGERS.test(part.replaceAll(/[()]|_\d+$/g, ''))) || LOG_FUNCTIONS.test(name) || (LOG_METHODS.test(name) && LOG_NAME.test(path.at(-2) ?? ''))
}

/** What a package is called, and no file. */
const PACKAGE = /^(?:@[\w.-]+\/)?[a-z][\w.-]*(?:\/|$)/

/** Asks whether an error is a client's own, whatever its status: `isAxiosError(error)`; of a package also by the package's name, `isGenesisApiError(error)` of `genesis`. */
const TYPE_GUARD = /^is_?(\w*?)_?(?:axios|http|fetch|api|client|request|response)?_?(?:error|exception)$/i

/** What of an error's kinds a package tells apart by classes of its own: `isGenesisValidationError`, `isGenesisApiNetworkError`. */
const KINDS = /(?:_?(?:api|http|network|validation|timeout|response|request))+$/i

export function isTypeGuard(path: readonly string[], module = ''): boolean {
  const given = TYPE_GUARD.exec(path.at(-1) ?? '')?.[1]
  if (given === '') return true
  const owner = given?.replace(KINDS, '')
  return !!owner && PACKAGE.test(module) && module.toLowerCase().replaceAll(/[^a-z\d]/g, '').includes(owner.toLowerCase())
}

/** Says of a status whether it is one of a success, or of a failure: `isSuccessStatus(response.status)`. */
const STATUS_GUARD = /^is_?(?:http_?)?(?:(success(?:ful)?|ok|2xx)|error|failed|failure)(?:_?http|_?response)?(?:_?status)?(?:_?code)?$/i

/** What a function of another file asks of the status that it is given, by its name. */
export function statusGuard(name: string): { readonly operator: '<' | '>='; readonly bound: number } | undefined {
  const match = STATUS_GUARD.exec(name)
  return match ? (match[1] ? { operator: '<', bound: 300 } : { operator: '>=', bound: 400 }) : undefined
}

/** Functions that make sentences for people, or the text of a page. */
const FORMATTERS = /^(?:createTextNode|t|\$t|i18n|translate|formatMessage|sprintf|gettext|ngettext|__|_t|localize|intl)$/

/** Packages that colour words for a terminal; compilers add a suffix. */
const COLOURS = /^(?:chalk|picocolors|pc|kleur|colors|colorette)(?:_\d+)?$/

/** Whether a call makes a message of what it is given: `t('errors.http', { status })`. */
export function isFormatter(path: readonly string[]): boolean {
  return FORMATTERS.test(path.at(-1) ?? '') || (path[0] === 'util' && path[1] === 'format') || path.some((part) => COLOURS.test(part))
}

/** Functions that show people what they are given. */
const ANNOUNCERS = /^(?:toast\w*|alert|confirm|notify|\w*notifications?(?:_?(?:service|store|manager))?|snackbar|enqueueSnackbar|message|flash|setError\w*|setErr|set\w*Error|set\w*ErrorMessage|set\w*Message|showError\w*|(?:set|show|add|push|open|enqueue|display)\w*(?:Toast|Snackbar|Alert|Notification)|show\w*Message|show\w*Error|displayError|onError\w*Message|setFormError|setStatusMessage|errorMessage)$/i

/** What a page shows (DOM, HTML), as the effect of writing it is called. */
const TEXT_OF_A_PAGE = /\.(?:textContent|innerText|innerHTML|outerHTML|nodeValue) =$/

/** Whether a call, or what is written, shows a message: what it is given of the server's words are words. */
export function isAnnouncer(label: string): boolean {
  return TEXT_OF_A_PAGE.test(label) || label.split('.').some((part) => ANNOUNCERS.test(part))
}

/** Functions that give back what they are given, with more to it: `wrapOpenAI(client)`, `captureAWSv3Client(client)`, `rateLimit(axios.create())`. */
const WRAPPERS = /^_?(?:(?:wrap|observe|capture|instrument|trace|decorate|enhance|monitor|intercept|markRaw)|(?:with|add|apply|set_?[uU]p|patch|attach|extend)(?=[A-Z_]))|(?:[wW]rapper|[sS]upport|[lL]imit(?:er)?|[tT]hrottle|[cC]ache|[pP]roxy)$/

/** Functions that keep a state of their own wherever they are called: of React, of Vue, of Solid, Angular and Preact, and stores of Svelte. */
const STATE_MAKERS = /^(?:use(?:State|Reducer|Ref|Signal)|(?:shallow|custom)?[rR]ef|reactive|(?:create)?[sS]ignal|createStore|writable)$/

/** Whether a function, by its name, gives another state at each place that calls it, though all begin alike: `useState('')`. */
export function makesState(name: string): boolean {
  return STATE_MAKERS.test(name)
}

/** Whether a function of another file gives back the client that it is given, by its name. */
export function wrapsClient(name: string): boolean {
  return WRAPPERS.test(name)
}
