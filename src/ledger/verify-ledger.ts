import type { Leaf } from './entry.ts';
import { readLeaf } from './leaf-form.ts';
import { finding, type LedgerFinding } from './ledger-finding.ts';
import { parseVerifierKey, type Verifier } from './note-key.ts';
import type { KeptDecision, LedgerStore, LogIdentity } from './store.ts';
import { verifyDecision, verifyRuleSet } from './verify-decision.ts';
import { TreeVerifier } from './verify-tree.ts';

/** What was looked at. */
export interface LedgerTally {
  readonly leaves: number;
  readonly decisions: number;
  readonly erased: number;
  readonly checkpoints: number;
  readonly ruleSets: number;
  /** The verifier keys that the log names. */
  readonly keys: readonly string[];
}

export interface VerifyOptions {
  /** Verifier keys that may have signed; without them, those that the log itself names. */
  readonly trustedKeys?: readonly string[];
  /** Called now and then with the leaves done and those there are. */
  readonly onProgress?: (done: number, all: number) => void;
}

const PAGE = 1000;

/**
 * Derives everything again that the log rests on: every leaf's hash, every node, every checkpoint and its signature,
 * every commitment, every rule set. Yields what is wrong in the order of the leaves, the first bad leaf first, and
 * returns what was looked at. Leaves that are recorded meanwhile are not looked at.
 */
export async function* verifyLedger(
  store: LedgerStore,
  identity: LogIdentity,
  options: VerifyOptions = {},
): AsyncGenerator<LedgerFinding, LedgerTally> {
  const head = await store.head();
  const walk = new Walk(store, identity, options.trustedKeys);
  for (let from = 0; from < head.size; from += PAGE) {
    const to = Math.min(from + PAGE, head.size);
    yield* walk.page(from, to);
    options.onProgress?.(to, head.size);
  }
  yield* walk.end(head);
  return walk.tally();
}

class Walk {
  private readonly store: LedgerStore;
  private readonly tree: TreeVerifier;
  private readonly trusted: readonly Verifier[] | undefined;
  private readonly keys = new Map<string, Verifier>();
  private readonly ruleSets = new Set<string>();
  /** Decisions without a payload: a later leaf must say that they were erased. */
  private readonly gone = new Map<string, number>();
  private decisions = 0;
  private erased = 0;
  private checkpoints = 0;
  private lastCheckpoint = 0;

  constructor(store: LedgerStore, identity: LogIdentity, trustedKeys: readonly string[] | undefined) {
    this.store = store;
    this.tree = new TreeVerifier(store, identity);
    this.trusted = trustedKeys?.flatMap((key) => parseVerifierKey(key) ?? []);
    this.identity = identity;
  }

  private readonly identity: LogIdentity;

  /** The leaves of a page, then its checkpoints between them. */
  async *page(from: number, to: number): AsyncGenerator<LedgerFinding> {
    const leaves = await this.store.leaves(from, to);
    const kept = await this.keptIn(from, to);
    const checkpoints = await this.store.checkpoints(this.lastCheckpoint, to - from + 1);
    const due = checkpoints.filter(({ size }) => size <= to);
    let next = from;
    for (const stop of [...due.map(({ size }) => size), to]) {
      const part = leaves.filter(({ index }) => index >= next && index < stop);
      const there = new Set(part.map(({ index }) => index));
      for (let index = next; index < stop; index += 1)
        if (!there.has(index)) yield finding('leaf-missing', { index });
      yield* this.tree.take(part);
      for (const { index, leaf } of part) yield* this.leaf(index, readLeaf(leaf), kept);
      const checkpoint = due.find(({ size }) => size === stop && stop > this.lastCheckpoint);
      if (checkpoint !== undefined) {
        this.checkpoints += 1;
        this.lastCheckpoint = checkpoint.size;
        yield* this.tree.checkpoint(checkpoint, this.trusted ?? [...this.keys.values()]);
      }
      next = stop;
    }
  }

  /** What is kept of the decisions of a page, by leaf. */
  private async keptIn(from: number, to: number): Promise<ReadonlyMap<number, KeptDecision>> {
    const found = await this.store.find({ after: from - 1, limit: to - from });
    return new Map(found.filter(({ index }) => index < to).map((each) => [each.index, each]));
  }

  private async *leaf(
    index: number,
    leaf: Leaf | undefined,
    kept: ReadonlyMap<number, KeptDecision>,
  ): AsyncGenerator<LedgerFinding> {
    const decision = kept.get(index);
    if (leaf === undefined) return yield finding('leaf-form', { index });
    if (leaf.hash !== this.identity.hash) yield finding('leaf-hash', { index });
    if (leaf.kind !== 'decision' && decision !== undefined)
      yield finding('decision-stray', { index, id: decision.id });
    if (leaf.kind === 'key') this.key(leaf.key);
    if (leaf.kind === 'erasure') yield* this.erasure(index, leaf.id);
    if (leaf.kind !== 'decision') return;
    this.decisions += 1;
    yield* verifyDecision(leaf, index, decision);
    if (decision?.payload === null) this.gone.set(leaf.id, index);
    yield* this.ruleSet(leaf.ruleSet, index);
  }

  private key(key: string): void {
    const verifier = parseVerifierKey(key);
    if (verifier !== undefined) this.keys.set(key, verifier);
  }

  private async *erasure(index: number, id: string): AsyncGenerator<LedgerFinding> {
    this.erased += 1;
    if (this.gone.delete(id)) return;
    const decision = await this.store.decision(id);
    if (decision === undefined) yield finding('erased-unknown', { index, id });
    else if (decision.payload !== null) yield finding('not-erased', { index, id });
  }

  private async *ruleSet(digest: string, index: number): AsyncGenerator<LedgerFinding> {
    if (this.ruleSets.has(digest)) return;
    this.ruleSets.add(digest);
    const found = await verifyRuleSet(this.store, digest, index);
    if (found !== undefined) yield found;
  }

  async *end(head: Awaited<ReturnType<LedgerStore['head']>>): AsyncGenerator<LedgerFinding> {
    const { size, root } = head;
    for (const [id, index] of this.gone)
      if (!(await this.wasErasedLater(size, id))) yield finding('payload-missing', { id, index });
    if (size > 0 && this.lastCheckpoint < size) yield finding('checkpoint-missing', { size });
    if (this.tree.size !== size || !this.tree.hasRoot(root)) yield finding('head-differs', { size });
    for (const { index } of await this.store.leaves(size, size + 1))
      if (index >= (await this.store.head()).size) yield finding('leaf-beyond', { index });
  }

  /** An erasure may have been recorded since the walk began. */
  private async wasErasedLater(size: number, id: string): Promise<boolean> {
    const { size: now } = await this.store.head();
    const leaves = await this.store.leaves(size, now);
    return leaves.some(({ leaf }) => {
      const read = readLeaf(leaf);
      return read?.kind === 'erasure' && read.id === id;
    });
  }

  tally(): LedgerTally {
    return {
      leaves: this.tree.size,
      decisions: this.decisions,
      erased: this.erased,
      checkpoints: this.checkpoints,
      ruleSets: this.ruleSets.size,
      keys: [...this.keys.keys()],
    };
  }
}
