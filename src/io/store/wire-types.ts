import pg from 'pg';

const { builtins } = pg.types;

/** How values come from the wire. Other types as the driver reads them; dates and times are sent as text. */
export const parserFor: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') => {
  if (format === 'binary') return pg.types.getTypeParser(type, 'binary');
  if (type === builtins.INT8) return safeInteger;
  if (type === builtins.DATE) return (text: string) => text;
  if (type === builtins.BYTEA) return plainBytes;
  return pg.types.getTypeParser(type, 'text');
};

/** Throws a RangeError rather than return another number. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`a count is out of range: ${text}`);
  return value;
}

const bufferOf: (text: string) => Buffer = pg.types.getTypeParser(builtins.BYTEA, 'text');

/** Not a Buffer: equal bytes are then equal values. */
function plainBytes(text: string): Uint8Array {
  return new Uint8Array(bufferOf(text));
}
