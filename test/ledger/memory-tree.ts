import type { HashAlgorithm } from '../../src/ledger/hash.ts';
import { appendLeaves, type Frontier, leafHash } from '../../src/ledger/merkle.ts';
import type { ReadNodes } from '../../src/ledger/proof.ts';

/** What a store keeps of a tree, in a map: leaf hashes and completed subtrees, nothing else. */
export class MemoryTree {
  frontier: Frontier = { size: 0, peaks: [] };
  private readonly algorithm: HashAlgorithm;
  private readonly nodes = new Map<string, Uint8Array>();

  constructor(algorithm: HashAlgorithm) {
    this.algorithm = algorithm;
  }

  append(leaves: readonly Uint8Array[]): void {
    const hashes = leaves.map((leaf) => leafHash(this.algorithm, leaf));
    hashes.forEach((hash, position) => {
      this.nodes.set(`0/${this.frontier.size + position}`, hash);
    });
    const { size, peaks, nodes } = appendLeaves(this.algorithm, this.frontier, hashes);
    for (const { level, index, hash } of nodes) this.nodes.set(`${level}/${index}`, hash);
    this.frontier = { size, peaks };
  }

  get stored(): readonly string[] {
    return [...this.nodes.keys()];
  }

  readonly read: ReadNodes = async (places) =>
    places.map(({ level, index }) => {
      const hash = this.nodes.get(`${level}/${index}`);
      if (hash === undefined) throw new Error(`no node ${level}/${index}`);
      return hash;
    });
}
