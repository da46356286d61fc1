import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atLeastAsTrue } from '../../../src/app/diff/at-least.ts';
import { normalForm } from '../../../src/app/diff/normal-form.ts';
import type { Condition } from '../../../src/engine/condition.ts';
import { evaluate } from '../../../src/engine/evaluate.ts';
import type { Profile } from '../../../src/engine/profile.ts';
import { createReader } from '../../../src/engine/reading.ts';
import type { Fact } from '../../../src/engine/rule-set.ts';
import { fact, profile, ruleSet } from '../../engine/tiny-rule-set.ts';
import { AS_OF, arbitrarySmallCondition, domainOf } from '../../generate/small-rules.ts';

const LETTER = { kind: 'enum', values: ['a', 'b', 'c'] } as const;
const FACTS: readonly Fact[] = [
  fact('n1', 'integer'),
  fact('letters', { kind: 'set', of: LETTER }),
  fact('since', 'date'),
];
const ORDER = ['no', 'unknown', 'yes'];
const NAMING = { fact: (id: string) => id, opensNames: true };

function rank(condition: Condition, facts: readonly Fact[], known: Profile): number {
  return ORDER.indexOf(evaluate(condition, createReader(ruleSet(facts), known, AS_OF)).truth);
}

it('what is plainly at least as true is so for every value and for none', () => {
  const pair = fc
    .constantFrom(...FACTS)
    .chain((each) =>
      fc.tuple(fc.constant(each), arbitrarySmallCondition([each], 1), arbitrarySmallCondition([each], 1)),
    );
  let plain = 0;
  fc.assert(
    fc.property(pair, ([each, more, less]) => {
      const forms = [more, less].map((condition) => normalForm(condition, NAMING));
      const [a, b] = forms;
      if (a === undefined || b === undefined || !atLeastAsTrue(a, b, () => undefined)) return;
      plain += 1;
      const profiles = [new Map(), ...domainOf(each).map((value) => profile({ [each.id]: value }))];
      for (const known of profiles)
        expect(rank(more, [each], known)).toBeGreaterThanOrEqual(rank(less, [each], known));
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(300);
});
