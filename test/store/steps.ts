import { createHash } from 'node:crypto';
import type { Append, NewEntry, StoredDecision, StoredRuleSet, TreeHead } from '../../src/ledger/store.ts';

/** Bytes that stand for a hash: the store doesn't compute any. */
export function anyHash(of: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(of).digest());
}

export const bytes = (text: string) => new TextEncoder().encode(text);

/** Its two policies were in force at different times. */
export const RULE_SET: StoredRuleSet = {
  digest: 'sha256:aa',
  files: bytes('{"rule-set.json":{}}'),
  policies: [
    { id: 'always', validFrom: null, validTo: null },
    { id: 'in-2024', validFrom: '2024-01-01', validTo: '2024-12-31' },
  ],
};

export const OTHER_RULE_SET: StoredRuleSet = {
  digest: 'sha256:bb',
  files: bytes('{}'),
  policies: [{ id: 'until-2023', validFrom: null, validTo: '2023-12-31' }],
};

/** A decision, different in each part that isn't given. */
export function decisionOf(id: string, given: Partial<StoredDecision> = {}): StoredDecision {
  return {
    id,
    recordedAt: '2026-11-21T08:00:00.000Z',
    asOf: '2024-09-01',
    ruleSet: RULE_SET.digest,
    engine: '0.1.0',
    subject: `subject of ${id}`,
    caller: `caller of ${id}`,
    marks: ['eligible', 'eligible:always'],
    salt: anyHash(`salt of ${id}`),
    request: bytes(`request of ${id}`),
    outcome: bytes(`outcome of ${id}`),
    ...given,
  };
}

type Content = Pick<NewEntry, 'decision' | 'erases'>;

/** A step from that head; the contents tell it from others, and `variant` where these are the same. */
export function stepFrom(from: TreeHead, contents: readonly Content[], variant = ''): Append {
  const entries = contents.map((content, at) => {
    const leaf = bytes(`${variant} leaf ${from.size + at} ${content.decision?.id ?? content.erases ?? ''}`);
    return { ...content, index: from.size + at, leaf, hash: anyHash(leaf.toString()) };
  });
  const to = { size: from.size + entries.length, root: anyHash(`${variant} root ${from.size}`) };
  const nodes = [{ level: 1 + from.size, index: 0, hash: anyHash(`${variant} node ${from.size}`) }];
  return { from, to, entries, nodes, checkpoint: `${variant} checkpoint ${to.size}\n` };
}
