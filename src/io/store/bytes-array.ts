/** bytea, by the number that PostgreSQL knows it by. */
const BYTEA = 17;
const HEADER_BYTES = 20;

/**
 * A `bytea[]` as PostgreSQL sends and receives it in binary: an array that the driver writes has every byte as two
 * hexadecimal digits, which costs both sides more than all else in an insert.
 */
export function bytesArray(items: readonly Uint8Array[]): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + items.reduce((sum, { length }) => sum + 4 + length, 0));
  // One dimension, no nulls, of this type, as many as there are, counted from 1.
  let at = 0;
  for (const word of [1, 0, BYTEA, items.length, 1]) at = array.writeInt32BE(word, at);
  for (const item of items) {
    at = array.writeInt32BE(item.length, at);
    array.set(item, at);
    at += item.length;
  }
  return array;
}
