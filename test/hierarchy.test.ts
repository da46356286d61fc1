import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Hierarchy,
  type HierarchyCode,
  hasCode,
  isWithin,
  nameOf,
  pathTo,
} from '../src/engine/hierarchy.ts';

const plants: Hierarchy = {
  id: 'plant',
  codes: new Map([
    ['T', { name: 'trees' }],
    ['26', { name: 'oaks', parent: 'T' }],
    ['G', { name: 'grasses' }],
    ['261', { name: 'red oaks', parent: '26' }],
  ]),
  unlisted: { pattern: /^[0-9]{3,4}$/ },
};

describe('codes of a hierarchy', () => {
  const check = (code: string, name: string, path: string[]) =>
    it(`${JSON.stringify(code)} has the path [${path}]`, () => {
      expect(hasCode(plants, code)).toBe(path.length > 0);
      expect(pathTo(plants, code)).toEqual(path);
      expect(nameOf(plants, code)).toBe(name);
    });

  check('T', 'trees', ['T']);
  check('26', 'oaks', ['26', 'T']);
  check('261', 'red oaks', ['261', '26', 'T']);
  check('2619', 'red oaks 2619', ['2619', '261', '26', 'T']);
  check('268', 'oaks 268', ['268', '26', 'T']);
  check('2682', 'oaks 2682', ['2682', '268', '26', 'T']);
  check('27', '27', []);
  check('2782', '2782', []);
  check('26821', '26821', []);
  check('26a', '26a', []);
  check('26 ', '26 ', []);
  check('', '', []);
});

describe('within', () => {
  const check = (code: string, ancestor: string, expected: boolean) =>
    it(`${code} ${expected ? 'is' : 'is not'} within ${ancestor}`, () =>
      expect(isWithin(plants, code, ancestor)).toBe(expected));

  check('26', 'T', true);
  check('2682', '268', true);
  check('2682', 'T', true);
  check('2682', '2682', true);
  check('T', '26', false);
  check('268', '2682', false);
  check('2682', '267', false);
  check('26', 'G', false);
  check('26', 'unknown', false);
  check('27', '27', false);
  check('unknown', 'T', false);
});

it('accepts no unlisted code without a pattern, and not the empty code with a lax one', () => {
  expect(hasCode({ id: 'plant', codes: plants.codes }, '268')).toBe(false);
  expect(hasCode({ ...plants, unlisted: { pattern: /^.*$/ } }, '')).toBe(false);
  expect(hasCode({ ...plants, unlisted: { pattern: /^.*$/ } }, '9')).toBe(false);
});

describe('laws', () => {
  /** A random forest: each code's parent, where it has one, is an earlier code. */
  const forests = fc
    .array(fc.option(fc.nat(), { nil: undefined }), { minLength: 1, maxLength: 30 })
    .map((parents) => {
      const codes = new Map<string, HierarchyCode>();
      for (const [i, pick] of parents.entries()) {
        const name = `name ${i}`;
        codes.set(
          `${i + 10}`,
          i === 0 || pick === undefined ? { name } : { name, parent: `${(pick % i) + 10}` },
        );
      }
      return { id: 'forest', codes, unlisted: { pattern: /^[0-9]{3,4}$/ } } satisfies Hierarchy;
    });
  /** A listed code, or one or two digits more: an unlisted one. */
  const picks = fc.tuple(fc.nat(), fc.constantFrom('', '', '0', '1', '00', '12'));
  const codeOf = (h: Hierarchy, [index, rest]: [number, string]) =>
    `${[...h.codes.keys()][index % h.codes.size]}${rest}`;
  const law = (name: string, holds: (h: Hierarchy, a: string, b: string, c: string) => void) =>
    it(name, () => {
      const property = fc.property(forests, picks, picks, picks, (h, a, b, c) => {
        holds(h, codeOf(h, a), codeOf(h, b), codeOf(h, c));
      });
      fc.assert(property, { numRuns: 2000 });
    });

  law('within is reflexive', (h, a) => expect(isWithin(h, a, a)).toBe(true));
  law('within is transitive, along paths', (h, a) => {
    const above = pathTo(h, a).flatMap((b) => pathTo(h, b));
    expect(above.filter((c) => !isWithin(h, a, c))).toEqual([]);
  });
  law('within is transitive, any three codes', (h, a, b, c) => {
    if (isWithin(h, a, b) && isWithin(h, b, c)) expect(isWithin(h, a, c)).toBe(true);
  });
  law('within is antisymmetric', (h, a, b) => {
    if (isWithin(h, a, b) && isWithin(h, b, a)) expect(a).toBe(b);
  });
  law('antisymmetric, along paths', (h, a) => {
    for (const b of pathTo(h, a).slice(1)) expect(isWithin(h, b, a)).toBe(false);
  });
  law('within and the path agree', (h, a, b) => expect(isWithin(h, a, b)).toBe(pathTo(h, a).includes(b)));
  law('a path ends in a root and repeats nothing', (h, a) => {
    const path = pathTo(h, a);
    expect(new Set(path).size).toBe(path.length);
    expect(h.codes.get(path.at(-1) ?? '')).not.toHaveProperty('parent');
  });
});
