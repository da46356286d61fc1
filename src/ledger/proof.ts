import type { HashAlgorithm } from './hash.ts';
import { leftPart, type Place, peaksOf, rootOf } from './merkle.ts';

/** Gives the hashes of complete subtrees, in order. */
export type ReadNodes = (places: readonly Place[]) => Promise<readonly Uint8Array[]>;

/** One hash of a proof: the peaks of the subtree whose root it is. */
export type Step = readonly Place[];

/** What proves that leaf `index` is in the tree of `size`: PATH of RFC 6962 §2.1.1. Throws where it isn't in it. */
export function inclusionPath(index: number, size: number): readonly Step[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`leaf ${index} isn't in a tree of ${size}`);
  }
  const path: Step[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + leftPart(end - start);
    if (index < middle) {
      path.unshift(subtree(middle, end));
      end = middle;
    } else {
      path.unshift(subtree(start, middle));
      start = middle;
    }
  }
  return path;
}

/**
 * What proves that the tree of `first` is the beginning of the tree of `second`: PROOF of RFC 6962 §2.1.2, and nothing
 * for an empty first tree, which is the beginning of every tree. Throws where `first` is larger.
 */
export function consistencyPath(first: number, second: number): readonly Step[] {
  if (!(Number.isSafeInteger(first) && first >= 0 && first <= second)) {
    throw new RangeError(`a tree of ${first} can't be the beginning of a tree of ${second}`);
  }
  if (first === 0) return [];
  const path: Step[] = [];
  let start = 0;
  let end = second;
  while (end !== first) {
    const middle = start + leftPart(end - start);
    if (first <= middle) {
      path.unshift(subtree(middle, end));
      end = middle;
    } else {
      path.unshift(subtree(start, middle));
      start = middle;
    }
  }
  // Who checks knows the first tree's root: only where that isn't this subtree is its hash needed.
  return start === 0 ? path : [subtree(start, end), ...path];
}

/** The proof for `inclusionPath`. Rejects when `read` does. */
export async function inclusionProof(
  algorithm: HashAlgorithm,
  index: number,
  size: number,
  read: ReadNodes,
): Promise<Uint8Array[]> {
  return proofOf(algorithm, inclusionPath(index, size), read);
}

/** The proof for `consistencyPath`. Rejects when `read` does. */
export async function consistencyProof(
  algorithm: HashAlgorithm,
  first: number,
  second: number,
  read: ReadNodes,
): Promise<Uint8Array[]> {
  return proofOf(algorithm, consistencyPath(first, second), read);
}

/** The peaks of the leaves `[start, end)`, which are a subtree: `start` is a multiple of a power of two not below their count. */
function subtree(start: number, end: number): Step {
  return peaksOf(end - start).map(({ level, index }) => ({ level, index: index + start / 2 ** level }));
}

/** Reads all at once: one query for a whole proof. */
async function proofOf(
  algorithm: HashAlgorithm,
  path: readonly Step[],
  read: ReadNodes,
): Promise<Uint8Array[]> {
  const hashes = await read(path.flat());
  let next = 0;
  return path.map((step) => {
    const peaks = hashes.slice(next, next + step.length);
    if (peaks.length !== step.length) throw new Error('fewer hashes were read than asked for');
    next += step.length;
    return rootOf(algorithm, peaks);
  });
}
