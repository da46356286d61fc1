import { commitment, type DecisionLeaf, PARTS } from './entry.ts';
import { hash } from './hash.ts';
import { finding, type LedgerFinding } from './ledger-finding.ts';
import type { KeptDecision, LedgerStore } from './store.ts';

const COLUMNS = ['id', 'recordedAt', 'asOf', 'ruleSet', 'engine'] as const;

/** Compares what is kept of a decision with its leaf. */
export function* verifyDecision(
  leaf: DecisionLeaf,
  index: number,
  kept: KeptDecision | undefined,
): Generator<LedgerFinding> {
  const { id } = leaf;
  if (kept === undefined) return yield finding('decision-missing', { id, index });
  const wrong = COLUMNS.filter((column) => kept[column] !== leaf[column]);
  if (wrong.length > 0) yield finding('decision-altered', { id, index, what: wrong.join(', ') });
  const { payload } = kept;
  if (payload === null) return;
  const altered = PARTS.filter((part) => commitment(leaf.hash, part, payload) !== leaf[part]);
  if (altered.length > 0) return yield finding('payload-altered', { id, index, what: altered.join(', ') });
  const { subject, caller } = JSON.parse(new TextDecoder().decode(payload.request)) as KeptDecision;
  const strange = [
    ...(subject === kept.subject ? [] : ['subject']),
    ...(caller === kept.caller ? [] : ['caller']),
  ];
  if (strange.length > 0) yield finding('decision-altered', { id, index, what: strange.join(', ') });
}

/** Whether a rule set is there, and is what its digest says. */
export async function verifyRuleSet(
  store: Pick<LedgerStore, 'ruleSet'>,
  digest: string,
  index: number,
): Promise<LedgerFinding | undefined> {
  const files = await store.ruleSet(digest);
  if (files === undefined) return finding('rule-set-missing', { id: digest, index });
  const found = `sha256:${Buffer.from(hash('sha256', files)).toString('hex')}`;
  return found === digest ? undefined : finding('rule-set-altered', { id: digest });
}
