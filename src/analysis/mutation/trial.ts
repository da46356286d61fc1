import type { CivilDate } from '../../engine/civil-date.ts';
import type { Condition } from '../../engine/condition.ts';
import { derive } from '../../engine/derive.ts';
import { evaluate } from '../../engine/evaluate.ts';
import { amountOf, decide, isInForce } from '../../engine/match.ts';
import { conditionOf } from '../../engine/named-condition.ts';
import type { Profile } from '../../engine/profile.ts';
import { createReader } from '../../engine/reading.ts';
import type { Derivation, Policy, RuleSet } from '../../engine/rule-set.ts';
import type { Reader, Reading } from '../../engine/trace.ts';
import { sameValue } from '../../engine/value.ts';
import type { Mutant } from './mutant.ts';

/** An example, ready to be tried on mutants. */
export type Trial = PolicyTrial | DefinitionTrial;

interface Tried {
  readonly profile: Profile;
  readonly asOf: CivilDate;
  readonly reader: Reader;
  readonly vouched: Reader;
  /** What the rules as they are give. */
  readonly result: string;
}

export interface PolicyTrial extends Tried {
  readonly kind: 'policy';
  readonly policy: Policy;
  /** Whether the example states an amount: one that doesn't can't notice another. */
  readonly statesAmount: boolean;
}

/** An example of a named condition, or of a derived fact, by itself. */
export interface DefinitionTrial extends Tried {
  readonly kind: 'condition' | 'fact';
  readonly id: string;
}

/** What an example states, of whatever it is an example of. */
export type Given =
  | Pick<PolicyTrial, 'kind' | 'policy' | 'profile' | 'asOf' | 'statesAmount'>
  | Pick<DefinitionTrial, 'kind' | 'id' | 'profile' | 'asOf'>;

export function createTrial<T extends Given>(ruleSet: RuleSet, given: T): T & Tried {
  const { profile, asOf } = given;
  const reader = createReader(ruleSet, profile, asOf);
  const vouched = createReader(ruleSet, profile, asOf, { vouchedOnly: true });
  return Object.assign(
    { ...given },
    { reader, vouched, result: resultOf(given, reader, vouched), profile, asOf },
  );
}

/** Whether the example would fail under the mutant: another outcome, other facts missing, another amount. */
export function notices(trial: Trial, mutant: Mutant): boolean {
  const { reader, vouched } = trial;
  // Who vouches matters to nothing but what is delivered without an application.
  const readers =
    trial.kind === 'policy' && trial.policy.delivery === 'automatic' ? [reader, vouched] : [reader];
  const readsOtherwise = [...mutant.derivations].some(([id, derivation]) =>
    readers.some((each) => differs(id, derivation, each)),
  );
  const { ruleSet } = reader;
  if (readsOtherwise) {
    const changed = { ...ruleSet, facts: factsUnder(mutant, ruleSet) };
    const again = createReader(changed, trial.profile, trial.asOf);
    const againVouched = createReader(changed, trial.profile, trial.asOf, { vouchedOnly: true });
    return resultOf(trial, again, againVouched, mutant) !== trial.result;
  }
  if (trial.kind === 'policy' && mutant.policyOf(trial.policy) === trial.policy) return false;
  return resultOf(trial, reader, vouched, mutant) !== trial.result;
}

/** What an example states, as a text to compare; of the rules as they are, or under a mutant. */
function resultOf(given: Given, reader: Reader, vouched: Reader, mutant?: Mutant): string {
  if (given.kind === 'policy') {
    const policy = mutant === undefined ? given.policy : mutant.policyOf(given.policy);
    return resultOfPolicy(policy, given, reader, vouched);
  }
  if (given.kind === 'fact') {
    const reading = reader.read(given.id);
    return reading.known ? `known ${JSON.stringify(reading.value)}` : 'unknown';
  }
  const part = conditionOf(reader.ruleSet, given.id);
  if (part === undefined) throw new Error(`no condition '${given.id}' in the compiled rule set`);
  // By its name, so that the edit of the condition itself finds it.
  const named: Condition = { kind: 'named', name: given.id, part, at: '' };
  return evaluate(mutant === undefined ? named : mutant.conditionOf(named), reader).truth;
}

function resultOfPolicy(
  policy: Policy,
  { asOf, statesAmount }: Pick<PolicyTrial, 'asOf' | 'statesAmount'>,
  reader: Reader,
  vouched: Reader,
): string {
  if (!isInForce(policy, asOf)) return 'not-in-force';
  const decision = decide(policy, reader, vouched);
  const missing = decision.outcome === 'undetermined' ? decision.missing.toSorted().join(' ') : '';
  const amount = statesAmount ? amountOf(decision, reader) : null;
  return [decision.outcome, missing, amount === null ? '' : (amount.amount?.toFixed(2) ?? 'unknown')].join(
    '|',
  );
}

function factsUnder({ derivations }: Mutant, ruleSet: RuleSet): RuleSet['facts'] {
  const facts = new Map(ruleSet.facts);
  for (const [id, derivation] of derivations) {
    const fact = facts.get(id);
    if (fact !== undefined) facts.set(id, { ...fact, derivation });
  }
  return facts;
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
    const same = truth === evaluate(other.when, reader).truth && sameValue(row.value, other.value);
    return same && truth !== 'unknown';
  });
}

function sameReading(a: Reading, b: Reading): boolean {
  if (a.known && b.known) return sameValue(a.value, b.value);
  if (a.known || b.known) return false;
  return a.missing.join() === b.missing.join();
}
