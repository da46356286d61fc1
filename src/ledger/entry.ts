import { randomBytes } from 'node:crypto';
import { canonicalBytes } from './canonical.ts';
import { type HashAlgorithm, hash } from './hash.ts';

/**
 * What a leaf of the log says. A decision's leaf holds commitments to what was asked and what was answered, never these
 * themselves: they can be erased and every proof stays valid.
 */
export type Leaf = DecisionLeaf | ErasureLeaf | KeyLeaf;

/** One recorded decision. */
export interface DecisionLeaf {
  readonly kind: 'decision';
  readonly format: 1;
  /** The hash of the log, of this leaf and of its commitments. */
  readonly hash: HashAlgorithm;
  readonly id: string;
  /** When it was recorded: UTC, `2026-11-21T08:00:00.000Z`. */
  readonly recordedAt: string;
  /** The civil date for which was decided. */
  readonly asOf: string;
  /** `sha256:…` of the rule set. */
  readonly ruleSet: string;
  /** The version of the engine that decided. */
  readonly engine: string;
  /** Commitments in lower-case hex. */
  readonly request: string;
  readonly outcome: string;
}

/** The payload of an earlier decision was erased on purpose. */
export interface ErasureLeaf {
  readonly kind: 'erasure';
  readonly format: 1;
  readonly hash: HashAlgorithm;
  readonly id: string;
  readonly recordedAt: string;
  /** Why, and who asked for it; holds no personal data. */
  readonly reason: string;
}

/** From here on the log may be signed with this key, too. The first leaf of a log is one. */
export interface KeyLeaf {
  readonly kind: 'key';
  readonly format: 1;
  readonly hash: HashAlgorithm;
  readonly recordedAt: string;
  /** The verifier key in the form of C2SP signed-note. */
  readonly key: string;
}

/** What a decision's leaf commits to. */
export const PARTS = ['request', 'outcome'] as const;
export type Part = (typeof PARTS)[number];

/** What can be erased of a decision. */
export interface Payload {
  /** Unguessable, so that a commitment can't be opened by trying likely profiles. */
  readonly salt: Uint8Array;
  /** Canonical JSON of what was asked: subject, caller, as-of date, profile with its evidence. */
  readonly request: Uint8Array;
  /** Canonical JSON of what was decided. */
  readonly outcome: Uint8Array;
}

export const SALT_BYTES = 32;

export function newSalt(): Uint8Array {
  return new Uint8Array(randomBytes(SALT_BYTES));
}

/** The commitment to one part of a payload, in lower-case hex. */
export function commitment(algorithm: HashAlgorithm, part: Part, { salt, [part]: bytes }: Payload): string {
  const domain = new TextEncoder().encode(`mianshen commitment 1 ${part}\n`);
  return Buffer.from(hash(algorithm, domain, salt, bytes)).toString('hex');
}

/** The bytes of a leaf in the log. */
export function leafBytes(leaf: Leaf): Uint8Array {
  return canonicalBytes(leaf);
}
