/** What browsers have and Node does not: as much of https://w3c.github.io/FileAPI as fixtures use. */
export class FileReader extends EventTarget {
  result: string | ArrayBuffer | null = null
  onload: ((event: Event) => void) | null = null
  onloadend: ((event: Event) => void) | null = null

  readAsText(blob: Blob): void {
    void blob.text().then((text) => this.finish(text))
  }

  readAsArrayBuffer(blob: Blob): void {
    void blob.arrayBuffer().then((buffer) => this.finish(buffer))
  }

  private finish(result: string | ArrayBuffer): void {
    this.result = result
    for (const type of ['load', 'loadend'] as const) {
      const event = new Event(type)
      this.dispatchEvent(event)
      this[`on${type}`]?.(event)
    }
  }
}
