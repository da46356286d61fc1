import { parseCheckpoint } from './checkpoint.ts';
import { sameBytes } from './hash.ts';
import { finding, type LedgerFinding } from './ledger-finding.ts';
import { appendLeaves, type Frontier, leafHash, rootOf } from './merkle.ts';
import { openNote } from './note.ts';
import type { Verifier } from './note-key.ts';
import {
  type LedgerStore,
  type LogIdentity,
  MissingNode,
  type Node,
  type StoredCheckpoint,
} from './store.ts';

type StoredLeaf = Awaited<ReturnType<LedgerStore['leaves']>>[number];

/**
 * Derives the tree again from the leaves, twice: from their bytes and from their stored hashes. The two differ where one
 * of them was altered; the signed roots tell which tree was the one that was signed.
 */
export class TreeVerifier {
  private readonly store: LedgerStore;
  private readonly identity: LogIdentity;
  private fromBytes: Frontier = { size: 0, peaks: [] };
  private fromHashes: Frontier = { size: 0, peaks: [] };
  /** Once the roots differ, those of all later checkpoints do: that is said once. */
  private broken = false;

  constructor(store: LedgerStore, identity: LogIdentity) {
    this.store = store;
    this.identity = identity;
  }

  get size(): number {
    return this.fromBytes.size;
  }

  /** Takes the next leaves, which follow each other without a gap. */
  async *take(leaves: readonly StoredLeaf[]): AsyncGenerator<LedgerFinding> {
    const { hash } = this.identity;
    const derived = leaves.map(({ leaf }) => leafHash(hash, leaf));
    for (const [at, { index, hash: stored }] of leaves.entries())
      if (!sameBytes(derived[at] ?? stored, stored)) yield finding('leaf-altered', { index });
    this.fromBytes = appendLeaves(hash, this.fromBytes, derived);
    const grown = appendLeaves(
      hash,
      this.fromHashes,
      leaves.map((leaf) => leaf.hash),
    );
    this.fromHashes = grown;
    yield* this.compareNodes(grown.nodes);
  }

  private async *compareNodes(expected: readonly Node[]): AsyncGenerator<LedgerFinding> {
    if (expected.length === 0) return;
    const stored = await this.nodes(expected);
    for (const [at, { level, index, hash }] of expected.entries()) {
      const found = stored[at];
      const node = `${level}/${index}`;
      if (found === undefined) yield finding('node-missing', { node });
      else if (!sameBytes(found, hash)) yield finding('node-altered', { node });
    }
  }

  /** Hashes by place; one by one where they can't all be had. */
  private async nodes(wanted: readonly Node[]): Promise<readonly (Uint8Array | undefined)[]> {
    try {
      return await this.store.nodes(wanted);
    } catch (cause) {
      if (!(cause instanceof MissingNode)) throw cause;
      if (wanted.length === 1) return [undefined];
      const middle = Math.floor(wanted.length / 2);
      return [...(await this.nodes(wanted.slice(0, middle))), ...(await this.nodes(wanted.slice(middle)))];
    }
  }

  /** Compares a checkpoint of exactly the leaves taken so far. */
  *checkpoint(stored: StoredCheckpoint, keys: readonly Verifier[]): Generator<LedgerFinding> {
    const { size, root, note } = stored;
    const opened = openNote(note, keys);
    if (!opened.ok) return yield finding('checkpoint-signature', { size });
    const said = parseCheckpoint(opened.text);
    const { origin, hash } = this.identity;
    const fits = said?.origin === origin && said.hash === hash && said.size === size;
    if (!fits || !sameBytes(said.root, root)) return yield finding('checkpoint-altered', { size });
    if (this.broken || this.hasRoot(said.root)) return;
    this.broken = true;
    yield finding('root-differs', { size });
  }

  /** Whether the leaves taken so far come to this root, by their bytes or by their stored hashes. */
  hasRoot(root: Uint8Array): boolean {
    return [this.fromBytes, this.fromHashes].some(({ peaks }) =>
      sameBytes(rootOf(this.identity.hash, peaks), root),
    );
  }
}
