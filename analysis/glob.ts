/** The source of a regular expression for a glob in which `*` stands for any characters, those that `any` matches. */
export function globSource(glob: string, any: string): string {
  const parts = glob.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`))
  return parts.join(any)
}
