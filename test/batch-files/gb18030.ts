/** By character, for those of two bytes. */
const BYTES = new Map<string, readonly number[]>();
const decoder = new TextDecoder('gb18030');
for (let lead = 0x81; lead <= 0xfe; lead += 1)
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const char = decoder.decode(Uint8Array.of(lead, trail));
    if (char.length === 1 && char !== '\uFFFD') BYTES.set(char, [lead, trail]);
  }

/** Text in GB18030; of characters of four bytes it has none. */
export function gb18030(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : (BYTES.get(char) ?? [0x3f]))),
  );
}
