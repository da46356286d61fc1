import { describe, expect, it } from 'vitest';
import { match } from '../../src/engine/match.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { add, applyAll, type Edit, set } from './edits.ts';
import { checkFiles, GOOD_FILES, LOAN, PLAN } from './good-rule-set.ts';

const AMOUNT = '/benefit/amount';
const amount = (json: unknown): Edit => set(LOAN, AMOUNT, json);
const exampleAmount = (text: unknown): Edit => set(LOAN, '/examples/0/amount', text);
const perUnit = (given: object) => amount({ perUnit: 100, of: 'employees', ...given });
const share = (given: object) => amount({ rate: 0.5, of: 'rdExpense', ...given });
const bands = (of: string, ...each: readonly object[]) => amount({ tiers: 'slab', of, bands: each });

/** What is found, as `code file#pointer`. */
const check = (name: string, edits: readonly Edit[], ...found: readonly string[]) =>
  it(name, () => {
    const { diagnostics } = checkFiles(applyAll(edits, GOOD_FILES));
    expect(diagnostics.map(({ code, file, pointer }) => `${code} ${file}#${pointer}`)).toEqual(found);
  });

const at = (pointer: string) => `${LOAN}#/benefit/amount/${pointer}`;
const shown = exampleAmount('1.00');

describe('figures', () => {
  check('a negative cap', [share({ cap: -1 })], `negative-amount ${at('cap')}`);
  check('a negative floor, as text', [share({ floor: '-0.01' })], `negative-amount ${at('floor')}`);
  check('so much less than nothing each', [perUnit({ perUnit: -5 })], `negative-amount ${at('perUnit')}`);
  check(
    'a negative sum in a band',
    [bands('rdExpense', { upTo: null, fixed: -1 })],
    `negative-amount ${at('bands/0/fixed')}`,
  );
  check(
    'a negative amount within choices',
    [amount({ lesserOf: [{ fixed: 1 }, { greaterOf: [{ fixed: 2 }, { fixed: -3 }] }] })],
    `negative-amount ${at('lesserOf/1/greaterOf/1/fixed')}`,
  );
  check(
    'several at once',
    [share({ rate: -1, of: 'size', cap: -1, floor: 5 })],
    `negative-amount ${at('rate')}`,
    `wrong-input ${at('of')}`,
    `negative-amount ${at('cap')}`,
  );
  check('a rate as text', [share({ rate: '50%' })], `wrong-type ${at('rate')}`);
  check('units that aren’t many', [perUnit({ maxUnits: -2 })], `wrong-form ${at('maxUnits')}`);
  check('a fact that is a set of choices', [amount({ perUnit: 1, of: 'size' })], `wrong-input ${at('of')}`);
  check('no bands', [bands('rdExpense')], `empty ${at('bands')}`);
  check(
    'bands neither slab nor marginal',
    [amount({ tiers: 'steps', of: 'rdExpense', bands: [{ upTo: null }] })],
    `wrong-value ${at('tiers')}`,
  );
});

describe('bands end at values of their fact', () => {
  const two = (upTo: unknown) => [
    { upTo, fixed: 1 },
    { upTo: null, fixed: 2 },
  ];
  check('a share of many digits', [bands('rdIntensity', ...two(0.0125)), exampleAmount('unknown')]);
  check('a share below zero', [bands('rdIntensity', ...two(-0.05)), exampleAmount('unknown')]);
  check('money of three decimals', [bands('rdExpense', ...two(0.125))], `wrong-type ${at('bands/0/upTo')}`);
  check('a share as text', [bands('rdIntensity', ...two('0.05'))], `wrong-type ${at('bands/0/upTo')}`);
  check('of a fact misspelt', [bands('rdIntensty', ...two(5))], `unknown-fact ${at('of')}`);
});

/** The loan once more, and both in the groups named. */
const rivals =
  (exclusive: readonly string[]): Edit =>
  (files) => {
    const joined = applyAll(
      [
        set(LOAN, '/exclusive', exclusive),
        amount({ fixed: 1 }),
        shown,
        set(PLAN, '/clauses/1/policies', ['loan', 'lend']),
      ],
      files,
    );
    const text = joined.find(({ path }) => path === LOAN)?.text.replace('"id": "loan"', '"id": "lend"') ?? '';
    return [...joined, { path: 'policies/341800/lend.json', text }];
  };
const group = (id: string, limits: object): Edit =>
  add(`exclusions/${id}.json`, { id, label: { zh: id, en: id }, description: '就高不重复。', ...limits });

describe('groups', () => {
  const once = group('once', { atMost: 1 });
  check('a group of two', [once, rivals(['once'])]);
  check('a group that both name twice', [once, rivals(['once', 'once'])]);
  check(
    'a group of one',
    [once, set(LOAN, '/exclusive', ['once']), amount({ fixed: 1 }), shown],
    'lonely-group exclusions/once.json#/id',
  );
  check('no limit', [group('free', {}), rivals(['free'])], 'missing-key exclusions/free.json#');
  check(
    'a number that isn’t whole',
    [group('half', { atMost: 1.5 }), rivals(['half'])],
    'wrong-type exclusions/half.json#/atMost',
  );
  check(
    'a group of nobody',
    [once, rivals(['onse', 'once'])],
    'unknown-group policies/341800/lend.json#/exclusive/0',
    `unknown-group ${LOAN}#/exclusive/0`,
  );
  check(
    'exclusive without an amount',
    [once, set(LOAN, '/exclusive', ['once'])],
    'lonely-group exclusions/once.json#/id',
    `exclusive-without-amount ${LOAN}#/exclusive`,
  );
  check(
    'no group in the list',
    [set(LOAN, '/exclusive', []), amount({ fixed: 1 }), shown],
    `empty ${LOAN}#/exclusive`,
  );

  it('a group named twice takes one place, not two', () => {
    const { ruleSet } = checkFiles(applyAll([once, rivals(['once', 'once'])], GOOD_FILES));
    expect(ruleSet?.policies.map(({ exclusive }) => exclusive)).toEqual([['once'], ['once']]);
  });
});

describe('amounts of examples', () => {
  const malformed = `wrong-form ${LOAN}#/examples/0/amount`;
  for (const text of ['1', '1.0', '1.000', '1,000.00', '-1.00', '１.００', ' 1.00', 'Unknown', ''])
    check(`written ${JSON.stringify(text)}`, [amount({ fixed: 1 }), exampleAmount(text)], malformed);
  check('a number', [amount({ fixed: 1 }), exampleAmount(1)], `wrong-type ${LOAN}#/examples/0/amount`);
  check(
    'unknown though it is known',
    [amount({ fixed: 1 }), exampleAmount('unknown')],
    `example-failed ${LOAN}#/examples/0/amount`,
  );
  check('an amount of what gives none', [shown], `example-failed ${LOAN}#/examples/0/amount`);
  check(
    'an amount of an ineligible example',
    [amount({ fixed: 1 }), shown, set(LOAN, '/examples/1/amount', '1.00')],
    `example-failed ${LOAN}#/examples/1/amount`,
  );
});

describe('absurd values are decided like any other', () => {
  /** What the loan comes to for such a profile, or what is wrong with it. */
  const worth = (edit: Edit, profile: object): string => {
    const rules: RuleSet = parseRuleSet(applyAll([edit], GOOD_FILES).filter(({ path }) => path !== PLAN))
      .ruleSet!;
    const parsed = parseProfile(
      rules,
      { registeredRegion: '341802', size: 'small', employees: 80, ...profile },
      'hub',
    );
    if (parsed.profile === null)
      return parsed.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`).join(', ');
    const [only] = match(rules, parsed.profile, '2024-09-01');
    const { amount: known, atLeast, atMost } = only?.amount ?? {};
    return `${only?.outcome} ${known?.toFixed(2) ?? `${atLeast?.toFixed(2)}–${atMost?.toFixed(2) ?? ''}`}`;
  };
  const decided = (name: string, edit: Edit, profile: object, expected: string) =>
    it(name, () => expect(worth(edit, profile)).toBe(expected));

  decided('1e15 yuan', share({}), { rdExpense: '1000000000000000' }, 'eligible 500000000000000.00');
  decided(
    '1e15 yuan to the fen, as text',
    share({}),
    { rdExpense: '1000000000000000.01' },
    'eligible 500000000000000.01',
  );
  decided(
    '1e15 yuan to the fen, as a number',
    share({}),
    { rdExpense: 1000000000000000.1 },
    'wrong-type /rdExpense',
  );
  decided('no staff', perUnit({}), { employees: 0 }, 'eligible 0.00');
  decided('fewer than none', perUnit({}), { employees: -1 }, 'out-of-range /employees');
  decided(
    'observed tomorrow',
    perUnit({}),
    { employees: { value: 5, observedOn: '2024-09-02' } },
    'undetermined 0.00–100000000.00',
  );
  decided(
    'observed long ago',
    perUnit({}),
    { employees: { value: 5, observedOn: '2020-09-02' } },
    'undetermined 0.00–100000000.00',
  );
  decided('units beyond number', perUnit({ maxUnits: 1e300 }), {}, 'eligible 8000.00');
  decided(
    'a cap beyond number',
    share({ cap: '99999999999999999999.99' }),
    { rdExpense: 7 },
    'eligible 3.50',
  );
  decided('the smallest rate', share({ rate: 5e-324 }), { rdExpense: 1e14 }, 'eligible 0.00');
  decided('the largest rate', share({ rate: 1.7e308, cap: 5 }), { rdExpense: 1 }, 'eligible 5.00');
});
