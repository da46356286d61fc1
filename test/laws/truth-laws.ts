import { expect } from 'vitest';
import type { CivilDate } from '../../src/engine/civil-date.ts';
import type { Condition, Leaf } from '../../src/engine/condition.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { Truth } from '../../src/engine/truth.ts';

/** Anything that says whether a condition holds. The laws of this file are for every judge. */
export interface Judge {
  readonly name: string;
  judge(ruleSet: RuleSet, condition: Condition, profile: Profile, asOf: CivilDate): Truth | Promise<Truth>;
}

/** What a law is about: one enterprise on one date. */
export interface Situation {
  readonly ruleSet: RuleSet;
  readonly profile: Profile;
  readonly asOf: CivilDate;
}

const AT = '/law';
const not = (part: Condition): Condition => ({ kind: 'not', part, at: AT });
const all = (parts: readonly Condition[]): Condition => ({ kind: 'all', parts, at: AT });
const any = (parts: readonly Condition[]): Condition => ({ kind: 'any', parts, at: AT });

/** Settling facts that were unknown never turns a yes into anything else, nor a no. */
export async function informationIsMonotone(
  { judge }: Judge,
  { ruleSet, profile, asOf }: Situation,
  fuller: Profile,
  condition: Condition,
): Promise<void> {
  const before = await judge(ruleSet, condition, profile, asOf);
  if (before !== 'unknown') expect(await judge(ruleSet, condition, fuller, asOf)).toBe(before);
}

/** Not all is any not, and not any is all not. */
export async function deMorgan(
  { judge }: Judge,
  { ruleSet, profile, asOf }: Situation,
  parts: readonly Condition[],
): Promise<void> {
  const truth = (condition: Condition) => judge(ruleSet, condition, profile, asOf);
  expect(await truth(not(all(parts)))).toBe(await truth(any(parts.map(not))));
  expect(await truth(not(any(parts)))).toBe(await truth(all(parts.map(not))));
}

/** Not not is nothing. */
export async function doubleNegation(
  { judge }: Judge,
  { ruleSet, profile, asOf }: Situation,
  condition: Condition,
): Promise<void> {
  const truth = await judge(ruleSet, condition, profile, asOf);
  expect(await judge(ruleSet, not(not(condition)), profile, asOf)).toBe(truth);
}

/** Parts may stand in any order, at every depth. */
export async function orderOfPartsDoesNotMatter(
  { judge }: Judge,
  { ruleSet, profile, asOf }: Situation,
  condition: Condition,
): Promise<void> {
  const truth = await judge(ruleSet, condition, profile, asOf);
  expect(await judge(ruleSet, mirrored(condition), profile, asOf)).toBe(truth);
}

function mirrored(condition: Condition): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, parts: condition.parts.map(mirrored).toReversed() };
    case 'not':
    case 'named':
      return { ...condition, part: mirrored(condition.part) };
    case 'leaf':
      return condition;
  }
}

/** Whatever the operator, a fact that nobody reports satisfies neither the leaf nor its negation. */
export async function aMissingFactSatisfiesNothing(
  { judge }: Judge,
  { ruleSet, profile, asOf }: Situation,
  leaf: Leaf,
): Promise<void> {
  const silent = new Map([...profile].filter(([fact]) => fact !== leaf.fact));
  expect(await judge(ruleSet, leaf, silent, asOf)).toBe('unknown');
  expect(await judge(ruleSet, not(leaf), silent, asOf)).toBe('unknown');
}
