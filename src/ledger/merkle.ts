import { type HashAlgorithm, hash } from './hash.ts';
import type { Node } from './store.ts';

/*
 * The Merkle tree of RFC 6962 §2.1. A tree's left parts are complete subtrees, its peaks, one for each binary digit
 * of its size; only complete subtrees are stored, what is ragged at the right is put together when it is asked for.
 * Sizes go up to 2^53 - 1: beyond 32 bits there are no bit operations, so digits are taken by division.
 */

/** A complete subtree: `index * 2^level` is its first leaf. */
export type Place = Pick<Node, 'level' | 'index'>;

/** A tree as far as appending needs it: the hashes at `peaksOf(size)`. */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

export function leafHash(algorithm: HashAlgorithm, leaf: Uint8Array): Uint8Array {
  return hash(algorithm, LEAF, leaf);
}

export function nodeHash(algorithm: HashAlgorithm, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(algorithm, NODE, left, right);
}

export function emptyRoot(algorithm: HashAlgorithm): Uint8Array {
  return hash(algorithm);
}

/** The peaks of a tree, the largest first. */
export function peaksOf(size: number): readonly Place[] {
  requireSize(size);
  const peaks: Place[] = [];
  for (let level = 0, count = size; count > 0; level++, count = half(count)) {
    if (isOdd(count)) peaks.unshift({ level, index: count - 1 });
  }
  return peaks;
}

/** The root of the tree with these peaks, in the order of `peaksOf`. */
export function rootOf(algorithm: HashAlgorithm, peaks: readonly Uint8Array[]): Uint8Array {
  const last = peaks.at(-1);
  if (last === undefined) return emptyRoot(algorithm);
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(algorithm, left, right), last);
}

/** The tree with more leaves, and the subtrees of level 1 and up that these complete, in the order they do. */
export function appendLeaves(
  algorithm: HashAlgorithm,
  { size, peaks }: Frontier,
  leafHashes: readonly Uint8Array[],
): Frontier & { readonly nodes: readonly Node[] } {
  requireSize(size + leafHashes.length);
  if (peaks.length !== peaksOf(size).length)
    throw new Error(`a tree of ${size} hasn't ${peaks.length} peaks`);
  const grown = [...peaks];
  const nodes: Node[] = [];
  leafHashes.forEach((leaf, position) => {
    let subtree = leaf;
    let index = size + position;
    for (let level = 1; isOdd(index); level++) {
      subtree = nodeHash(algorithm, popped(grown), subtree);
      index = half(index);
      nodes.push({ level, index, hash: subtree });
    }
    grown.push(subtree);
  });
  return { size: size + leafHashes.length, peaks: grown, nodes };
}

function popped(peaks: Uint8Array[]): Uint8Array {
  const peak = peaks.pop();
  if (peak === undefined) throw new Error('an odd index has a peak on its left');
  return peak;
}

/** The largest power of two below `count`, which is at least 2: how many leaves are left of the middle. */
export function leftPart(count: number): number {
  let part = 1;
  while (part * 2 < count) part *= 2;
  return part;
}

/** Half of it, rounded down: an index or count one level up. */
export function half(count: number): number {
  return Math.floor(count / 2);
}

export function isOdd(count: number): boolean {
  return count % 2 === 1;
}

function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`${size} is no size of a tree`);
}
