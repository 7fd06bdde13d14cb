/** Where the lines are longer than this on average, a machine wrote them. UTF-16 code units. */
export const MAX_MEAN_LINE = 5000

/** The mean length of a file's lines where no person wrote them; undefined where one may have. */
export function minifiedLine(text: string): number | undefined {
  if (text.length <= MAX_MEAN_LINE) return undefined
  const enough = text.length / MAX_MEAN_LINE
  let lines = 1
  // A person's file has that many at its top already.
  for (const _ of text.trimEnd().matchAll(/\r\n?|\n/g)) if (++lines >= enough) return undefined
  return text.length / lines
}
