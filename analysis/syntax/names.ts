/** The words of a name, in lower case, between hyphens: `-harmony-serial-port-` of `HarmonySerialPort`, `-ollama-host-` of `OLLAMA_HOST`. */
export function wordsOf(name: string): string {
  return `-${name.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\W+|_+/g, '-').toLowerCase()}-`
}
