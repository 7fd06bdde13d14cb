/** Objects whose methods tell the operator, not the program or its user. */
const LOGGERS = /^(?:console|log|logs|logger|_logger|\$log|logging|debug|debugger|sentry|telemetry|analytics|metrics|metric|tracer|span|posthog|mixpanel|datadog|datadogLogs|newrelic|rollbar|bugsnag|honeybadger|amplitude|winston|pino|stats|statsd|tracker|monitor|faro)$/i

/** Functions that do so by themselves. */
const LOG_FUNCTIONS = /^(?:log|debug|trace|logError|logWarning|logWarn|logInfo|logEvent|logger|captureException|captureMessage|captureError|recordException|track|trackEvent|trackError|reportException|addBreadcrumb|debugLog|errorLog)$/

/** Whether a call only logs: by the name of the object, or of the function, as `console.warn` or `captureException`. */
export function isLogging(path: readonly string[]): boolean {
  const name = path.at(-1) ?? ''
  return path.slice(0, -1).some((part) => LOGGERS.test(part.replaceAll(/[()]/g, ''))) || LOG_FUNCTIONS.test(name)
}
