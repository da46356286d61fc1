import type { Text } from '../engine/rule-set.ts';
import { commitment, type DecisionLeaf, PARTS, type Payload } from '../ledger/entry.ts';
import { readLeaf } from '../ledger/leaf-form.ts';
import type { KeptDecision } from '../ledger/store.ts';
import type { OutcomeRecord } from './outcome-record.ts';
import type { RequestRecord } from './request-record.ts';

/** What was asked and answered, and the bytes of the answer. */
export interface OpenedPayload {
  readonly request: RequestRecord;
  readonly outcome: OutcomeRecord;
  readonly outcomeBytes: Uint8Array;
}

/** What is kept of a decision, found to be what the log commits to; or what was altered. */
export type OpenedDecision =
  | {
      readonly ok: true;
      readonly leaf: DecisionLeaf;
      /** Null where it was erased. */
      readonly payload: OpenedPayload | null;
    }
  | { readonly ok: false; readonly why: Text };

/** Reads what is kept of a decision. What the leaf says counts; the columns beside it only serve to find it. */
export function openDecision({ id, leaf: bytes, payload, erasedBy }: KeptDecision): OpenedDecision {
  const leaf = readLeaf(bytes);
  if (leaf?.kind !== 'decision' || leaf.id !== id) return { ok: false, why: DAMAGED_LEAF };
  if (payload === null) return erasedBy === null ? { ok: false, why: GONE } : { ok: true, leaf, payload };
  const why = alteredPart(leaf, payload);
  if (why !== undefined) return { ok: false, why };
  return {
    ok: true,
    leaf,
    payload: {
      request: parse(payload.request) as RequestRecord,
      outcome: parse(payload.outcome) as OutcomeRecord,
      outcomeBytes: payload.outcome,
    },
  };
}

const DAMAGED_LEAF: Text = {
  zh: '日志中的这条记录已损坏，运行 mianshen ledger verify 查明',
  en: "the leaf of this decision is damaged: run 'mianshen ledger verify'",
};

const GONE: Text = {
  zh: '留存的内容不见了，日志里却没有抹除记录，运行 mianshen ledger verify 查明',
  en: "what was recorded is gone, and no leaf says that it was erased: run 'mianshen ledger verify'",
};

function alteredPart(leaf: DecisionLeaf, payload: Payload): Text | undefined {
  const altered = PARTS.filter((part) => commitment(leaf.hash, part, payload) !== leaf[part]);
  if (altered.length === 0) return undefined;
  return {
    zh: `留存的内容与日志不符（${altered.join('、')}）：曾被改动`,
    en: `what is stored isn't what the log commits to (${altered.join(', ')}): it was altered`,
  };
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}
