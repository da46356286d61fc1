import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/engine/decimal.ts';
import { parseJsonText } from '../../src/rules/json-text.ts';
import { MOST_COMPARED } from '../../src/rules/nearest.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { smallRuleSet } from '../api/small-rule-set.ts';
import { applyAll, change, type Edit, set, write } from './edits.ts';
import {
  AUTHORITIES,
  checkFiles,
  DERIVED,
  DIVISION,
  GOOD_FILES,
  goodRuleSet,
  LOAN,
  MANIFEST,
  NOT_LARGE,
  PLAN,
  REPORTED,
} from './good-rule-set.ts';

describe('a word misspelt is followed by the one that was meant', () => {
  const check = (edit: Edit, meant: string) =>
    it(meant, () => {
      const [first] = checkFiles(applyAll([edit], GOOD_FILES)).diagnostics.filter(
        ({ severity }) => severity === 'error',
      );
      expect(first?.help).toEqual({ zh: `是不是想写“${meant}”？`, en: `did you mean '${meant}'?` });
    });

  check(set(LOAN, '/conditions/all/1/fact', 'employes'), 'employees');
  check(set(LOAN, '/conditions/all/1/operator', 'lessThanInclusiv'), 'lessThanInclusive');
  check(set(NOT_LARGE, '/conditions/value/0', 'smal'), 'small');
  check(set(NOT_LARGE, '/conditions/operator', 'IN'), 'in');
  check(set(LOAN, '/conditions/all/0/condition', 'notlarge'), 'not-large');
  check(set(LOAN, '/delivery', 'automated'), 'automatic');
  check(set(LOAN, '/source/0/document', 'plans'), 'plan');
  check(set(LOAN, '/examples/0/source', 'hub1'), 'hub');
  check(set(REPORTED, '/facts/0/authorities/0', 'marked'), 'market');
  check(set(REPORTED, '/facts/0/hierarchy', 'divisions'), 'division');
  check(set(MANIFEST, '/regionFact', 'registeredregion'), 'registeredRegion');
  check(set(DERIVED, '/facts/0/derived/denominator', 'annualRevenu'), 'annualRevenue');
  check(set(DERIVED, '/facts/1/derived/otherwise', 'Many'), 'many');
});

describe('a word that resembles nothing is followed by general advice', () => {
  const check = (edit: Edit, help: string | undefined) =>
    it(help ?? 'none', () => {
      expect(checkFiles(applyAll([edit], GOOD_FILES)).diagnostics.at(-1)?.help?.zh).toBe(help);
    });

  check(set(LOAN, '/conditions/all/1/fact', 'headCount'), '先在 facts/ 里声明，或改用已有的指标');
  check(set(LOAN, '/conditions/all/1/operator', '<'), undefined);
});

describe('several slips at once are all listed, in order of place', () => {
  const check = (name: string, edits: readonly Edit[], ...found: readonly string[]) =>
    it(name, () => {
      const { diagnostics } = checkFiles(applyAll(edits, GOOD_FILES));
      expect(diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toEqual(
        found,
      );
    });

  check(
    'in one file, of every stage',
    [
      set(LOAN, '/region', '999999'),
      set(LOAN, '/id', 'lend'),
      set(LOAN, '/conditions/all/1/fact', 'emploees'),
      set(LOAN, '/conditions/all/0/condition', 'not-larg'),
      set(LOAN, '/validTo', '2020-01-01'),
      set(LOAN, '/source/0/clause', '7'),
    ],
    'conditions/not-large.json:2:9 unused-condition',
    'policies/341800/loan.json:2:9 file-name',
    'policies/341800/loan.json:14:17 unknown-clause',
    'policies/341800/loan.json:20:13 unknown-code',
    'policies/341800/loan.json:22:14 dates-reversed',
    'policies/341800/loan.json:28:22 unknown-condition',
    'policies/341800/loan.json:31:17 unknown-fact',
    'seeds/plan.json:34:9 clause-not-encoded',
  );
  check(
    'in every file',
    [
      change(AUTHORITIES, '"税务局"', '税务局'),
      set(NOT_LARGE, '/conditions/value/0', 'tiny'),
      set(DERIVED, '/facts/0/derived/kind', 'quotient'),
      set(REPORTED, '/facts/5/mutable', 'yes'),
      set(REPORTED, '/facts/0/label/en', 1),
      set(DIVISION, '/codes/341800/parent', '340001'),
      set(LOAN, '/basis', null),
      set(LOAN, '/examples/4/asOf', '2024-02-30'),
      change(LOAN, '"title": {', '"titel": {'),
      set(MANIFEST, '/regionFact', 'region fact'),
      set(PLAN, '/clauses/1/digest', 'none'),
      set(PLAN, '/clauses/0/deadline', { text: '年底前', date: '2024-12-32' }),
    ],
    'authorities.json:5:15 not-json',
    'facts/derived.json:17:17 wrong-value',
    'facts/reported.json:11:15 wrong-type',
    'facts/reported.json:101:18 wrong-type',
    'hierarchies/division.json:14:17 orphan-code',
    'policies/341800/loan.json:1:1 missing-key',
    'policies/341800/loan.json:3:3 unknown-key',
    'policies/341800/loan.json:24:12 wrong-value',
    'policies/341800/loan.json:92:15 wrong-form',
    'rule-set.json:6:17 wrong-form',
    'seeds/plan.json:22:17 wrong-form',
    'seeds/plan.json:30:17 wrong-form',
  );
});

describe('what is no mistake', () => {
  const check = (name: string, ...edits: readonly Edit[]) =>
    it(name, () => expect(checkFiles(applyAll(edits, GOOD_FILES)).diagnostics).toEqual([]));
  const everywhere =
    (rewrite: (text: string) => string): Edit =>
    (files) =>
      files.map(({ path, text }) => ({ path, text: rewrite(text) }));

  check(
    'a byte-order mark',
    everywhere((text) => `\uFEFF${text}`),
  );
  check(
    'CRLF',
    everywhere((text) => text.replaceAll('\n', '\r\n')),
  );
  check(
    'no blanks at all',
    everywhere((text) => JSON.stringify(JSON.parse(text))),
  );
  check('characters beyond the basic plane', set(LOAN, '/departments/0', '𠮷林市财政局🏭'));
  check('a character escaped in two halves', change(LOAN, '市财政局', '\\ud842\\udfb7'));
  check('a $schema', set(LOAN, '/$schema', '../../schemas/policy.schema.json'));
  check('a number of 15 digits', set(LOAN, '/examples/0/profile/annualRevenue', 1234567890123.45));
  check('a number with an exponent', change(LOAN, '"value": 300', '"value": 3e2'));
});

describe('how deep and how large a text may be', () => {
  const check = (name: string, text: string, ok: boolean) =>
    it(`${name} is ${ok ? 'read' : 'refused'}`, () => expect(parseJsonText('f', text).ok).toBe(ok));

  check('64 levels', `${'['.repeat(64)}${']'.repeat(64)}`, true);
  check('65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, false);
  check(
    '64 levels side by side',
    `[${Array(100)
      .fill(`${'{"a":'.repeat(63)}1${'}'.repeat(63)}`)
      .join()}]`,
    true,
  );
  check('a text full of brackets', JSON.stringify('[{'.repeat(100)), true);
  check('a text full of quotes and backslashes', JSON.stringify(['"[\\', '\\"[', '[']), true);
  check('five million characters', `"${'a'.repeat(4_999_998)}"`, true);
  check('five million characters and one', `"${'a'.repeat(4_999_999)}"`, false);
});

describe('what Chinese input methods type is understood in a profile', () => {
  const ruleSet = goodRuleSet();
  const check = (fact: string, typed: unknown, meant: unknown) =>
    it(`${fact} ${JSON.stringify(typed)}`, () => {
      const { profile, diagnostics } = parseProfile(ruleSet, { [fact]: typed }, null);
      expect(diagnostics).toEqual([]);
      expect(profile?.get(fact)).toEqual([{ value: meant, source: null, observedOn: null }]);
    });

  check('annualRevenue', '１２３４５６．７８', new Decimal('123456.78'));
  check('annualRevenue', ' －８０ ', new Decimal('-80'));
  check('establishedOn', '２０２４－０９－０１', '2024-09-01');
  check('registeredRegion', '３４１８０２', '341802');
  check('size', 'ｓｍａｌｌ　', 'small');

  it('in a source and a day of observation, too', () => {
    const report = { value: 'small', source: 'ｔａｘ', observedOn: '２０２４-０９-０１' };
    const { profile } = parseProfile(ruleSet, { size: report }, 'hub');
    expect(profile?.get('size')).toEqual([{ value: 'small', source: 'tax', observedOn: '2024-09-01' }]);
  });
});

describe('of the mistakes in a profile, only the first are compared with what was meant', () => {
  const { ruleSet } = smallRuleSet();
  const many = Array.from({ length: 2 * MOST_COMPARED }, (_, index) => index);
  const half = many.slice(0, MOST_COMPARED - 1);
  const facts = (count: readonly number[]) => Object.fromEntries(count.map((n) => [`employees${n}`, 1]));
  const sources = (count: readonly number[]) => count.map((n) => ({ value: 1, source: `data-bureau${n}` }));

  it.each([
    ['facts', facts(many)],
    ['sources', { employees: sources(many) }],
    ['members of a set', { titles: many.map((n) => `pioneer${n}`) }],
    ['some of each', { ...facts(half), employees: sources(half), titles: many.map((n) => `pioneer${n}`) }],
  ])('%s', (_, json) => {
    const { diagnostics } = parseProfile(ruleSet, json, null);
    const suggested = diagnostics.map(({ help }) => help?.en.startsWith('did you mean') ?? false);
    expect(suggested).toEqual(diagnostics.map((_, index) => index < MOST_COMPARED));
    expect(diagnostics.length).toBeGreaterThan(MOST_COMPARED);
  });
});

describe('an error refuses the rule set, a warning does not', () => {
  const check = (name: string, edit: Edit, severity: string) =>
    it(name, () => {
      const { ruleSet, diagnostics } = checkFiles(applyAll([edit], GOOD_FILES));
      expect(diagnostics.map((each) => each.severity)).toEqual([severity]);
      expect(ruleSet === null).toBe(severity === 'error');
    });
  const spare = JSON.stringify({
    id: 'spare',
    label: { zh: '备用', en: 'spare' },
    description: '—',
    conditions: { fact: 'employees', operator: 'lessThan', value: 5 },
  });

  check(
    'a condition not used',
    (files) => [...files, { path: 'conditions/spare.json', text: spare }],
    'warning',
  );
  check('a comma too many', write(MANIFEST, '{},'), 'error');
});
