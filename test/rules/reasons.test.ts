import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonsOf } from '../../src/engine/reasons.ts';
import type { LeafTrace, Trace } from '../../src/engine/trace.ts';
import { conjunction, disjunction, negate, type Truth } from '../../src/engine/truth.ts';

const leaf = (fact: string, truth: Truth): LeafTrace => ({
  ...{ kind: 'leaf', truth, at: '', fact, operator: 'equal', wanted: { constant: true }, other: null },
  actual: { fact, reports: [], from: [], rows: [], known: true, value: true },
});
const all = (...parts: readonly Trace[]): Trace => ({
  ...{ kind: 'all', at: '', parts },
  truth: conjunction(parts.map(({ truth }) => truth)),
});
const any = (...parts: readonly Trace[]): Trace => ({
  ...{ kind: 'any', at: '', parts },
  truth: disjunction(parts.map(({ truth }) => truth)),
});
const not = (part: Trace): Trace => ({ kind: 'not', at: '', part, truth: negate(part.truth) });
const named = (name: string, part: Trace): Trace => ({
  kind: 'named',
  at: '',
  name,
  part,
  truth: part.truth,
});

const yes = leaf('yes', 'yes');
const no = leaf('no', 'no');
const open = leaf('open', 'unknown');

describe('the reasons', () => {
  const check = (name: string, trace: Trace, ...expected: readonly string[]) =>
    it(`${name}: ${expected.join(' ')}`, () => {
      const described = reasonsOf(trace).map(
        ({ leaf: { fact }, negated, within }) =>
          `${within === null ? '' : `${within}/`}${negated ? '!' : ''}${fact}`,
      );
      expect(described).toEqual(expected);
    });

  check('of a leaf', open, 'open');
  check('of all, when every part is met', all(yes, leaf('b', 'yes')), 'yes', 'b');
  check('of all, when parts are not met', all(yes, no, open, leaf('b', 'no')), 'no', 'b');
  check('of all, when parts are open', all(yes, open, leaf('b', 'unknown')), 'open', 'b');
  check('of any, when parts are met', any(no, yes, open, leaf('b', 'yes')), 'yes', 'b');
  check('of any, when no part is met', any(no, leaf('b', 'no')), 'no', 'b');
  check('of any, when parts are open', any(no, open, leaf('b', 'unknown')), 'open', 'b');
  check('of not', not(no), '!no');
  check('of not not', not(not(yes)), 'yes');
  check('of not all', not(all(yes, no, open)), '!no');
  check('of a name', named('n', all(yes, named('m', not(no)), leaf('b', 'yes'))), 'n/yes', 'm/!no', 'n/b');
  check('do not lie under a part that decided nothing', all(no, any(no, open), not(yes)), 'no', '!yes');
});

const arbitraryTrace = fc.letrec<{ trace: Trace }>((tie) => ({
  trace: fc.oneof(
    { maxDepth: 4 },
    fc
      .tuple(fc.stringMatching(/^[a-z]{8}$/), fc.constantFrom<Truth>('yes', 'no', 'unknown'))
      .map((each) => leaf(...each)),
    fc.array(tie('trace'), { minLength: 1, maxLength: 4 }).map((parts) => all(...parts)),
    fc.array(tie('trace'), { minLength: 1, maxLength: 4 }).map((parts) => any(...parts)),
    tie('trace').map(not),
    tie('trace').map((part) => named('n', part)),
  ),
})).trace;

/** The same tree with other leaves, decided anew. */
function withLeaves(trace: Trace, change: (leaf: LeafTrace) => LeafTrace): Trace {
  switch (trace.kind) {
    case 'all':
      return all(...trace.parts.map((part) => withLeaves(part, change)));
    case 'any':
      return any(...trace.parts.map((part) => withLeaves(part, change)));
    case 'not':
      return not(withLeaves(trace.part, change));
    case 'named':
      return named(trace.name, withLeaves(trace.part, change));
    case 'leaf':
      return change(trace);
  }
}

describe('for every trace', () => {
  const law = (name: string, holds: (trace: Trace) => void) =>
    it(name, () => fc.assert(fc.property(arbitraryTrace, holds), { numRuns: 500 }));

  law('there is a reason, and each points to the truth', (trace) => {
    const reasons = reasonsOf(trace);
    expect(reasons).not.toHaveLength(0);
    for (const { leaf: each, negated } of reasons)
      expect(negated ? negate(each.truth) : each.truth).toBe(trace.truth);
  });
  law('a yes or a no stands on its reasons alone', (trace) => {
    const reasons = new Set(reasonsOf(trace).map(({ leaf: each }) => each));
    const alone = withLeaves(trace, (each) => (reasons.has(each) ? each : leaf(each.fact, 'unknown')));
    expect(alone.truth).toBe(trace.truth);
  });
  law('an unknown is settled once its reasons are', (trace) => {
    fc.pre(trace.truth === 'unknown');
    const reasons = new Set(reasonsOf(trace).map(({ leaf: each }) => each));
    const settled = withLeaves(trace, (each) => (reasons.has(each) ? leaf(each.fact, 'yes') : each));
    expect(settled.truth).not.toBe('unknown');
  });
});
