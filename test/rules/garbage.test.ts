import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/rules/diagnostic.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { applyAll, set } from './edits.ts';
import { checkFiles, goodRuleSet } from './good-rule-set.ts';
import { RICH_FILES } from './rich-rule-set.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const fileAndJson = RICH_FILES.map(({ path, text }): [string, Json] => [path, JSON.parse(text)]);
const places = fileAndJson.flatMap(([path, json]) => pointersIn(json, '').map((at) => ({ path, ...at })));

function pointersIn(json: Json, pointer: string): readonly { pointer: string; value: Json }[] {
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  const inside = entries.flatMap(([key, value]) => pointersIn(value, `${pointer}/${key}`));
  return pointer === '' ? inside : [{ pointer, value: json }, ...inside];
}

function kindOf(json: Json): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'list' : typeof json;
}

it('finds nothing in the rule set that it is going to damage', () =>
  expect(checkFiles(RICH_FILES).diagnostics).toEqual([]));

describe('a value of another type is refused where it stands', () => {
  /** A fact that an example leaves open, and fields that may be null: both ways. What was inferred may be either. */
  const MAY_BE_NULL = /\/(profile\/\w+|number|issued|validFrom|validTo|digest|deadline)$/;

  const check = (other: Json) =>
    it(JSON.stringify(other), () => {
      const accepted = places
        .filter(
          ({ value, pointer }) => kindOf(value) !== kindOf(other) && !pointer.startsWith('/inferred/0/value'),
        )
        .filter(({ pointer, value }) => !((value === null || other === null) && MAY_BE_NULL.test(pointer)))
        .filter(({ path, pointer }) => !findsAt(checkWith(path, pointer, other), path, pointer))
        .map(({ path, pointer }) => `${path}#${pointer}`);
      expect(accepted).toEqual([]);
    });
  const checkWith = (path: string, pointer: string, value: Json) =>
    checkFiles(applyAll([set(path, pointer, value)], RICH_FILES)).diagnostics;
  const findsAt = (diagnostics: readonly Diagnostic[], path: string, pointer: string) =>
    diagnostics.some((each) => each.file === path && each.pointer === pointer);

  check(null);
  check(true);
  check(12.5);
  check('§');
  check(['§']);
  check({ '§': '§' });
});

/** Something of a rule set gone wrong: a value, a key or an element changed, moved, added or dropped. */
const arbitraryDamage = fc.oneof(
  fc.record({ place: fc.nat(), value: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> }),
  fc.record({ place: fc.nat(), value: fc.constantFrom(...places.map(({ value }) => value)) }),
);

describe('garbage is found out and never thrown', () => {
  const noThrow = (files: readonly RuleFile[]) => {
    const { diagnostics } = checkFiles(files);
    for (const { file, line, message } of diagnostics) {
      expect(message.zh).not.toBe('');
      expect(files.some(({ path }) => path === file) ? line : 1).toBeGreaterThan(0);
    }
  };

  it('in the values of a rule set', () =>
    fc.assert(
      fc.property(fc.array(arbitraryDamage, { minLength: 1, maxLength: 4 }), (damages) => {
        const json = Object.fromEntries(structuredClone(fileAndJson));
        for (const { place, value } of damages) damage(json, place, value);
        noThrow(Object.entries(json).map(([path, each]) => ({ path, text: JSON.stringify(each, null, 1) })));
      }),
      { numRuns: 500 },
    ));

  it('in the text of a rule set', () =>
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(30), arbitraryScrap, (file, from, length, scrap) => {
        const damaged = RICH_FILES.map(({ path, text }, index) => {
          if (index !== file % RICH_FILES.length) return { path, text };
          const start = from % text.length;
          return { path, text: text.slice(0, start) + scrap + text.slice(start + length) };
        });
        noThrow(damaged);
      }),
      { numRuns: 500 },
    ));

  it('instead of a rule set', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ path: arbitraryPath, text: arbitraryText }), { maxLength: 4 }),
        noThrow,
      ),
      { numRuns: 300 },
    ));

  it('instead of a request, or in one', () => {
    const ruleSet = goodRuleSet();
    const value = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true });
    const facts = fc.constantFrom(...ruleSet.facts.keys(), '__proto__', 'toString', '');
    const profile = fc.dictionary(facts, fc.oneof(fc.jsonValue(), value));
    const keys = fc.constantFrom('subject', 'asOf', 'source', 'include', 'explain', 'record', 'name', 'x');
    const request = fc.tuple(fc.dictionary(keys, fc.jsonValue()), profile);
    const arbitraryRequest = fc.oneof(
      value,
      request.map(([fields, facts]) => ({ ...fields, profile: facts })),
    );
    fc.assert(
      fc.property(arbitraryRequest, (json) => {
        const parsed = parseMatchRequest(ruleSet, json, '2024-09-01');
        expect(parsed.ok || parsed.diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** What editors, input methods and hostile hands leave behind. */
const arbitraryScrap = fc.oneof(
  fc.constantFrom(
    '',
    '，',
    '“',
    '”',
    '：',
    '\uFEFF',
    '\u3000',
    '\r\n',
    '//',
    '/*',
    '{',
    '[',
    '[},',
    '\\',
    '"',
  ),
  fc.constantFrom('null', '1e400', '-0', '{}', '[]', '"__proto__":1,', '\uD800', '"\\uD800"', '\uFFFD', '🏭'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const arbitraryText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.array(arbitraryScrap).map((scraps) => scraps.join('')),
  fc.constantFrom(...RICH_FILES.map(({ text }) => text)),
);
const arbitraryPath = fc.oneof(
  fc.constantFrom(...RICH_FILES.map(({ path }) => path)),
  fc.string({ unit: 'binary', maxLength: 8 }).map((name) => `facts/${name}.json`),
  fc.constantFrom('__proto__', 'policies/', 'facts.json', ''),
);

function damage(json: Record<string, Json>, place: number, value: Json): void {
  const { path = '', pointer = '' } = places[place % places.length] ?? {};
  const steps = pointer.split('/').slice(1);
  let node: unknown = json[path];
  for (const step of steps.slice(0, -1)) {
    if (typeof node !== 'object' || node === null) return;
    node = (node as Record<string, unknown>)[step];
  }
  const last = steps.at(-1) ?? '';
  if (typeof node === 'object' && node !== null) Object.assign(node, { [last]: value });
}
