/** Counts the lines of a CSV file while its bytes pass, and knows whether the last one has ended. */
export class LineCounter {
  lines = 0
  /** Nothing has begun that has not ended. */
  ended = true
  private quoted = false

  read(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // A quotation mark inside quotes is doubled, and so changes nothing.
      if (byte === 0x22) this.quoted = !this.quoted
      const line = byte === 0x0a && !this.quoted
      if (line) this.lines++
      this.ended = line
    }
  }
}
