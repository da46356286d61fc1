import type { Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import type { Award } from '../engine/exclusion.ts';
import { leavesIn } from '../engine/facts-read.ts';
import { awardAmong, type Match, match, type Outcome } from '../engine/match.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { leavesOf } from '../engine/trace.ts';
import type { Truth } from '../engine/truth.ts';
import { type ReferenceMatch, referenceMatch, referenceTruths } from '../reference/reference.ts';
import type { MatchRequest } from '../rules/match-request.ts';

/**
 * What was decided, as it is kept and replayed: every policy in force on the as-of date, whatever was shown of it.
 * No words, no order, no language; equal decisions have equal canonical bytes on every version of the engine.
 */
export interface OutcomeRecord {
  readonly format: 1;
  readonly asOf: string;
  readonly ruleSet: string;
  readonly policies: Readonly<Record<string, PolicyRecord>>;
}

export interface PolicyRecord {
  readonly outcome: Outcome;
  /** The truth of each leaf of its condition, from left to right: `y`, `n` or `u` for unknown. */
  readonly truths: string;
  /** Present where the policy is paid without an application. */
  readonly automatic?: true;
  /** Yuan with two decimals; each only where there is such. */
  readonly amount?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly paid?: string;
  readonly displacedBy?: { readonly group: string; readonly by: readonly string[] };
  /** The engine's alone: facts that would settle it, and facts that remain to be confirmed. */
  readonly missing?: readonly string[];
  readonly remaining?: readonly string[];
}

/** What the engine decides. */
export function decideForRecord(
  ruleSet: RuleSet,
  request: Pick<MatchRequest, 'profile' | 'asOf'>,
): OutcomeRecord {
  return outcomeRecord(ruleSet, request.asOf, match(ruleSet, request.profile, request.asOf));
}

/** The record of matches that the engine has made. */
export function outcomeRecord(ruleSet: RuleSet, asOf: string, matches: readonly Match[]): OutcomeRecord {
  const byId = matches.toSorted((a, b) => (a.policy.id < b.policy.id ? -1 : 1));
  const policies = Object.fromEntries(byId.map((each) => [each.policy.id, recordOf(each)]));
  return { asOf, format: 1, policies, ruleSet: ruleSet.digest };
}

function recordOf({ outcome, automatic, trace, amount, award, missing, remaining }: Match): PolicyRecord {
  const waiting = remaining.flatMap((each) => (each.kind === 'evidence' ? [each.fact] : []));
  const { paid, displacedBy } = awarded(award);
  // In the order of the canonical bytes, which are then had faster.
  return {
    ...amounts(amount?.amount?.toFixed(2), amount?.atLeast?.toFixed(2), amount?.atMost?.toFixed(2)),
    ...(automatic ? { automatic } : {}),
    ...(displacedBy === undefined ? {} : { displacedBy }),
    ...(missing.length === 0 ? {} : { missing }),
    outcome,
    ...(paid === undefined ? {} : { paid }),
    ...(waiting.length === 0 ? {} : { remaining: waiting }),
    truths: lettersOf(leavesOf(trace)),
  };
}

/**
 * What the reference decides: all but `missing` and `remaining`, which it doesn't know. The choice among exclusive
 * policies is the engine's, made from the reference's amounts.
 */
export async function decideByReference(
  ruleSet: RuleSet,
  { profile, asOf }: Pick<MatchRequest, 'profile' | 'asOf'>,
): Promise<OutcomeRecord> {
  const matches = await referenceMatch(ruleSet, profile, asOf);
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  const decided = matches.flatMap((each) => {
    const policy = policies.get(each.policy);
    return policy === undefined ? [] : [{ ...each, policy, stated: statedBy(each) }];
  });
  const awards = awardAmong(
    decided.map(({ policy, outcome, stated }) => ({ policy, outcome, amount: stated })),
    ruleSet,
  );
  const truths = await truthsByPolicy(
    ruleSet,
    decided.map(({ policy }) => policy),
    { profile, asOf },
  );
  const entries = decided.map(({ policy, outcome, automatic, amount, atLeast, atMost }) => {
    const record: PolicyRecord = {
      outcome,
      truths: truths.get(policy.id) ?? '',
      ...(automatic ? { automatic } : {}),
      ...amounts(amount ?? undefined, atLeast ?? undefined, atMost ?? undefined),
      ...awarded(awards.get(policy.id) ?? null),
    };
    return [policy.id, record] as const;
  });
  return { format: 1, asOf, ruleSet: ruleSet.digest, policies: Object.fromEntries(entries) };
}

/** The record without what the reference doesn't know. */
export function withoutEngineOnly(record: OutcomeRecord): OutcomeRecord {
  const entries = Object.entries(record.policies).map(([id, { missing: _, remaining: __, ...rest }]) => [
    id,
    rest,
  ]);
  return { ...record, policies: Object.fromEntries(entries) };
}

function statedBy({ amount }: ReferenceMatch): Decimal | null {
  return amount === null ? null : new Decimal(amount);
}

/** Equal leaves are asked once: policies share most of theirs. */
async function truthsByPolicy(
  ruleSet: RuleSet,
  policies: readonly Policy[],
  { profile, asOf }: Pick<MatchRequest, 'profile' | 'asOf'>,
): Promise<ReadonlyMap<string, string>> {
  const leaves = new Map(policies.map((policy) => [policy.id, leavesIn(policy.condition)]));
  const distinct = new Map<string, Leaf>();
  for (const leaf of [...leaves.values()].flat()) distinct.set(keyOf(leaf), leaf);
  const truths = await referenceTruths(ruleSet, [...distinct.values()], profile, asOf);
  const truthOf = new Map([...distinct.keys()].map((key, index) => [key, truths[index]]));
  return new Map(
    [...leaves].map(([id, own]) => [
      id,
      lettersOf(own.map((leaf) => ({ truth: truthOf.get(keyOf(leaf)) ?? 'unknown' }))),
    ]),
  );
}

function keyOf({ fact, operator, wanted }: Leaf): string {
  return JSON.stringify([fact, operator, wanted]);
}

const LETTERS = { yes: 'y', no: 'n', unknown: 'u' } as const satisfies Record<Truth, string>;

function lettersOf(leaves: readonly { readonly truth: Truth }[]): string {
  return leaves.map(({ truth }) => LETTERS[truth]).join('');
}

function amounts(
  amount: string | undefined,
  atLeast: string | undefined,
  atMost: string | undefined,
): Partial<PolicyRecord> {
  return {
    ...(amount === undefined ? {} : { amount }),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  };
}

function awarded(award: Award | null): Partial<PolicyRecord> {
  if (award === null) return {};
  const paid = award.paid.toFixed(2);
  if (award.displacedBy === null) return { paid };
  const { by, group } = award.displacedBy;
  return { displacedBy: { by, group }, paid };
}
