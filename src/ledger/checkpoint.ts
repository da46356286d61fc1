import { fromBase64, toBase64 } from './base64.ts';
import { HASH_BYTES, type HashAlgorithm } from './hash.ts';
import type { LogIdentity, TreeHead } from './store.ts';

/*
 * The text of a signed tree head after C2SP (c2sp.org/tlog-checkpoint): origin, size, root, and extension lines. A log
 * that isn't hashed with SHA-256 says so in one extension line, `hash sm3`.
 */

export interface Checkpoint extends LogIdentity, TreeHead {
  /** Extension lines that say nothing about the hash. */
  readonly extensions: readonly string[];
}

const HASH_LINE = 'hash sm3';

/** The text to be signed. Throws where the origin can't be a line. */
export function formatCheckpoint({ origin, size, root, hash }: LogIdentity & TreeHead): string {
  const lines = [origin, `${size}`, toBase64(root), ...(hash === 'sm3' ? [HASH_LINE] : [])];
  const text = lines.map((line) => `${line}\n`).join('');
  if (parseCheckpoint(text)?.origin !== origin) throw new Error(`not a tree head: '${text}'`);
  return text;
}

/** Undefined where the text isn't that of a checkpoint, or names a hash that isn't known. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const lines = text.slice(0, -1).split('\n');
  const [origin = '', digits = '', base64 = '', ...others] = lines;
  const size = parseSize(digits);
  const root = fromBase64(base64);
  const hash = hashOf(others);
  if (lines.includes('') || size === undefined || root?.length !== HASH_BYTES || hash === undefined)
    return undefined;
  return { origin, size, root, hash, extensions: others.filter((line) => line !== HASH_LINE) };
}

function parseSize(digits: string): number | undefined {
  const size = /^(0|[1-9][0-9]*)$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(size) ? size : undefined;
}

function hashOf(extensions: readonly string[]): HashAlgorithm | undefined {
  const aboutHash = extensions.filter((line) => /^hash( |$)/.test(line));
  if (aboutHash.length === 0) return 'sha256';
  return aboutHash.length === 1 && aboutHash[0] === HASH_LINE ? 'sm3' : undefined;
}
