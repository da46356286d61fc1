import { describe, expect, it } from 'vitest';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { linkClause } from '../../src/rules/link-clause.ts';

interface Clause {
  readonly path: string;
  readonly policies: readonly string[];
}

const seeds = await readJsonFiles('seeds');

describe.each(seeds)('$path', ({ text }) => {
  const { clauses } = JSON.parse(text) as { clauses: Clause[] };

  it('lists the policy under the clause, and says nothing else anew', () => {
    for (const { path } of clauses) {
      const linked = JSON.parse(linkClause(text, path, 'new-policy') ?? '') as { clauses: Clause[] };
      const expected = clauses.map((each) =>
        each.path === path
          ? { ...each, disposition: 'policy', policies: [...each.policies, 'new-policy'] }
          : each,
      );
      expect(linked).toEqual({ ...JSON.parse(text), clauses: expected });
    }
  });

  it('leaves the text of a clause that lists it already', () => {
    for (const { path, policies } of clauses)
      for (const id of policies) expect(linkClause(text, path, id)).toBe(text);
  });

  it('changes only the lines of that clause', () => {
    for (const { path } of clauses) {
      const before = text.split('\n');
      const after = (linkClause(text, path, 'new-policy') ?? '').split('\n');
      const start = before.findIndex((line, index) => line !== after[index]);
      const rest = before.toReversed().findIndex((line, index) => line !== after.at(-1 - index));
      expect(before.length - rest - start).toBeLessThan(12);
    }
  });
});

it('a clause that is not there gives nothing', () => {
  expect(linkClause(seeds[0]?.text ?? '', 'no such clause', 'id')).toBeUndefined();
  expect(linkClause('', '1', 'id')).toBeUndefined();
});
