/**
 * Bytes of UTF-8 as text, a character for each byte. Pieces are joined as quickly as texts are, and the whole becomes bytes
 * without being encoded: of a Chinese answer of 80 KB that would take longer than to find it.
 */
export type ByteText = string;

export function toByteText(text: string): ByteText {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A value as JSON. */
export function jsonByteText(value: unknown): ByteText {
  return toByteText(JSON.stringify(value));
}

export function toBytes(text: ByteText): Uint8Array<ArrayBuffer> {
  return Buffer.from(text, 'latin1');
}

/** The parts of a JSON text between marks that stand in it in this order. A mark with a bare quote stands in no string. */
export function splitAt(json: string, ...marks: readonly string[]): readonly string[] {
  let rest = json;
  const parts = marks.map((mark) => {
    const at = rest.indexOf(mark);
    if (at < 0) throw new Error(`no ${mark} in an answer`);
    const part = rest.slice(0, at);
    rest = rest.slice(at + mark.length);
    return part;
  });
  return [...parts, rest];
}
