import { expect } from 'vitest';
import { type Decision, decide } from '../../src/engine/match.ts';
import { type Profile, weigh } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { Policy } from '../../src/engine/rule-set.ts';
import type { Reading } from '../../src/engine/trace.ts';
import { leafTracesOf } from '../conformance/cells.ts';
import { freshReports } from '../generate/profile.ts';
import type { Situation } from './truth-laws.ts';

/** An unknown names the facts that would settle it, and only an unknown does. Each is one that a profile reports. */
export function unknownSaysWhatIsMissing(situation: Situation, policy: Policy): void {
  const { outcome, missing } = decided(situation, policy);
  expect(missing.length > 0).toBe(outcome === 'undetermined');
  expect(new Set(missing).size).toBe(missing.length);
  for (const fact of missing) expect(situation.ruleSet.facts.get(fact)?.derivation).toBeNull();
}

/**
 * Filling in exactly what is missing leaves no unknown. `fillings` are whole profiles to take values from: the first is
 * used that leaves no ratio over zero. Answers whether one was found.
 */
export function fillingInWhatIsMissingSettles(
  situation: Situation,
  policy: Policy,
  fillings: readonly Profile[],
): boolean {
  const { missing } = decided(situation, policy);
  for (const filling of fillings) {
    const filled = new Map([
      ...situation.profile,
      ...missing.map((id) => [id, filling.get(id) ?? []] as const),
    ]);
    const after = decided({ ...situation, profile: filled }, policy);
    if (restsOnUndefined(after)) continue;
    expect(after.outcome).not.toBe('undetermined');
    expect(after.missing).toEqual([]);
    return true;
  }
  return false;
}

function restsOnUndefined({ trace }: Decision): boolean {
  const isUndefined = (reading: Reading): boolean =>
    (!reading.known && reading.why === 'undefined') || reading.from.some(isUndefined);
  return leafTracesOf(trace).some(({ actual, other }) =>
    [actual, other].some((reading) => reading !== null && isUndefined(reading)),
  );
}

/**
 * What remains to be confirmed was declared, and an authority's word for exactly that, and for what no fact decides,
 * makes the outcome eligible.
 */
export function confirmingWhatRemainsSettles(situation: Situation, policy: Policy): void {
  const { ruleSet, profile, asOf } = situation;
  const { outcome, remaining } = decided(situation, policy);
  expect(remaining.length > 0).toBe(outcome === 'conditional');
  const confirmed = remaining.flatMap((each) => {
    const fact = each.kind === 'evidence' ? ruleSet.facts.get(each.fact) : undefined;
    if (fact === undefined) return [];
    const evidence = weigh(fact, profile.get(fact.id) ?? [], ruleSet.authorities, asOf);
    expect(evidence).toMatchObject({ known: true, vouched: false });
    return evidence.known ? [[fact.id, freshReports(evidence.value)] as const] : [];
  });
  if (outcome !== 'conditional') return;
  const after = decided(
    { ...situation, profile: new Map([...profile, ...confirmed]) },
    { ...policy, residual: [] },
  );
  expect(after.outcome).toBe('eligible');
}

function decided({ ruleSet, profile, asOf }: Situation, policy: Policy): Decision {
  const reader = createReader(ruleSet, profile, asOf);
  return decide(policy, reader, createReader(ruleSet, profile, asOf, { vouchedOnly: true }));
}

/** Facts that the profile leaves unknown, settled with the values of another; what is known stays as it is. */
export function fuller({ ruleSet, profile, asOf }: Situation, filling: Profile): Profile {
  const unknown = [...ruleSet.facts.values()].filter(
    (fact) =>
      fact.derivation === null && !weigh(fact, profile.get(fact.id) ?? [], ruleSet.authorities, asOf).known,
  );
  const half = unknown.filter((_fact, index) => index % 2 === 0);
  return new Map([...profile, ...half.map(({ id }) => [id, filling.get(id) ?? []] as const)]);
}
