/** Thrift's compact protocol, as far as Parquet's footers need it: any structure, kept as it stands. */

export interface Field {
  readonly id: number;
  readonly type: number;
  value: ThriftValue;
}

export interface List {
  readonly of: number;
  items: ThriftValue[];
}

export type Struct = Field[];

/** Integers are bigints; bytes are binaries, or the eight bytes of a double. */
export type ThriftValue = boolean | bigint | Uint8Array | List | Struct;

const TYPE = { yes: 1, no: 2, byte: 3, i64: 6, double: 7, binary: 8, list: 9, set: 10, struct: 12 } as const;

/** Reads a structure from the beginning of the bytes. Throws `RangeError` where they are no such structure. */
export function readStruct(bytes: Uint8Array): Struct {
  return new Reader(bytes).struct();
}

export function writeStruct(struct: Struct): Uint8Array {
  const out: number[] = [];
  putStruct(out, struct);
  return Uint8Array.from(out);
}

class Reader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  struct(): Struct {
    const fields: Field[] = [];
    for (let last = 0; ; ) {
      const head = this.byte();
      if (head === 0) return fields;
      const type = head & 15;
      last = head >> 4 === 0 ? Number(this.zigzag()) : last + (head >> 4);
      fields.push({ id: last, type, value: this.value(type) });
    }
  }

  private value(type: number): ThriftValue {
    if (type === TYPE.yes || type === TYPE.no) return type === TYPE.yes;
    if (type === TYPE.byte) return BigInt(this.byte());
    if (type > TYPE.byte && type <= TYPE.i64) return this.zigzag();
    if (type === TYPE.double) return this.take(8);
    if (type === TYPE.binary) return this.take(Number(this.varint()));
    if (type === TYPE.list || type === TYPE.set) return this.list();
    if (type === TYPE.struct) return this.struct();
    throw new RangeError(`no type ${type} in a footer`);
  }

  private list(): List {
    const head = this.byte();
    const of = head & 15;
    const length = head >> 4 === 15 ? Number(this.varint()) : head >> 4;
    // In a list a boolean is a byte.
    const each = of === TYPE.yes || of === TYPE.no ? TYPE.byte : of;
    return { of, items: Array.from({ length }, () => this.value(each)) };
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError('the footer breaks off');
    this.at += 1;
    return byte;
  }

  private take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new RangeError('the footer breaks off');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private varint(): bigint {
    for (let [value, shift] = [0n, 0n]; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  private zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }
}

function putStruct(out: number[], struct: Struct): void {
  let last = 0;
  for (const { id, type, value } of struct) {
    const shown = value === true ? TYPE.yes : value === false ? TYPE.no : type;
    if (id > last && id - last <= 15) out.push(((id - last) << 4) | shown);
    else {
      out.push(shown);
      putZigzag(out, BigInt(id));
    }
    last = id;
    if (typeof value !== 'boolean') putValue(out, type, value);
  }
  out.push(0);
}

function putValue(out: number[], type: number, value: ThriftValue): void {
  if (typeof value === 'bigint') {
    if (type === TYPE.byte || type === TYPE.yes || type === TYPE.no) out.push(Number(value));
    else putZigzag(out, value);
  } else if (value instanceof Uint8Array) {
    if (type === TYPE.binary) putVarint(out, BigInt(value.length));
    for (const byte of value) out.push(byte);
  } else if (Array.isArray(value)) putStruct(out, value);
  else if (typeof value === 'object') putList(out, value);
}

function putList(out: number[], { of, items }: List): void {
  if (items.length < 15) out.push((items.length << 4) | of);
  else {
    out.push(0xf0 | of);
    putVarint(out, BigInt(items.length));
  }
  for (const item of items) putValue(out, of, item);
}

function putVarint(out: number[], value: bigint): void {
  let left = value;
  for (; left > 127n; left >>= 7n) out.push(Number(left & 127n) | 128);
  out.push(Number(left));
}

function putZigzag(out: number[], value: bigint): void {
  putVarint(out, value >= 0n ? value << 1n : -(value << 1n) - 1n);
}
