import { createHash } from 'node:crypto';
import type { HashAlgorithm } from '../../src/ledger/hash.ts';

/*
 * The tree as RFC 6962 §2.1 writes it down: lists of leaves, split at the largest power of two below their number, again
 * and again. Slow on purpose; roots of parts are remembered, or it would never end.
 */

type Hash = Uint8Array;

export function referenceHash(algorithm: HashAlgorithm, ...parts: readonly Uint8Array[]): Hash {
  return new Uint8Array(createHash(algorithm).update(Buffer.concat(parts)).digest());
}

export class ReferenceTree {
  private readonly algorithm: HashAlgorithm;
  private readonly leaves: readonly Uint8Array[];
  private readonly roots = new Map<string, Hash>();

  constructor(algorithm: HashAlgorithm, leaves: readonly Uint8Array[]) {
    this.algorithm = algorithm;
    this.leaves = leaves;
  }

  /** MTH(D[start:end]). */
  root(start: number, end: number): Hash {
    const key = `${start}:${end}`;
    const root = this.roots.get(key) ?? this.computeRoot(start, end);
    this.roots.set(key, root);
    return root;
  }

  /** PATH(m, D[start:end]), m counted from start. */
  path(m: number, start: number, end: number): readonly Hash[] {
    const n = end - start;
    if (n === 1) return [];
    const k = splitPoint(n);
    if (m < k) return [...this.path(m, start, start + k), this.root(start + k, end)];
    return [...this.path(m - k, start + k, end), this.root(start, start + k)];
  }

  /** PROOF(m, D[0:n]). */
  proof(m: number, n: number): readonly Hash[] {
    return this.subproof(m, 0, n, true);
  }

  /** SUBPROOF(m, D[start:end], whole). */
  private subproof(m: number, start: number, end: number, whole: boolean): readonly Hash[] {
    const n = end - start;
    if (m === n) return whole ? [] : [this.root(start, end)];
    const k = splitPoint(n);
    if (m <= k) return [...this.subproof(m, start, start + k, whole), this.root(start + k, end)];
    return [...this.subproof(m - k, start + k, end, false), this.root(start, start + k)];
  }

  private computeRoot(start: number, end: number): Hash {
    const n = end - start;
    if (n === 0) return referenceHash(this.algorithm);
    const [leaf] = this.leaves.slice(start, end);
    if (n === 1) return referenceHash(this.algorithm, Uint8Array.of(0), leaf!);
    const k = splitPoint(n);
    return node(this.algorithm, this.root(start, start + k), this.root(start + k, end));
  }
}

/** The root that a leaf hash and a PATH lead to; undefined where the path isn't as long as PATH makes it. */
export function rootByPath(
  algorithm: HashAlgorithm,
  m: number,
  n: number,
  leaf: Hash,
  path: readonly Hash[],
): Hash | undefined {
  if (n === 1) return path.length === 0 ? leaf : undefined;
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const [k, rest] = [splitPoint(n), path.slice(0, -1)];
  const below =
    m < k ? rootByPath(algorithm, m, k, leaf, rest) : rootByPath(algorithm, m - k, n - k, leaf, rest);
  if (below === undefined) return undefined;
  return m < k ? node(algorithm, below, last) : node(algorithm, last, below);
}

/** Both roots that a PROOF leads to; undefined where it isn't as long as PROOF makes it. `0 < m <= n`. */
export function rootsByProof(
  algorithm: HashAlgorithm,
  m: number,
  n: number,
  firstRoot: Hash,
  proof: readonly Hash[],
  whole = true,
): readonly [Hash, Hash] | undefined {
  if (m === n) {
    const [root] = whole ? [firstRoot] : proof;
    return root !== undefined && proof.length === (whole ? 0 : 1) ? [root, root] : undefined;
  }
  const last = proof.at(-1);
  if (last === undefined) return undefined;
  const [k, rest] = [splitPoint(n), proof.slice(0, -1)];
  if (m <= k) {
    const below = rootsByProof(algorithm, m, k, firstRoot, rest, whole);
    return below && [below[0], node(algorithm, below[1], last)];
  }
  const below = rootsByProof(algorithm, m - k, n - k, firstRoot, rest, false);
  return below && [node(algorithm, last, below[0]), node(algorithm, last, below[1])];
}

/** k of the RFC: the largest power of two smaller than n. */
export function splitPoint(n: number): number {
  let k = 1;
  while (k + k < n) k += k;
  return k;
}

function node(algorithm: HashAlgorithm, left: Hash, right: Hash): Hash {
  return referenceHash(algorithm, Uint8Array.of(1), left, right);
}
