import type { HashAlgorithm } from './hash.ts';

/** The tree at one size. */
export interface TreeHead {
  readonly size: number;
  /** RFC 6962 root hash. */
  readonly root: Uint8Array;
}

/** The log's own data: fixed when it is made. */
export interface LogIdentity {
  /** The origin line of its checkpoints. */
  readonly origin: string;
  readonly hash: HashAlgorithm;
}

/** The hash of a complete subtree: `index * 2^level` is its first leaf. Level 0 are the leaves' own hashes. */
export interface Node {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** A leaf with what the store keeps beside it. */
export interface NewEntry {
  readonly index: number;
  /** Canonical bytes of the leaf. */
  readonly leaf: Uint8Array;
  readonly hash: Uint8Array;
  /** For a decision. */
  readonly decision?: StoredDecision;
  /** For an erasure: whose payload and search terms go, in the same transaction. */
  readonly erases?: string;
}

/** A decision as it is stored: columns to find it by, and its payload. */
export interface StoredDecision {
  readonly id: string;
  readonly recordedAt: string;
  readonly asOf: string;
  readonly ruleSet: string;
  readonly engine: string;
  readonly subject: string | null;
  readonly caller: string | null;
  /** Each policy that isn't ineligible as `outcome:policy`, and each of these outcomes by itself: `eligible`. */
  readonly marks: readonly string[];
  readonly salt: Uint8Array;
  readonly request: Uint8Array;
  readonly outcome: Uint8Array;
}

/** One step of the log. */
export interface Append {
  /** The head that was built upon. */
  readonly from: TreeHead;
  readonly to: TreeHead;
  /** In order; the first has index `from.size`. */
  readonly entries: readonly NewEntry[];
  /** Subtrees of level 1 and up that these entries complete. */
  readonly nodes: readonly Node[];
  /** Signed note for `to`. */
  readonly checkpoint: string;
}

/** A stored rule set: canonical JSON of its files by path, and what finding needs of its policies. */
export interface StoredRuleSet {
  readonly digest: string;
  readonly files: Uint8Array;
  readonly policies: readonly {
    readonly id: string;
    readonly validFrom: string | null;
    readonly validTo: string | null;
  }[];
}

/** What is kept of a decision; an erased one has no payload, subject and caller. */
export interface KeptDecision extends Omit<StoredDecision, 'salt' | 'request' | 'outcome' | 'marks'> {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly payload: Pick<StoredDecision, 'salt' | 'request' | 'outcome'> | null;
  /** The leaf that says that it was erased; null where none does. */
  readonly erasedBy: number | null;
}

/** What to look for. All that is given must hold. */
export interface DecisionQuery {
  readonly subject?: string;
  readonly policy?: string;
  readonly outcome?: 'eligible' | 'conditional' | 'undetermined' | 'ineligible';
  readonly ruleSet?: string;
  readonly engine?: string;
  /** Recorded at or after, and before: UTC timestamps. */
  readonly from?: string;
  readonly before?: string;
  /** Leaves after this index only. */
  readonly after?: number;
  /** Newest first; `after` then means: leaves before this index. */
  readonly newestFirst?: boolean;
  readonly limit: number;
}

/**
 * Where the log is kept. Its duties:
 * - `append` is one transaction, and durable when it resolves to true. It changes nothing when it resolves to false,
 *   which it does exactly when the head isn't `from`, compared in the database: two writers can't fork the log.
 * - When `append` rejects, it may or may not have taken effect, then or a moment later: the caller looks.
 * - Reads see every append that has resolved. Nothing is ever changed or removed, but by an erasure.
 * - It rejects with `StoreUnavailable` where the database can't be reached, is out of space or out of time.
 */
export interface LedgerStore {
  /** Makes the log where there is none; the one that exists is kept as it is. Resolves to what is stored. */
  open(identity: LogIdentity): Promise<LogIdentity>;
  /** The log that there is; undefined where none was made yet. */
  identity(): Promise<LogIdentity | undefined>;
  head(): Promise<TreeHead>;
  append(step: Append): Promise<boolean>;
  /**
   * Does work while nobody else appends: appends that are under way have ended, whatever came of them, and later ones
   * wait. Turns are given in the order they are asked for. `work` must use the store that it is given, and nothing else.
   */
  inTurn<T>(work: (store: Turn) => Promise<T>): Promise<T>;
  /** Subtree hashes by level and index; rejects with `MissingNode` where one isn't there. */
  nodes(wanted: readonly Pick<Node, 'level' | 'index'>[]): Promise<readonly Uint8Array[]>;
  /** Leaves in order, `[from, to)`. */
  leaves(
    from: number,
    to: number,
  ): Promise<readonly { readonly index: number; readonly leaf: Uint8Array; readonly hash: Uint8Array }[]>;
  /** The checkpoint with the smallest size that is at least this one; undefined where there is none. */
  checkpointFrom(size: number): Promise<StoredCheckpoint | undefined>;
  /** Checkpoints by size, those above `after`, at most `limit`. */
  checkpoints(after: number, limit: number): Promise<readonly StoredCheckpoint[]>;
  decision(id: string): Promise<KeptDecision | undefined>;
  /** In order of their leaves. */
  find(query: DecisionQuery): Promise<readonly KeptDecision[]>;
  /** Keeps a rule set once; again is no error. Durable when it resolves. */
  keepRuleSet(ruleSet: StoredRuleSet): Promise<void>;
  ruleSet(digest: string): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** What a writer needs of the store in its turn. */
export type Turn = Pick<LedgerStore, 'head' | 'nodes' | 'leaves' | 'append'>;

export interface StoredCheckpoint extends TreeHead {
  readonly note: string;
}

/** The store can't do it now; trying again later may help. */
export class StoreUnavailable extends Error {}

/** A part of the log that should be there isn't. */
export class MissingNode extends Error {}
