import { leavesIn } from '../engine/facts-read.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import type { OutcomeRecord, PolicyRecord } from './outcome-record.ts';

/** One thing about one policy that was decided otherwise. */
export interface Difference {
  readonly policy: string;
  /** A field of the policy's record, `condition` for a single leaf, or `policy` where it was decided only once. */
  readonly what: string;
  /** For a condition: where it is written in its file, and which fact it reads. */
  readonly at?: string;
  readonly fact?: string;
  /** Null where there was none. */
  readonly recorded: unknown;
  readonly now: unknown;
}

/** Everything in which two records of one rule set differ, in order of the policies. */
export function differences(
  ruleSet: RuleSet,
  recorded: OutcomeRecord,
  now: OutcomeRecord,
): readonly Difference[] {
  const ids = [...new Set([...Object.keys(recorded.policies), ...Object.keys(now.policies)])].toSorted();
  return ids.flatMap((id): readonly Difference[] => {
    const [before, after] = [recorded.policies[id], now.policies[id]];
    if (before === undefined || after === undefined)
      return [{ policy: id, what: 'policy', recorded: before?.outcome ?? null, now: after?.outcome ?? null }];
    const policy = ruleSet.policies.find((each) => each.id === id);
    return [...inFields(id, before, after), ...(policy === undefined ? [] : inTruths(policy, before, after))];
  });
}

const FIELDS = [
  ...(['outcome', 'automatic', 'amount', 'atLeast', 'atMost', 'paid', 'displacedBy'] as const),
  ...(['missing', 'remaining'] as const),
] satisfies readonly (keyof PolicyRecord)[];

function inFields(policy: string, before: PolicyRecord, after: PolicyRecord): readonly Difference[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map(
    (field) => ({ policy, what: field, recorded: before[field] ?? null, now: after[field] ?? null }),
  );
}

const WORDS: Readonly<Record<string, string>> = { y: 'yes', n: 'no', u: 'unknown' };

function inTruths(policy: Policy, { truths: before }: PolicyRecord, { truths: after }: PolicyRecord) {
  if (before === after) return [];
  const leaves = leavesIn(policy.condition);
  if (before.length !== leaves.length || after.length !== leaves.length)
    return [{ policy: policy.id, what: 'truths', recorded: before, now: after }];
  return leaves.flatMap(({ at, fact }, index): readonly Difference[] => {
    const [then, now] = [before.charAt(index), after.charAt(index)];
    if (then === now) return [];
    const truths = { recorded: WORDS[then] ?? then, now: WORDS[now] ?? now };
    return [{ policy: policy.id, what: 'condition', at, fact, ...truths }];
  });
}
