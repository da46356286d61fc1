import { Decimal } from '../engine/decimal.ts';
import type { Outcome } from '../engine/match.ts';
import type { RuleSet, Text } from '../engine/rule-set.ts';
import type { KeptDecision } from '../ledger/store.ts';
import { openDecision } from './kept-decision.ts';
import { decideForRecord, type OutcomeRecord, type PolicyRecord } from './outcome-record.ts';
import type { RecordedRuleSet } from './recorded-rule-set.ts';
import { readRequestRecord } from './request-record.ts';

/** What deciding under another rule set came to. `refused`: the other rule set doesn't accept the profile. */
export const REDECIDE_RESULTS = ['decided', 'erased', 'refused', 'not-replayable'] as const;
export type RedecideResult = (typeof REDECIDE_RESULTS)[number];

/** A recorded decision, decided under another rule set. */
export interface Redecided {
  readonly id: string;
  readonly subject: string | null;
  readonly result: RedecideResult;
  readonly recordedAt: string;
  readonly asOf: string;
  readonly ruleSet: { readonly recorded: string; readonly now: string };
  /** In order of the policies. */
  readonly changes: readonly PolicyChange[];
  /** Why it can't be decided. */
  readonly why?: Text;
}

/** What one policy comes to under either rule set. */
export interface PolicyChange {
  readonly policy: string;
  readonly who: 'gains' | 'loses' | 'changes';
  readonly before: Entitlement;
  readonly now: Entitlement;
}

export interface Entitlement {
  readonly outcome: Outcome | 'not-in-force';
  /** Yuan with two decimals of what is eligible, after exclusion; null where it isn't known. Absent where there is none. */
  readonly amount?: string | null;
}

/** Decides what was asked under another rule set, by the engine, on the as-of date of then. */
export async function redecide(
  decision: KeptDecision,
  ruleSet: RuleSet,
  loadRuleSet: (digest: string) => Promise<RecordedRuleSet>,
): Promise<Redecided> {
  const opened = openDecision(decision);
  const { id, recordedAt, asOf, ruleSet: recorded } = opened.ok ? opened.leaf : decision;
  const subject = opened.ok ? (opened.payload?.request.subject ?? null) : null;
  const head = { id, subject, recordedAt, asOf };
  const digests = { ruleSet: { recorded, now: ruleSet.digest } };
  const failed = (result: RedecideResult, why: Text): Redecided => ({
    ...{ ...head, result, ...digests, changes: [], why },
  });
  if (!opened.ok) return failed('not-replayable', opened.why);
  if (opened.payload === null) return { ...head, result: 'erased', ...digests, changes: [] };
  const parsed = readRequestRecord(ruleSet, opened.payload.request);
  if (!parsed.ok) {
    const said = (language: keyof Text) =>
      parsed.diagnostics.map(({ pointer, message }) => `${pointer} ${message[language]}`).join('; ');
    return failed('refused', { zh: said('zh'), en: said('en') });
  }
  const before = await loadRuleSet(recorded);
  const now = decideForRecord(ruleSet, parsed.request);
  const changes = changesBetween(
    entitlements(opened.payload.outcome, before.ok ? before.ruleSet : null),
    entitlements(now, ruleSet),
  );
  return { ...head, result: 'decided', ...digests, changes };
}

type Entitlements = ReadonlyMap<string, Entitlement>;

/** Without its rule set, what is eligible and in an exclusion group can't be told from what is in none. */
function entitlements({ policies }: OutcomeRecord, ruleSet: RuleSet | null): Entitlements {
  const exclusive = new Set(
    ruleSet?.policies.filter((policy) => policy.exclusive.length > 0).map(({ id }) => id),
  );
  return new Map(
    Object.entries(policies).map(([id, record]) => [id, entitlement(record, exclusive.has(id))]),
  );
}

function entitlement({ outcome, amount, atLeast, paid }: PolicyRecord, exclusive: boolean): Entitlement {
  if (outcome !== 'eligible' || (amount === undefined && atLeast === undefined)) return { outcome };
  // In a group whose choice is still open, how much is paid isn't known.
  return { outcome, amount: paid ?? (exclusive ? null : (amount ?? null)) };
}

const ABSENT: Entitlement = { outcome: 'not-in-force' };

function changesBetween(before: Entitlements, now: Entitlements): readonly PolicyChange[] {
  const ids = [...new Set([...before.keys(), ...now.keys()])].toSorted();
  return ids.flatMap((policy) => {
    const change = { before: before.get(policy) ?? ABSENT, now: now.get(policy) ?? ABSENT };
    const isSame = change.before.outcome === change.now.outcome && change.before.amount === change.now.amount;
    return isSame ? [] : [{ policy, who: gainOf(change), ...change }];
  });
}

const RANK = { eligible: 2, conditional: 1, undetermined: 0, ineligible: 0, 'not-in-force': 0 } as const;

/** Nearer to the benefit is a gain; so is more money. Between no, unknown and not in force nobody gains or loses. */
function gainOf({ before, now }: Pick<PolicyChange, 'before' | 'now'>): PolicyChange['who'] {
  const nearer = RANK[now.outcome] - RANK[before.outcome];
  const more = nearer === 0 ? moreMoney(before, now) : nearer;
  if (more === 0) return 'changes';
  return more > 0 ? 'gains' : 'loses';
}

function moreMoney({ amount: before = '0' }: Entitlement, { amount: now = '0' }: Entitlement): number {
  return before === null || now === null ? 0 : new Decimal(now).comparedTo(before);
}
