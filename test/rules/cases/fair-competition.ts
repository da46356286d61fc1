import { completeCreditCode } from '../../../src/rules/credit-code.ts';
import { set } from '../edits.ts';
import { DERIVED, LOAN, MANIFEST, NOT_LARGE, REPORTED } from '../good-rule-set.ts';
import { type Case, several } from './case.ts';

const rule = { zh: '第九条', en: 'article 9' };
const names = { endings: ['股份有限公司', '有限公司'], notAfter: ['的', '股份'] };
const reason = (ground: string, reviewedBy: string | null = '市市场监管局') => ({
  ground,
  reason: '文件第一条要求',
  reviewedBy,
  reviewedOn: null,
});

/** The fact at that place of the catalogue tells enterprises apart on that ground. */
const tag = (index: number, ground: string, file = REPORTED) =>
  set(file, `/facts/${index}/distinguishes`, ground);
const [REGION, EMPLOYEES, SIZE, , , RD_EXPENSE] = [0, 1, 2, 3, 4, 5];

const here = { fact: 'registeredRegion', operator: 'within', value: ['341800', '350200'] };
const part = (json: unknown) => set(LOAN, '/conditions/all/1', json);
/** The examples no longer fit, which is not what these cases are about. */
const broad = set(LOAN, '/examples', []);
const LACKING = ['few-examples', ...Array<string>(5).fill('example-coverage')].map(
  (code) => `${code} policies/341800/loan.json#/examples 48:15 []`,
);

/** What is said of treating enterprises differently; examples aside. */
export const FAIR_COMPETITION_CASES: readonly Case[] = [
  several(
    'a condition by who owns them, through a named condition',
    [tag(SIZE, 'ownership'), set(MANIFEST, '/fairCompetition', { rules: { ownership: rule } })],
    'differs-by-ownership policies/341800/loan.json#/conditions/all/0/condition 28:22 "not-large"',
  ),
  several(
    'a condition on one supplier',
    [tag(EMPLOYEES, 'named')],
    'differs-by-name policies/341800/loan.json#/conditions/all/1/fact 31:17 "employees",',
  ),
  several('a reason that names who reviewed it', [
    tag(EMPLOYEES, 'named'),
    set(LOAN, '/fairCompetition', [reason('named')]),
  ]),
  several(
    'a reason that nobody is known to have reviewed',
    [tag(EMPLOYEES, 'named'), set(LOAN, '/fairCompetition', [reason('named', null)])],
    'review-unknown policies/341800/loan.json#/fairCompetition/0/reviewedBy 109:21 null,',
  ),
  several(
    'a reason of another ground, and one twice',
    [
      tag(EMPLOYEES, 'named'),
      set(LOAN, '/fairCompetition', [reason('origin'), reason('named'), reason('named')]),
    ],
    'idle-justification policies/341800/loan.json#/fairCompetition/0/ground 107:17 "origin",',
    'idle-justification policies/341800/loan.json#/fairCompetition/2/ground 119:17 "named",',
  ),
  several('the region that the policy is for', [tag(REGION, 'origin')]),
  several(
    'the region again, in the conditions, with another',
    [tag(REGION, 'origin'), part(here), broad],
    ...LACKING,
  ),
  several(
    'all but the region',
    [tag(REGION, 'origin'), part({ not: here }), broad],
    'differs-by-origin policies/341800/loan.json#/conditions/all/1/not/fact 32:19 "registeredR',
  ),
  several(
    'all but another region',
    [tag(REGION, 'origin'), part({ ...here, operator: 'notWithin' }), broad],
    'differs-by-origin policies/341800/loan.json#/conditions/all/1/fact 31:17 "registeredR',
  ),
  several(
    'a narrower region',
    [tag(REGION, 'origin'), part({ ...here, value: '341802' }), broad],
    'differs-by-origin policies/341800/loan.json#/conditions/all/1/fact 31:17 "registeredR',
  ),
  several(
    'a fact derived from such a fact',
    [tag(RD_EXPENSE, 'named'), part({ fact: 'rdIntensity', operator: 'greaterThan', value: 0.1 }), broad],
    'differs-by-name policies/341800/loan.json#/conditions/all/1/fact 31:17 "rdIntensity',
  ),
  several(
    'a fact compared with such a fact',
    [
      tag(RD_EXPENSE, 'named'),
      part({ fact: 'annualRevenue', operator: 'greaterThan', value: { fact: 'rdExpense' } }),
      broad,
    ],
    'differs-by-name policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "rdExpense"',
  ),
  several(
    'a derived fact that is one itself, under a named condition',
    [
      tag(1, 'ownership', DERIVED),
      set(NOT_LARGE, '/conditions', { fact: 'staffClass', operator: 'equal', value: 'few' }),
      broad,
    ],
    'differs-by-ownership policies/341800/loan.json#/conditions/all/0/condition 28:22 "not-large"',
  ),
  several(
    'an amount of such a fact, inside a choice',
    [
      tag(RD_EXPENSE, 'origin'),
      set(LOAN, '/benefit/amount', {
        greaterOf: [{ fixed: 1 }, { lesserOf: [{ rate: 0.1, of: 'rdExpense' }, { fixed: 9 }] }],
      }),
      broad,
    ],
    'differs-by-origin policies/341800/loan.json#/benefit/amount/greaterOf/1/lesserOf/0/of 53:21 "rdExpense"',
  ),
  several(
    'a text that names an enterprise, by name and by code',
    [
      set(MANIFEST, '/fairCompetition', { rules: { named: rule }, enterpriseNames: names }),
      set(LOAN, '/title/zh', '使用宣城某某电缆股份有限公司产品的补贴'),
      set(LOAN, '/residual/0', {
        text: { zh: `客户是${completeCreditCode('91341800MA2XXXXXX')}`, en: 'the customer' },
        confirmedBy: '市财政局',
      }),
    ],
    'names-enterprise policies/341800/loan.json#/title/zh 4:11 "使用宣城某某电缆股份有',
    'names-enterprise policies/341800/loan.json#/residual/0/text/zh 40:15 "客户是91341800',
    'example-failed policies/341800/loan.json#/examples/0/outcome 63:18 "eligible"',
  ),
  several('a text that speaks of companies', [
    set(MANIFEST, '/fairCompetition', { rules: {}, enterpriseNames: names }),
    set(LOAN, '/title/zh', '依法设立的有限公司贷款贴息，股份有限公司除外'),
  ]),
];
