import { type FileHandle, open } from 'node:fs/promises';
import { type Field, type List, readStruct, type Struct, writeStruct } from './thrift.ts';

/** Every Parquet file begins and ends with it. */
export const MAGIC = new TextEncoder().encode('PAR1');

/** The footer of a Parquet file: what is in it, and where its data ends. */
export interface Footer {
  readonly metadata: Struct;
  /** Offset at which the data ends and the footer begins. */
  readonly end: number;
}

/** Field numbers of Parquet's format. */
const FILE = { rows: 3, rowGroups: 4 } as const;
const GROUP = { columns: 1, rows: 3, fileOffset: 5, ordinal: 7 } as const;
const CHUNK = { fileOffset: 2, metadata: 3, indexOffsets: [4, 6] } as const;
const COLUMN = { offsets: [9, 10, 11, 14] } as const;

/** Reads the footer of a file. Throws `RangeError` where there is none. */
export async function readFooter(path: string): Promise<Footer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = (await bytesAt(file, size - 8, 8)).readUInt32LE();
    const end = size - 8 - length;
    return { metadata: readStruct(await bytesAt(file, end, length)), end };
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new RangeError('the file is too short for a footer');
  return buffer;
}

/** The row groups of a file whose data is moved by so many bytes. */
export function movedRowGroups({ metadata }: Footer, by: number): readonly Struct[] {
  const groups = structsIn(metadata, FILE.rowGroups);
  for (const group of groups) {
    shift(group, GROUP.fileOffset, by);
    for (const chunk of structsIn(group, GROUP.columns)) moveChunk(chunk, by);
  }
  return groups;
}

function moveChunk(chunk: Struct, by: number): void {
  // Their pages hold offsets themselves.
  if (CHUNK.indexOffsets.some((id) => fieldOf(chunk, id) !== undefined))
    throw new RangeError("a Parquet file with page indexes can't be joined to another");
  shift(chunk, CHUNK.fileOffset, by);
  const metadata = fieldOf(chunk, CHUNK.metadata)?.value as Struct;
  for (const id of COLUMN.offsets) shift(metadata, id, by);
}

/** Offset 0 stands for none. */
function shift(struct: Struct, id: number, by: number): void {
  const field = fieldOf(struct, id);
  if (field !== undefined && (field.value as bigint) > 0n) field.value = (field.value as bigint) + BigInt(by);
}

/** The end of a file that has these row groups and is otherwise like the one whose footer is given. */
export function footerBytes({ metadata }: Footer, groups: readonly Struct[]): Uint8Array {
  const rows = groups.reduce((sum, group) => sum + (fieldOf(group, GROUP.rows)?.value as bigint), 0n);
  for (const [place, group] of groups.entries()) {
    const ordinal = fieldOf(group, GROUP.ordinal);
    if (ordinal !== undefined) ordinal.value = BigInt(place);
  }
  const whole = metadata.map((field): Field => {
    if (field.id === FILE.rows) return { ...field, value: rows };
    return field.id === FILE.rowGroups ? { ...field, value: { of: 12, items: [...groups] } } : field;
  });
  const bytes = writeStruct(whole);
  const end = new Uint8Array(bytes.length + 8);
  end.set(bytes);
  new DataView(end.buffer).setUint32(bytes.length, bytes.length, true);
  end.set(MAGIC, bytes.length + 4);
  return end;
}

/** Row groups as text, for the journal. */
export function groupsToText(groups: readonly Struct[]): string {
  return Buffer.from(writeStruct([{ id: 1, type: 9, value: { of: 12, items: [...groups] } }])).toString(
    'base64',
  );
}

export function groupsFromText(text: string): readonly Struct[] {
  return structsIn(readStruct(Buffer.from(text, 'base64')), 1);
}

function structsIn(struct: Struct, id: number): readonly Struct[] {
  const list = fieldOf(struct, id)?.value as List | undefined;
  return (list?.items ?? []) as Struct[];
}

function fieldOf(struct: Struct, id: number): Field | undefined {
  return struct.find((field) => field.id === id);
}
