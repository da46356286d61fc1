/** The tables as queries see them: timestamps and dates are formatted and compared as text, in UTC, by the queries. */
export interface Tables {
  readonly log: LogTable;
  readonly leaf: LeafTable;
  readonly node: NodeTable;
  readonly checkpoint: CheckpointTable;
  readonly decision: DecisionTable;
  readonly payload: PayloadTable;
  readonly rule_set: RuleSetTable;
  readonly rule_set_policy: RuleSetPolicyTable;
  readonly migration: MigrationTable;
}

/** One row: what the log is, and its head. */
export interface LogTable {
  readonly origin: string;
  readonly hash: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface LeafTable {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

export interface NodeTable {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

export interface CheckpointTable {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** `marks` is null where the decision was erased. */
export interface DecisionTable {
  readonly index: number;
  readonly id: string;
  readonly recorded_at: string;
  readonly as_of: string;
  readonly rule_set: string;
  readonly engine: string;
  readonly subject: string | null;
  readonly caller: string | null;
  readonly marks: readonly string[] | null;
  /** The leaf of its first erasure. */
  readonly erased_by: number | null;
}

/** Of decisions that weren't erased. */
export interface PayloadTable {
  readonly index: number;
  readonly salt: Uint8Array;
  readonly request: Uint8Array;
  readonly outcome: Uint8Array;
}

export interface RuleSetTable {
  readonly digest: string;
  readonly files: Uint8Array;
}

export interface RuleSetPolicyTable {
  readonly rule_set: string;
  readonly policy: string;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

export interface MigrationTable {
  readonly number: number;
  readonly name: string;
}
