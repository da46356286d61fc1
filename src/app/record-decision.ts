import type { Match } from '../engine/match.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import { canonicalBytes } from '../ledger/canonical.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Recorded } from '../ledger/sequencer.ts';
import type { StoredRuleSet } from '../ledger/store.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { type OutcomeRecord, outcomeRecord } from './outcome-record.ts';
import { requestRecord } from './request-record.ts';

/** A request that was decided. */
export interface Decided {
  readonly request: MatchRequest;
  /** The body that `request` was read from. */
  readonly json: unknown;
  /** Who called, as it named itself. */
  readonly caller: string | null;
  readonly matches: readonly Match[];
}

/** Records a decision. The rule set must have been kept. Rejects with `StoreUnavailable` where it can't be. */
export function recordDecision(
  ledger: Ledger,
  ruleSet: RuleSet,
  { request, json, caller, matches }: Decided,
): Promise<Recorded> {
  const outcome = outcomeRecord(ruleSet, request.asOf, matches);
  return ledger.record({
    asOf: request.asOf,
    ruleSet: ruleSet.digest,
    engine: ENGINE_VERSION,
    subject: request.subject,
    caller,
    marks: marksOf(outcome),
    request: requestRecord(request, json, caller),
    outcome,
  });
}

/** What a decision is found by: each policy that isn't ineligible as `outcome:policy`, and each such outcome. */
export function marksOf({ policies }: Pick<OutcomeRecord, 'policies'>): readonly string[] {
  const entitled = Object.entries(policies).filter(([, { outcome }]) => outcome !== 'ineligible');
  const outcomes = new Set(entitled.map(([, { outcome }]) => outcome));
  return [...outcomes, ...entitled.map(([id, { outcome }]) => `${outcome}:${id}`)];
}

/** A rule set as the ledger keeps it: whole, under its digest. */
export function storedRuleSet(ruleSet: RuleSet, files: readonly RuleFile[]): StoredRuleSet {
  const plain = Object.fromEntries(files.map(({ path, text }) => [path, JSON.parse(text) as unknown]));
  return {
    digest: ruleSet.digest,
    files: canonicalBytes(plain),
    policies: ruleSet.policies.map(({ id, validFrom, validTo }) => ({ id, validFrom, validTo })),
  };
}
