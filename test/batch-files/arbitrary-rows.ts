import fc from 'fast-check';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { valueToJson } from '../../src/rules/value-to-json.ts';
import { arbitraryFullProfile } from '../generate/profile.ts';
import type { Row } from './tables.ts';

/** Rows of JSON profiles, with some facts left out. */
export function arbitraryRows(ruleSet: RuleSet): fc.Arbitrary<readonly Row[]> {
  const profile = fc
    .tuple(
      arbitraryFullProfile(ruleSet),
      fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(([reports, dice, absent]) =>
      [...reports].flatMap(([id, [report]]) => {
        const fact = ruleSet.facts.get(id);
        const isIn = (dice.next().value ?? 0) >= absent;
        if (fact === undefined || report === undefined || !isIn) return [];
        const json = valueToJson(fact.type, report.value);
        // A number that JSON can't carry is no number there.
        return typeof json === 'string' && ['number', 'ratio', 'integer'].includes(fact.type.kind)
          ? []
          : [[id, json]];
      }),
    )
    .map((entries) => Object.fromEntries(entries) as Row['profile']);
  return fc
    .array(profile, { minLength: 1, maxLength: 40 })
    .map((profiles) => profiles.map((each, index) => ({ subject: `甲,${index} "乙"`, profile: each })));
}
