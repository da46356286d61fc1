import { extname } from 'node:path';

export const FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.parquet': 'parquet',
};

/** The format that the ending of a file's name says; undefined for any other ending. */
export function formatOf(path: string): Format | undefined {
  return ENDINGS[extname(path).toLowerCase()];
}
