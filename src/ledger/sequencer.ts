import { canonicalBytes } from './canonical.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { commitment, type DecisionLeaf, type Leaf, leafBytes, newSalt, type Payload } from './entry.ts';
import { type HashAlgorithm, sameBytes } from './hash.ts';
import { appendLeaves, leafHash, peaksOf, rootOf } from './merkle.ts';
import { signNote } from './note.ts';
import type { Signer } from './note-key.ts';
import {
  type Append,
  type LedgerStore,
  type LogIdentity,
  type NewEntry,
  type Node,
  StoreUnavailable,
  type TreeHead,
  type Turn,
} from './store.ts';

/** A decision to be recorded. */
export interface NewDecision {
  readonly asOf: string;
  readonly ruleSet: string;
  readonly engine: string;
  readonly subject: string | null;
  readonly caller: string | null;
  /** See `StoredDecision`. */
  readonly marks: readonly string[];
  /** Plain JSON. */
  readonly request: unknown;
  readonly outcome: unknown;
}

/** Where an entry came to stand. */
export interface Recorded {
  readonly id: string;
  readonly index: number;
  readonly recordedAt: string;
}

/** The store broke off: what was to be recorded may be in the log, or come into it yet, under this id, or not. */
export class MaybeRecorded extends StoreUnavailable {
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(`whether ${id} was recorded is not known`, { cause });
    this.id = id;
  }
}

/** What the sequencer needs from outside. */
export interface Surroundings {
  readonly store: LedgerStore;
  readonly identity: LogIdentity;
  readonly signer: Signer;
  /** UTC, with milliseconds and `Z`. */
  readonly now: () => string;
  /** Never the same twice, whatever process or machine. */
  readonly newId: () => string;
}

/**
 * Most entries that share one append. Small enough that, with many callers, the next group is prepared while the
 * database writes this one, and large enough to share a flush.
 */
export const LARGEST_GROUP = 32;

/** Callers that may wait at once; more are turned away. */
const LONGEST_QUEUE = 10_000;

/** An entry on its way, and whoever waits for it. */
interface Waiting {
  readonly id: string;
  readonly recordedAt: string;
  readonly entry: Omit<NewEntry, 'index'>;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (cause: unknown) => void;
}

type Entries = readonly Omit<NewEntry, 'index'>[];

/** The tree as the database last had it. */
interface Tree extends TreeHead {
  /** Hashes of its maximal complete subtrees, from left to right. */
  readonly peaks: readonly Uint8Array[];
}

/**
 * Puts entries into the log, in groups: while one group is being written, the next gathers, so that many callers share
 * one flush. An entry is acknowledged when its group is durable and never before. Several sequencers may share a store:
 * each builds on the head it knows, and the store refuses a group that builds on another than its own; who was refused
 * asks for a turn, so that none is kept waiting by the others for ever.
 */
export class Sequencer {
  private readonly around: Surroundings;
  private readonly queue: Waiting[] = [];
  private running = false;
  private tree: Tree | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Resolves when the decision is durable. Rejects with `StoreUnavailable`; with `MaybeRecorded` where it isn't known. */
  decision({ request, outcome, ...columns }: NewDecision): Promise<Recorded> {
    const { hash } = this.around.identity;
    const payload: Payload = {
      salt: newSalt(),
      request: canonicalBytes(request),
      outcome: canonicalBytes(outcome),
    };
    const { asOf, ruleSet, engine } = columns;
    const leaf: DecisionLeaf = {
      ...{ kind: 'decision', format: 1, hash, id: this.around.newId(), recordedAt: this.around.now() },
      ...{ asOf, ruleSet, engine },
      request: commitment(hash, 'request', payload),
      outcome: commitment(hash, 'outcome', payload),
    };
    const { id, recordedAt } = leaf;
    return this.enqueue(leaf, id, { decision: { id, recordedAt, ...columns, ...payload } });
  }

  /** Erases the payload of a decision. The decision must be in the log. */
  erasure(id: string, reason: string): Promise<Recorded> {
    const { hash } = this.around.identity;
    const leaf: Leaf = { kind: 'erasure', format: 1, hash, id, recordedAt: this.around.now(), reason };
    return this.enqueue(leaf, id, { erases: id });
  }

  /** Says that the log may be signed with the signer's key from here on. */
  key(): Promise<Recorded> {
    const { identity, signer, now } = this.around;
    const leaf: Leaf = { kind: 'key', format: 1, hash: identity.hash, recordedAt: now(), key: signer.key };
    return this.enqueue(leaf, signer.key, {});
  }

  private enqueue(leaf: Leaf, id: string, parts: Pick<NewEntry, 'decision' | 'erases'>): Promise<Recorded> {
    if (this.queue.length >= LONGEST_QUEUE)
      return Promise.reject(new StoreUnavailable(`${LONGEST_QUEUE} entries wait already`));
    const bytes = leafBytes(leaf);
    const entry = { leaf: bytes, hash: leafHash(this.around.identity.hash, bytes), ...parts };
    return new Promise((resolve, reject) => {
      this.queue.push({ id, recordedAt: leaf.recordedAt, entry, resolve, reject });
      void this.run();
    });
  }

  /** One group after the other: never two appends at once. */
  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    // The callers of one turn of the event loop share a group from the start.
    await Promise.resolve();
    while (this.queue.length > 0) await this.write(this.queue.splice(0, LARGEST_GROUP));
    this.running = false;
  }

  private async write(group: readonly Waiting[]): Promise<void> {
    try {
      const first = await this.append(group.map(({ entry }) => entry));
      group.forEach(({ id, recordedAt, resolve }, at) => {
        resolve({ id, recordedAt, index: first + at });
      });
    } catch (cause) {
      for (const { id, reject } of group) reject(uncertain(id, cause));
    }
  }

  /** Appends a group and returns the index of its first entry. */
  private async append(entries: Entries): Promise<number> {
    const { store } = this.around;
    let failure: unknown;
    try {
      const tree = this.tree ?? (await this.load(store));
      const first = await this.appendTo(tree, entries, store).catch((cause: unknown) => {
        throw new AppendFailed(cause);
      });
      if (first !== undefined) return first;
    } catch (cause) {
      if (!(cause instanceof AppendFailed) || !(cause.cause instanceof StoreUnavailable)) throw cause;
      failure = cause;
    }
    // Someone else appended, or the answer was lost and nobody knows what took effect. In turn, that can be seen.
    return store
      .inTurn((turn) => this.appendInTurn(entries, turn, failure === undefined))
      .catch((cause: unknown) => {
        throw cause instanceof AppendFailed ? cause : (failure ?? cause);
      });
  }

  private async appendInTurn(entries: Entries, turn: Turn, isNew: boolean): Promise<number> {
    const before = this.tree?.size ?? 0;
    const tree = await this.load(turn);
    const found = isNew ? undefined : await this.indexOf(entries, turn, before, tree.size);
    if (found !== undefined) {
      this.tree = tree;
      return found;
    }
    try {
      const first = await this.appendTo(tree, entries, turn);
      if (first === undefined) throw new Error('someone appended out of turn');
      return first;
    } catch (cause) {
      throw new AppendFailed(cause);
    }
  }

  /** The index of the first entry; undefined where the tree isn't the store's head. */
  private async appendTo(tree: Tree, entries: Entries, store: Turn): Promise<number | undefined> {
    const { step, next } = this.build(tree, entries);
    this.tree = tree;
    if (!(await store.append(step))) return undefined;
    this.tree = next;
    return tree.size;
  }

  private build(tree: Tree, entries: Entries): { readonly step: Append; readonly next: Tree } {
    const { identity, signer } = this.around;
    const hashes = entries.map((entry) => entry.hash);
    const { peaks, nodes } = appendLeaves(identity.hash, tree, hashes);
    const to: TreeHead = { size: tree.size + entries.length, root: rootOf(identity.hash, peaks) };
    const step: Append = {
      from: { size: tree.size, root: tree.root },
      to,
      entries: entries.map((entry, at) => ({ ...entry, index: tree.size + at })),
      nodes,
      checkpoint: signNote(formatCheckpoint({ ...identity, ...to }), signer),
    };
    return { step, next: { ...to, peaks } };
  }

  private load(store: Turn): Promise<Tree> {
    return loadTree(store, this.around.identity.hash);
  }

  /** Where a group stands that may have been written: its first leaf tells, because no two leaves are the same. */
  private async indexOf(
    [first]: Entries,
    store: Turn,
    from: number,
    to: number,
  ): Promise<number | undefined> {
    if (first === undefined || from === to) return undefined;
    const leaves = await store.leaves(from, to);
    return leaves.find(({ leaf }) => sameBytes(leaf, first.leaf))?.index;
  }
}

/** The database answered an append with an error, or not at all. */
class AppendFailed extends Error {
  constructor(cause: unknown) {
    super('an append failed', { cause });
  }
}

/** What a caller is told: before the first append nothing can have been written, after it nobody knows. */
function uncertain(id: string, cause: unknown): unknown {
  if (!(cause instanceof AppendFailed)) return cause;
  return cause.cause instanceof StoreUnavailable ? new MaybeRecorded(id, cause.cause) : cause.cause;
}

/** The head and its peaks. Throws where they don't fit: the log is damaged. */
async function loadTree(store: Turn, algorithm: HashAlgorithm): Promise<Tree> {
  const { size, root } = await store.head();
  const wanted: readonly Pick<Node, 'level' | 'index'>[] = peaksOf(size);
  const peaks = await store.nodes(wanted);
  if (!sameBytes(rootOf(algorithm, peaks), root))
    throw new Error(`the head of the log, size ${size}, doesn't fit its nodes: run 'mianshen ledger verify'`);
  return { size, root, peaks };
}
