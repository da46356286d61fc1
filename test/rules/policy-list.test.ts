import { describe, expect, it } from 'vitest';
import { citedClauses, listPolicies, type PolicyFilter, viewPolicy } from '../../src/app/policy-view.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { applyAll, set } from './edits.ts';
import { checkFiles, fileOf, GOOD_FILES, LOAN, PLAN } from './good-rule-set.ts';

const more = (id: string, fields: object) =>
  fileOf(`policies/x/${id}.json`, {
    ...JSON.parse(GOOD_FILES.find(({ path }) => path === LOAN)?.text ?? ''),
    id,
    source: [{ document: 'plan', clause: '1' }],
    ...fields,
  });

const FILES = [
  more('province', { region: '340000', validFrom: null, validTo: null, delivery: 'instant' }),
  more('district', {
    region: '341802',
    validFrom: '2024-06-01',
    validTo: '2024-12-31',
    summary: { zh: '（ＶＣ）创投，每户５万元', en: 'Venture capital' },
  }),
  ...GOOD_FILES,
  more('elsewhere', { region: '350200', benefit: { kind: 'tax', text: { zh: '减税', en: 'tax cut' } } }),
];
const RULES = FILES.filter(({ path }) => !path.startsWith('seeds/'));

function ruleSet() {
  const parsed = parseRuleSet(RULES);
  if (parsed.ruleSet === null) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.ruleSet;
}

describe('the list of policies', () => {
  const check = (filter: PolicyFilter, ...expected: readonly string[]) =>
    it(`${JSON.stringify(filter)}: ${expected}`, () =>
      expect(listPolicies(ruleSet(), filter, 'zh').map(({ id }) => id)).toEqual(expected));

  check({}, 'district', 'elsewhere', 'loan', 'province');
  check({ region: '340000' }, 'district', 'loan', 'province');
  check({ region: '341800' }, 'district', 'loan', 'province');
  check({ region: '350200' }, 'elsewhere');
  check({ region: '999999' });
  check({ asOf: '2024-05-31' }, 'elsewhere', 'loan', 'province');
  check({ asOf: '2024-06-01' }, 'district', 'elsewhere', 'loan', 'province');
  check({ asOf: '2024-12-31' }, 'district', 'elsewhere', 'loan', 'province');
  check({ asOf: '2025-01-01' }, 'elsewhere', 'loan', 'province');
  check({ asOf: '2023-12-31' }, 'province');
  check({ delivery: 'instant' }, 'province');
  check({ delivery: 'application' });
  check({ text: '减税' }, 'elsewhere');
  check({ text: 'VENTURE' }, 'district');
  check({ text: '（vc）' }, 'district');
  check({ text: '(vc)创投,每户5万' }, 'district');
  check({ text: '，' }, 'district');
  check({ text: 'loan' }, 'district', 'elsewhere', 'loan', 'province');
  check({ text: 'province' }, 'province');
  check({ text: '没有这样的' });
  check({ text: '贴息', region: '340000', delivery: 'automatic', asOf: '2024-03-01' }, 'loan');
});

it('has a line a policy, in the language asked for', () => {
  const [zh] = listPolicies(ruleSet(), { text: 'elsewhere' }, 'zh');
  const [en] = listPolicies(ruleSet(), { text: 'elsewhere' }, 'en');
  const same = {
    id: 'elsewhere',
    region: '350200',
    delivery: 'automatic',
    basis: 'indicator',
    departments: ['市财政局'],
    validFrom: '2024-01-01',
    validTo: null,
    source: [{ document: 'plan', clause: '1' }],
  };
  expect(zh).toEqual({
    ...same,
    title: '贷款贴息',
    summary: '给中小企业贴息',
    benefit: { kind: 'tax', text: '减税' },
  });
  expect(en).toEqual({
    ...same,
    title: 'loan subsidy',
    summary: 'interest subsidy for small and medium enterprises',
    benefit: { kind: 'tax', text: 'tax cut' },
  });
});

describe('one policy', () => {
  const { ruleSet: good, documents } = checkFiles(GOOD_FILES);
  const [loan] = good?.policies ?? [];
  if (good === null || loan === undefined) throw new Error('the good rule set has mistakes');
  const residual = [{ text: { zh: '已立项', en: 'approved' }, confirmedBy: '发改委' }];

  it('is shown with its conditions in plain language', () =>
    expect(viewPolicy(good, documents, loan, 'zh').conditions).toEqual({
      text: '同时符合下列条件：',
      parts: [
        { text: '注册地在宣城市（341800）', parts: [] },
        { text: '中小企业（企业规模为小型或中型）', parts: [] },
        { text: '从业人员少于300人', parts: [] },
      ],
    }));
  it('is shown with what must be confirmed', () =>
    expect(viewPolicy(good, documents, { ...loan, residual }, 'en').residual).toEqual([
      { text: 'approved', confirmedBy: '发改委' },
    ]));
  it('cites its clauses in its own order, and none that is not there', () => {
    const source = ['1.1', '9', '1'].map((clause) => ({ document: 'plan', clause }));
    const cited = citedClauses(documents, {
      ...loan,
      source: [...source, { document: 'other', clause: '1' }],
    });
    expect(cited).toEqual(
      ['1.1', '1'].map((clause) => ({
        document: 'plan',
        documentTitle: '方案',
        clause,
        summary: '概括',
        digest: null,
      })),
    );
  });
  it('cites the digest of a sealed clause', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const sealed = checkFiles(applyAll([set(PLAN, '/clauses/1/digest', digest)], GOOD_FILES)).documents;
    expect(citedClauses(sealed, loan).map((each) => each.digest)).toEqual([digest]);
  });
});
