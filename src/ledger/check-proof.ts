import { HASH_BYTES, type HashAlgorithm, sameBytes } from './hash.ts';
import { emptyRoot, half, isOdd, nodeHash } from './merkle.ts';

/*
 * Checking proofs needs no tree: RFC 9162 §2.1.3.2 and §2.1.4.2. A root says nothing of its tree's size: both are
 * to be taken from one signed checkpoint.
 */

/** That a leaf is at an index of a tree. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** That one tree is the beginning of another. */
export interface Consistency {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof proves it; anything that isn't a proof proves nothing. */
export function verifyInclusion(
  algorithm: HashAlgorithm,
  { index, size, leafHash, proof, root }: Inclusion,
): boolean {
  if (!areCounts(index, size) || index >= size || !areHashes([leafHash, root, ...proof])) return false;
  const climb = climbFrom(index, size - 1);
  let hash = leafHash;
  for (const other of proof) {
    const side = climb.next();
    if (side === 'none') return false;
    hash = side === 'left' ? nodeHash(algorithm, other, hash) : nodeHash(algorithm, hash, other);
  }
  return climb.atTop() && sameBytes(hash, root);
}

/** Whether the proof proves it. The empty tree is the beginning of every tree, without a proof. */
export function verifyConsistency(algorithm: HashAlgorithm, claim: Consistency): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!areCounts(first, second) || first > second || !areHashes([firstRoot, secondRoot, ...proof]))
    return false;
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && sameBytes(firstRoot, emptyRoot(algorithm));
  return bothRootsFollow(algorithm, claim);
}

/** From the last complete subtree of the first tree upwards, both roots are computed side by side. */
function bothRootsFollow(
  algorithm: HashAlgorithm,
  { first, second, firstRoot, secondRoot, proof }: Consistency,
): boolean {
  let index = first - 1;
  let last = second - 1;
  while (isOdd(index)) [index, last] = [half(index), half(last)];
  // Where the first tree is that subtree, its root is known and not part of the proof.
  const [start, ...rest] = index === 0 ? [firstRoot, ...proof] : proof;
  if (start === undefined) return false;
  const climb = climbFrom(index, last);
  let [firstHash, secondHash] = [start, start];
  for (const other of rest) {
    const side = climb.next();
    if (side === 'none') return false;
    if (side === 'left') firstHash = nodeHash(algorithm, other, firstHash);
    secondHash =
      side === 'left' ? nodeHash(algorithm, other, secondHash) : nodeHash(algorithm, secondHash, other);
  }
  return climb.atTop() && sameBytes(firstHash, firstRoot) && sameBytes(secondHash, secondRoot);
}

/**
 * The way up from subtree `index` to the root, where `last` is the last one of its level: on which side the other
 * subtree is each time. The last one of an odd number goes up by itself.
 */
function climbFrom(index: number, last: number) {
  const up = () => {
    index = half(index);
    last = half(last);
  };
  return {
    next(): 'left' | 'right' | 'none' {
      if (last === 0) return 'none';
      while (index === last && !isOdd(index)) up();
      const side = isOdd(index) ? 'left' : 'right';
      up();
      return side;
    },
    atTop: () => last === 0,
  };
}

function areCounts(...counts: readonly number[]): boolean {
  return counts.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}
