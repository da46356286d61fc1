import type { CivilDate } from '../../engine/civil-date.ts';
import { derive } from '../../engine/derive.ts';
import { evaluate } from '../../engine/evaluate.ts';
import { amountOf, decide, isInForce } from '../../engine/match.ts';
import type { Profile } from '../../engine/profile.ts';
import { createReader } from '../../engine/reading.ts';
import type { Derivation, Policy, RuleSet } from '../../engine/rule-set.ts';
import type { Reader, Reading } from '../../engine/trace.ts';
import { sameValue } from '../../engine/value.ts';
import type { Mutant } from './mutant.ts';

/** An example of a policy, ready to be tried on its mutants. */
export interface Trial {
  readonly policy: Policy;
  readonly profile: Profile;
  readonly asOf: CivilDate;
  /** Whether the example states an amount: one that doesn't can't notice another. */
  readonly statesAmount: boolean;
  readonly reader: Reader;
  readonly vouched: Reader;
  /** What the rules as they are give. */
  readonly result: string;
}

type Given = Pick<Trial, 'policy' | 'profile' | 'asOf' | 'statesAmount'>;

export function createTrial(ruleSet: RuleSet, given: Given): Trial {
  const { profile, asOf } = given;
  const reader = createReader(ruleSet, profile, asOf);
  const vouched = createReader(ruleSet, profile, asOf, { vouchedOnly: true });
  return { ...given, reader, vouched, result: resultOf(given, reader, vouched) };
}

/** Whether the example would fail under the mutant: another outcome, other facts missing, another amount. */
export function notices(trial: Trial, mutant: Mutant): boolean {
  const policy = mutant.policyOf(trial.policy);
  const { reader, vouched } = trial;
  const readsOtherwise = [...mutant.derivations].some(
    ([id, derivation]) => differs(id, derivation, reader) || differs(id, derivation, vouched),
  );
  if (readsOtherwise) return resultUnder(mutant, { ...trial, policy }) !== trial.result;
  return policy !== trial.policy && resultOf({ ...trial, policy }, reader, vouched) !== trial.result;
}

/** What an example states of a policy, as a text to compare. */
function resultOf({ policy, asOf, statesAmount }: Given, reader: Reader, vouched: Reader): string {
  if (!isInForce(policy, asOf)) return 'not-in-force';
  const decision = decide(policy, reader, vouched);
  const missing = decision.outcome === 'undetermined' ? decision.missing.toSorted().join(' ') : '';
  const amount = statesAmount ? amountOf(decision, reader) : null;
  return [decision.outcome, missing, amount === null ? '' : (amount.amount?.toFixed(2) ?? 'unknown')].join(
    '|',
  );
}

function resultUnder({ derivations }: Mutant, given: Given & { readonly reader: Reader }): string {
  const facts = new Map(given.reader.ruleSet.facts);
  for (const [id, derivation] of derivations) {
    const fact = facts.get(id);
    if (fact !== undefined) facts.set(id, { ...fact, derivation });
  }
  const changed = { ...given.reader.ruleSet, facts };
  return createTrial(changed, given).result;
}

/** Whether the profile reads otherwise by another derivation. Tables that rest on edited tables are compared one by one. */
function differs(id: string, derivation: Derivation, reader: Reader): boolean {
  const before = reader.read(id);
  // What is reported isn't derived.
  if (before.known && before.reports.length > 0) return false;
  const derived = reader.ruleSet.facts.get(id)?.derivation ?? null;
  if (derived !== null && rowsAgree(derived, derivation, reader)) return false;
  return !sameReading(before, derive(id, derivation, reader));
}

/** Whether an edit of one row plainly makes no difference. A shortcut: most profiles are far from most rows. */
function rowsAgree(before: Derivation, after: Derivation, reader: Reader): boolean {
  if (before.kind !== 'table' || after.kind !== 'table') return false;
  if (before.rows.length !== after.rows.length || !sameValue(before.otherwise, after.otherwise)) return false;
  return before.rows.every((row, index) => {
    const other = after.rows[index];
    if (other === undefined || row === other) return row === other;
    const { truth } = evaluate(row.when, reader);
    return truth === 'no' && evaluate(other.when, reader).truth === 'no';
  });
}

function sameReading(a: Reading, b: Reading): boolean {
  if (a.known && b.known) return sameValue(a.value, b.value);
  if (a.known || b.known) return false;
  return a.missing.join() === b.missing.join();
}
