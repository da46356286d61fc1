import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, answer, type MatchView } from '../../src/app/answer.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { ENGINE_VERSION } from '../../src/engine/version.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import type { Language } from '../../src/rules/plain/language.ts';
import { ANSWER_FILES, PROFILE } from './answer-rule-set.ts';

const TODAY = '2024-09-01';
const EVERY = { include: ['ineligible', 'undetermined', 'conditional', 'eligible'] };

function compile(files: readonly RuleFile[]): RuleSet {
  const { ruleSet, diagnostics } = parseRuleSet(files);
  if (ruleSet === null) throw new Error(JSON.stringify(diagnostics));
  return ruleSet;
}

const RULE_SET = compile(ANSWER_FILES);

function ask(request: object = {}, language: Language = 'zh', ruleSet = RULE_SET): Answer {
  const parsed = parseMatchRequest(ruleSet, { source: 'hub', profile: PROFILE, ...request }, TODAY);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return answer(ruleSet, parsed.request, language);
}

function viewOf(id: string, request: object = {}, language: Language = 'zh'): MatchView {
  const view = ask({ ...EVERY, ...request }, language).matches.find(({ policyId }) => policyId === id);
  if (view === undefined) throw new Error(`no match for ${id}`);
  return view;
}

describe('matches come by outcome, then by id', () => {
  const check = (name: string, request: object, ...expected: readonly string[]) =>
    it(name, () =>
      expect(ask(request).matches.map(({ policyId, outcome }) => `${outcome} ${policyId}`)).toEqual(expected),
    );

  check(
    'all of them, however they are asked for',
    EVERY,
    'eligible b-guide',
    'eligible grant-few',
    'eligible j-staff',
    'conditional c-confirmed',
    'conditional d-vouched',
    'undetermined e-intense',
    'undetermined f-spending',
    'undetermined g-old',
    'ineligible a-guide',
    'ineligible i-elsewhere',
  );
  check(
    'those in force on another day',
    { asOf: '2023-12-31', include: ['eligible'] },
    'eligible b-guide',
    'eligible grant-few',
    'eligible h-ended',
    'eligible j-staff',
  );
  check('those of one outcome', { include: ['ineligible'] }, 'ineligible a-guide', 'ineligible i-elsewhere');
  check('none', { include: [] });

  it('without the ineligible, unless they are asked for', () => {
    const { matches } = ask();
    expect(new Set(matches.map(({ outcome }) => outcome))).toEqual(
      new Set(['eligible', 'conditional', 'undetermined']),
    );
  });
});

describe('counts and missing facts are those of all policies in force, shown or not', () => {
  const check = (request: object) =>
    it(JSON.stringify(request), () => {
      const { counts, missing } = ask(request);
      expect(counts).toEqual({ eligible: 3, conditional: 2, undetermined: 3, ineligible: 2 });
      expect(missing.map(({ fact }) => fact)).toEqual(['rdExpense', 'establishedOn']);
    });

  check({});
  check({ include: [] });
  check({ include: ['ineligible'] });

  it('and add up for an enterprise of which nothing is known', () =>
    expect(ask({ profile: {} }).counts).toEqual({
      eligible: 0,
      conditional: 0,
      undetermined: 10,
      ineligible: 0,
    }));
});

describe('missing facts are ranked', () => {
  const check = (name: string, profile: object, ...expected: readonly string[]) =>
    it(name, () =>
      expect(ask({ profile }).missing.map(({ fact, decides }) => `${fact}: ${decides.join(' ')}`)).toEqual(
        expected,
      ),
    );

  check(
    'the one that could settle the most first',
    PROFILE,
    'rdExpense: e-intense f-spending',
    'establishedOn: g-old',
  );
  check(
    'equal ones by id, the policies of each by id',
    {},
    'registeredRegion: b-guide c-confirmed d-vouched e-intense f-spending g-old grant-few i-elsewhere j-staff',
    'employees: c-confirmed f-spending grant-few j-staff',
    'annualRevenue: d-vouched e-intense f-spending',
    'rdExpense: e-intense f-spending',
    'size: a-guide b-guide',
    'establishedOn: g-old',
  );

  it('with their label and who vouches for them, in the language asked for', () => {
    const about = { fact: 'establishedOn', decides: ['g-old'] };
    expect(ask().missing[1]).toEqual({ ...about, label: '成立日期', authorities: ['市场监管局'] });
    expect(ask({}, 'en').missing[1]).toEqual({
      ...about,
      label: 'established on',
      authorities: ['market regulator'],
    });
  });
});

describe('a match says', () => {
  it('what the policy is', () =>
    expect(viewOf('c-confirmed', { explain: 'none' })).toEqual({
      policyId: 'c-confirmed',
      title: '政策c-confirmed',
      outcome: 'conditional',
      automatic: false,
      delivery: 'application',
      departments: ['市财政局'],
      benefit: { kind: 'service', text: '服务' },
      reasons: [],
      missing: [],
      remaining: [{ kind: 'residual', text: '项目已立项', confirmedBy: '发改委' }],
      displacedBy: null,
      source: [{ document: 'plan', clause: '1.1' }],
    }));

  it('the same in English', () =>
    expect(viewOf('c-confirmed', {}, 'en')).toMatchObject({
      title: 'policy c-confirmed',
      benefit: { text: 'service' },
      reasons: [{ text: expect.stringContaining('registered in: 宣州区 (341802), required:') }, {}],
      remaining: [{ text: 'the project is approved' }],
    }));

  it('which facts must be vouched for, and by whom', () => {
    expect(viewOf('d-vouched').remaining).toEqual([
      {
        kind: 'evidence',
        why: 'self-declared',
        text: '“年营业收入”仅为企业自报，须由部门证实',
        fact: 'annualRevenue',
        confirmedBy: ['税务局'],
      },
    ]);
    expect(viewOf('d-vouched', {}, 'en').remaining).toMatchObject([
      {
        text: "'annual revenue' is self-declared and must be vouched for by an authority",
        confirmedBy: ['tax authority'],
      },
    ]);
  });
  it('which body has vouched for what it has no say in', () => {
    const region = { fact: 'registeredRegion', why: 'not-an-authority', confirmedBy: ['市场监管局'] };
    expect(viewOf('grant-few', { source: 'tax' }).remaining).toMatchObject([
      { ...region, text: '“注册地”由税务局提供，不能为此作证，须由主管部门证实' },
    ]);
  });

  const automatic = (id: string, request: object, expected: boolean) =>
    it(`${id} is ${expected ? '' : 'not '}automatic for ${JSON.stringify(request)}`, () =>
      expect(viewOf(id, request).automatic).toBe(expected));

  automatic('grant-few', {}, true);
  automatic('grant-few', { source: 'self' }, false);
  automatic('grant-few', { source: 'tax' }, false);
  automatic('b-guide', {}, false);
  automatic('d-vouched', {}, false);
  automatic('d-vouched', { profile: { ...PROFILE, annualRevenue: 1 } }, true);

  it('which facts it lacks', () => expect(viewOf('f-spending').missing).toEqual(['rdExpense']));
});

describe('explanations', () => {
  const check = (explain: string | undefined, reasons: number, explained: boolean) =>
    it(`${explain}`, () => {
      const view = viewOf('j-staff', explain === undefined ? {} : { explain });
      expect(view.reasons).toHaveLength(reasons);
      expect('explanation' in view).toBe(explained);
    });

  check('none', 0, false);
  check('reasons', 3, false);
  check('full', 3, true);
  check(undefined, 3, false);
});

describe('an answer names what it rests on', () => {
  it('rule set, engine and day', () =>
    expect(ask()).toMatchObject({ asOf: TODAY, ruleSet: RULE_SET.digest, engine: ENGINE_VERSION }));
  it('the day asked about', () => expect(ask({ asOf: '2020-01-01' }).asOf).toBe('2020-01-01'));
  it('the subject in its normal form', () =>
    expect(ask({ subject: ' 91341800ma2xy1234j' }).subject).toBe('91341800MA2XY1234J'));
  it('no subject where none was given', () => expect('subject' in ask()).toBe(false));
});

it('has equal bytes for equal inputs, in whatever order they come', () => {
  const request = {
    ...EVERY,
    explain: 'full',
    profile: { ...PROFILE, size: [{ value: 'small' }, { value: 'small', source: 'tax' }] },
  };
  const bytes = JSON.stringify(ask(request));
  const shuffled = <T>(items: readonly T[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  fc.assert(
    fc.property(shuffled(ANSWER_FILES), shuffled(Object.entries(request.profile)), (files, entries) => {
      const profile = Object.fromEntries(entries);
      expect(JSON.stringify(ask({ ...request, profile }, 'zh', compile(files)))).toBe(bytes);
    }),
    { numRuns: 25 },
  );
});
