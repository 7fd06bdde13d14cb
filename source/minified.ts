/** Where the lines are longer than this on average, a machine wrote them. UTF-16 code units. */
export const MAX_MEAN_LINE = 5000

/** The mean length of a file's lines where no person wrote them; undefined where one may have. */
export function minifiedLine(text: string): number | undefined {
  if (text.length <= MAX_MEAN_LINE) return undefined
  const mean = text.length / text.trimEnd().split(/\r\n?|\n/).length
  return mean > MAX_MEAN_LINE ? mean : undefined
}
