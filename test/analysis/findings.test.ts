import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCovered } from '../../src/analysis/covered.ts';
import type { Finding, Where } from '../../src/analysis/finding.ts';
import { findLonelyMembers } from '../../src/analysis/group-members.ts';
import { findImpossible } from '../../src/analysis/impossible.ts';
import { Inquiry } from '../../src/analysis/inquiry.ts';
import { findNeedlessParts } from '../../src/analysis/needless-parts.ts';
import { allOf, conjunctsOf } from '../../src/analysis/structure.ts';
import { findIdleRows } from '../../src/analysis/table-rows.ts';
import type { Condition } from '../../src/engine/condition.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { Fact, RuleSet } from '../../src/engine/rule-set.ts';
import type { Truth } from '../../src/engine/truth.ts';
import { policy, ruleSet } from '../engine/tiny-rule-set.ts';
import { located } from '../generate/conditions.ts';
import { AS_OF, arbitrarySmallCondition, arbitrarySmallRules } from '../generate/small-rules.ts';
import { everyProfile } from './every-profile.ts';

/*
 * What the analysis says of generated rules, against every profile that these can tell apart.
 */

const HERE: Where = { in: 'policy', id: 'only', at: '' };
const DAYS = [AS_OF];

/** Dates have hundreds of cells; without them every profile of hundreds of rules can be tried. */
const arbitraryRules = arbitrarySmallRules
  .filter(({ facts }) => facts.every(({ type }) => type.kind !== 'date'))
  .chain(({ facts, condition }) =>
    fc.record({
      facts: fc.constant(facts),
      condition: fc.constant(located(condition, '')),
      other: arbitrarySmallCondition(facts, 1).map((each) => located(each, '')),
    }),
  );

interface Rules {
  readonly facts: readonly Fact[];
  readonly condition: Condition;
  readonly other: Condition;
}

function profilesOf(facts: readonly Fact[]): readonly Profile[] {
  return [...everyProfile(facts.filter(({ derivation }) => derivation === null))];
}

/** A truth a profile. */
function truthsOf(rules: RuleSet, profiles: readonly Profile[], condition: Condition): readonly Truth[] {
  return profiles.map((profile) => evaluate(condition, createReader(rules, profile, AS_OF)).truth);
}

function truthAt(
  rules: RuleSet,
  { profile, asOf }: { profile: Profile; asOf: string },
  condition: Condition,
) {
  return evaluate(condition, createReader(rules, profile, asOf)).truth;
}

/** Whether wherever the first is a yes, so is the second. */
function implies(first: readonly Truth[], second: readonly Truth[]): boolean {
  return first.every((truth, index) => truth !== 'yes' || second[index] === 'yes');
}

test('impossible is what no profile satisfies, and its parts can none of them be spared', {
  timeout: 600_000,
}, () => {
  const counts = { impossible: 0, possible: 0 };
  fc.assert(
    fc.property(arbitraryRules, ({ facts, condition }: Rules) => {
      const rules = ruleSet(facts);
      const profiles = profilesOf(facts);
      const findings = findImpossible(condition, HERE, DAYS, new Inquiry(rules));
      const holds = (each: Condition) => truthsOf(rules, profiles, each).includes('yes');
      if (findings.some(({ kind }) => kind === 'not-decided')) return;
      expect(findings.length === 1).toBe(!holds(condition));
      const [finding] = findings;
      counts[finding === undefined ? 'possible' : 'impossible'] += 1;
      if (finding?.kind !== 'impossible') return;
      const core = conjunctsOf(condition).filter(({ at }) => finding.parts.includes(at));
      expect(core.length).toBe(finding.parts.length);
      expect(holds(allOf(core))).toBe(false);
      if (core.length > 1)
        for (const part of core) expect(holds(allOf(core.filter((other) => other !== part)))).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(counts.impossible).toBeGreaterThan(40);
});

describe('needless parts', () => {
  test('leave the yes as it is when they go; where none is found, none is needless', {
    timeout: 600_000,
  }, () => {
    const seen: Partial<Record<Finding['kind'], number>> = {};
    fc.assert(
      fc.property(arbitraryRules, ({ facts, condition }: Rules) => {
        const rules = ruleSet(facts);
        const profiles = profilesOf(facts);
        const before = truthsOf(rules, profiles, condition);
        if (!before.includes('yes')) return;
        const findings = findNeedlessParts(condition, HERE, DAYS, new Inquiry(rules));
        for (const finding of findings) {
          seen[finding.kind] = (seen[finding.kind] ?? 0) + 1;
          const dropped = without(condition, finding.where.at);
          if (dropped !== null) expectNeedless(finding, before, truthsOf(rules, profiles, dropped));
          if ('witness' in finding && finding.witness !== null && finding.kind === 'cannot-fail')
            expect(truthAt(rules, finding.witness, partAt(condition, finding.where.at))).toBe('unknown');
        }
        if (findings.length === 0)
          for (const part of outerParts(condition)) expectNeeded(rules, profiles, condition, part);
      }),
      { numRuns: 500 },
    );
    for (const kind of ['implied', 'cannot-fail', 'cannot-hold'] as const)
      expect(seen[kind]).toBeGreaterThan(20);
    expect(seen['not-decided'] ?? 0).toBeLessThan(5);
  });
});

function expectNeedless({ kind }: Finding, before: readonly Truth[], after: readonly Truth[]): void {
  if (kind === 'implied' || kind === 'cannot-hold') {
    expect(implies(before, after)).toBe(true);
    expect(implies(after, before)).toBe(true);
  }
  if (kind === 'cannot-fail')
    expect(after.some((truth, index) => truth === 'yes' && before[index] === 'no')).toBe(false);
}

/** Each part of an outermost all refuses somebody; each of an outermost any admits somebody. */
function expectNeeded(rules: RuleSet, profiles: readonly Profile[], whole: Condition, part: Condition): void {
  const dropped = without(whole, part.at);
  if (dropped === null || whole.kind === 'leaf') return;
  const [before, after] = [truthsOf(rules, profiles, whole), truthsOf(rules, profiles, dropped)];
  if (whole.kind === 'all')
    expect(after.some((truth, index) => truth === 'yes' && before[index] === 'no')).toBe(true);
  if (whole.kind === 'any') expect(implies(before, after)).toBe(false);
}

function outerParts(condition: Condition): readonly Condition[] {
  if (condition.kind === 'any') return condition.parts;
  return condition.kind === 'all' ? conjunctsOf(condition) : [];
}

/** The condition without the part at this place; null where nothing is left. */
function without(condition: Condition, at: string): Condition | null {
  if (condition.at === at) return null;
  if (condition.kind === 'not') {
    const part = without(condition.part, at);
    return part === null ? null : { ...condition, part };
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return condition;
  const parts = condition.parts.flatMap((part) => without(part, at) ?? []);
  return parts.length === 0 ? null : { ...condition, parts };
}

function partAt(condition: Condition, at: string): Condition {
  const parts = 'parts' in condition ? condition.parts : 'part' in condition ? [condition.part] : [];
  if (condition.at === at) return condition;
  const inside = parts.find((part) => at === part.at || at.startsWith(`${part.at}/`));
  if (inside === undefined) throw new Error(`nothing at ${at}`);
  return partAt(inside, at);
}

const CLAUSE = { source: [{ document: 'd', clause: '1' }] };

test('of two policies that give the same one is covered exactly if every profile says so', {
  timeout: 600_000,
}, () => {
  const counts = { covered: 0, not: 0 };
  fc.assert(
    fc.property(arbitraryRules, ({ facts, condition, other }: Rules) => {
      const [a, b] = [policy(condition, { id: 'a', ...CLAUSE }), policy(other, { id: 'b', ...CLAUSE })];
      const rules = ruleSet(facts, a, b);
      const profiles = profilesOf(facts);
      const [mine, others] = [truthsOf(rules, profiles, condition), truthsOf(rules, profiles, other)];
      if (!mine.includes('yes') || !others.includes('yes')) return;
      const [finding] = findCovered([a, b], new Inquiry(rules));
      if (finding?.kind === 'not-decided') return;
      expect(finding !== undefined).toBe(implies(mine, others) || implies(others, mine));
      counts[finding === undefined ? 'not' : 'covered'] += 1;
      if (finding?.kind !== 'covered') return;
      for (const each of [condition, other]) expect(truthAt(rules, finding.witness, each)).toBe('yes');
      expect(finding.where.id === 'a' ? implies(mine, others) : implies(others, mine)).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(counts.covered).toBeGreaterThan(40);
  expect(counts.not).toBeGreaterThan(40);
});

test('members of a group never meet exactly if no profile has a right to both', { timeout: 600_000 }, () => {
  const counts = { apart: 0, meeting: 0 };
  fc.assert(
    fc.property(arbitraryRules, ({ facts, condition, other }: Rules) => {
      const members = [policy(condition, { id: 'a' }), policy(other, { id: 'b' })];
      const rules = ruleSet(facts, ...members);
      const profiles = profilesOf(facts);
      const [mine, others] = [truthsOf(rules, profiles, condition), truthsOf(rules, profiles, other)];
      const findings = findLonelyMembers('g', members, new Inquiry(rules));
      if (findings.some(({ kind }) => kind === 'not-decided')) return;
      const meet = mine.some((truth, index) => truth === 'yes' && others[index] === 'yes');
      expect(findings.length).toBe(meet ? 0 : 2);
      counts[meet ? 'meeting' : 'apart'] += 1;
    }),
    { numRuns: 300 },
  );
  expect(counts.apart).toBeGreaterThan(30);
});

test('a row is idle exactly if it is never the first to hold', { timeout: 600_000 }, () => {
  const counts = { idle: 0, busy: 0 };
  fc.assert(
    fc.property(arbitraryRules, ({ facts }: Rules) => {
      const rules = ruleSet(facts);
      const profiles = profilesOf(facts);
      for (const fact of facts) {
        const { derivation } = fact;
        if (derivation?.kind !== 'table') continue;
        const findings = findIdleRows(fact, new Inquiry(rules));
        const truths = derivation.rows.map(({ when }) => truthsOf(rules, profiles, when));
        derivation.rows.forEach((_row, row) => {
          const decides = profiles.some(
            (_profile, index) =>
              truths[row]?.[index] === 'yes' && truths.slice(0, row).every((each) => each[index] === 'no'),
          );
          const idle = findings.some((each) => each.kind === 'row-without-effect' && each.row === row);
          expect(idle).toBe(!decides);
          counts[idle ? 'idle' : 'busy'] += 1;
        });
      }
    }),
    { numRuns: 400 },
  );
  expect(counts.idle).toBeGreaterThan(30);
  expect(counts.busy).toBeGreaterThan(30);
});
