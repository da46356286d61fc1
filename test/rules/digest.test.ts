import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { applyAll, type Edit, set } from './edits.ts';
import { GOOD_FILES, LOAN, NOT_LARGE, REPORTED } from './good-rule-set.ts';

const RULES = GOOD_FILES.filter(({ path }) => !path.startsWith('seeds/'));

function digestOf(files: readonly RuleFile[]): string {
  const { ruleSet, diagnostics } = parseRuleSet(files);
  if (ruleSet === null) throw new Error(JSON.stringify(diagnostics));
  return ruleSet.digest;
}

/** Canonical JSON of what this test writes: keys in order of their UTF-16 code units, no blanks. */
function sorted(json: unknown): string {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map(sorted).join(',')}]`;
  const keys = Object.keys(json).sort();
  const members = keys.map(
    (key) => `${JSON.stringify(key)}:${sorted((json as Record<string, unknown>)[key])}`,
  );
  return `{${members.join(',')}}`;
}

it('is the SHA-256 of the sorted JSON of all files by path', () => {
  const byPath = Object.fromEntries(RULES.map(({ path, text }) => [path, JSON.parse(text)]));
  const hash = createHash('sha256').update(sorted(byPath), 'utf8').digest('hex');
  expect(digestOf(RULES)).toBe(`sha256:${hash}`);
});

it('is a known one for a rule set of four lines', () => {
  const tiny: readonly RuleFile[] = [
    { path: 'rule-set.json', text: '{"title":{"zh":"小","en":"small"},"regionFact":"place"}' },
    { path: 'authorities.json', text: '{"authorities":{"tax":{"label":{"zh":"税","en":"tax"}}}}' },
    {
      path: 'hierarchies/d.json',
      text: '{"id":"d","label":{"zh":"地","en":"d"},"source":"-","codes":{"1":{"name":"一"}}}',
    },
    {
      path: 'facts/f.json',
      text: '{"subject":{"zh":"一","en":"f"},"facts":[{"id":"place","label":{"zh":"地","en":"p"},"type":"code","hierarchy":"d","authorities":["tax"],"mutable":false,"description":"-"}]}',
    },
  ];
  // From Python: json.dumps(files, sort_keys=True, ensure_ascii=False, separators=(',', ':')), then sha256.
  expect(digestOf(tiny)).toBe('sha256:8e72cfbd9943ef7c7c1aea120020277721a97378936983532e150654ac1232f0');
});

it('does not depend on the order of files, of keys, or on blanks', () => {
  const original = digestOf(RULES);
  const shuffledFiles = fc.shuffledSubarray([...RULES], { minLength: RULES.length, maxLength: RULES.length });
  const blanks = fc.constantFrom('', ' ', '\t', '  ');
  fc.assert(
    fc.property(shuffledFiles, fc.infiniteStream(fc.double()), blanks, (files, chances, indent) => {
      const shuffle = (json: unknown): unknown => {
        if (Array.isArray(json)) return json.map(shuffle);
        if (typeof json !== 'object' || json === null) return json;
        const entries = Object.entries(json).map(([key, value]) => ({
          entry: [key, shuffle(value)] as const,
          chance: chances.next().value ?? 0,
        }));
        return Object.fromEntries(
          entries.toSorted((a, b) => (a.chance < b.chance ? -1 : 1)).map(({ entry }) => entry),
        );
      };
      const rewritten = files.map(({ path, text }) => ({
        path,
        text: JSON.stringify(shuffle(JSON.parse(text)), null, indent),
      }));
      expect(digestOf(rewritten)).toBe(original);
    }),
    { numRuns: 30 },
  );
});

it('does not depend on how a number or a character is written', () => {
  const rewrite: Edit = (files) =>
    files.map(({ path, text }) => ({
      path,
      text: text.replaceAll('300', '3.00e2').replaceAll('市', '\\u5e02').replaceAll('\n', '\r\n'),
    }));
  expect(digestOf(rewrite(RULES))).toBe(digestOf(RULES));
});

it('changes with every change of a value or a path', () => {
  const edits: readonly Edit[] = [
    set(LOAN, '/conditions/all/1/value', 301),
    set(LOAN, '/summary/en', 'interest subsidy for small and medium enterprises '),
    set(LOAN, '/examples/0/name', 'a yes'),
    set(LOAN, '/validTo', '2030-12-31'),
    set(LOAN, '/$schema', 'policy.schema.json'),
    set(REPORTED, '/facts/1/maxAgeDays', 401),
    set(NOT_LARGE, '/conditions/value', ['medium', 'small']),
    set(NOT_LARGE, '/description', '不含大型'),
    (files) => files.map(({ path, text }) => ({ path: path.replace('341800/', ''), text })),
    (files) => files.map(({ path, text }) => ({ path: path.replace('reported', 'given'), text })),
  ];
  const digests = [RULES, ...edits.map((edit) => applyAll([edit], RULES))].map(digestOf);
  expect(new Set(digests).size).toBe(edits.length + 1);
});
