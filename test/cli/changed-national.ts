import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from './folder.ts';

type Json = { [key: string]: Json } & Json[] & (string | number | boolean | null);
type Edit = (json: Json) => void;

const set =
  (path: string, value: unknown): Edit =>
  (json) => {
    const steps = path.split('/');
    const last = steps.pop() ?? '';
    const parent = steps.reduce((at, step) => at[step] as Json, json);
    parent[last] = value as Json;
  };

const policy = (id: string) => `policies/000000/${id}.json`;
const fact =
  (id: string, key: string, value: unknown): Edit =>
  (json) => {
    const found = (json.facts as Json).find((each) => (each as Json).id === id);
    if (found === undefined) throw new Error(`no fact ${id}`);
    (found as Json)[key] = value as Json;
  };

/** One change of every kind, as a year brings them. */
const EDITS: readonly (readonly [file: string, edit: Edit])[] = [
  ['conditions/small-low-profit.json', set('conditions/all/2/value', 5_000_000)],
  ['facts/employment.json', fact('disabledStaffLastYear', 'maxAgeDays', 100)],
  ['exclusions/income-tax-rate.json', set('atMost', 2)],
  [policy('national-disability-levy-exemption'), set('conditions/value', 20)],
  [policy('national-disability-levy-exemption'), set('examples', [])],
  [policy('national-job-stability-refund-large'), set('conditions/all/1/value', 6)],
  [
    policy('national-six-taxes-two-fees-half'),
    set('conditions/any/4', { fact: 'highTechEnterprise', operator: 'equal', value: true }),
  ],
  [policy('national-technology-transfer-income'), set('title/zh', '技术转让所得减免企业所得税')],
  [policy('national-unemployment-premium-rate'), set('validTo', '2026-12-31')],
  [
    policy('national-veteran-hiring-deduction'),
    set('residual', [
      { text: { zh: '已签订一年以上劳动合同', en: 'a contract of a year or more' }, confirmedBy: '人社部门' },
    ]),
  ],
  [policy('national-rd-super-deduction'), set('delivery', 'application')],
  [
    policy('national-job-expansion-subsidy'),
    set('benefit/amount', { perUnit: '2000', of: 'registeredYouthHires', maxUnits: 10 }),
  ],
  [
    policy('national-sole-trader-income-tax-half'),
    set('conditions', { not: { fact: 'entityForm', operator: 'notEqual', value: 'individual-business' } }),
  ],
  [policy('national-advanced-manufacturing-vat-credit'), set('conditions/all/2/value', ['C', '65'])],
];

/** The national rule set, and the same after a year of changes. */
export async function changedNational(): Promise<{ readonly old: string; readonly now: string }> {
  const old = 'examples/national/rules';
  const now = join(await folderOf({ 'README.md': '' }), 'rules');
  await cp(old, now, { recursive: true });
  for (const [file, edit] of EDITS) {
    const json = JSON.parse(await readFile(join(now, file), 'utf8')) as Json;
    edit(json);
    await writeFile(join(now, file), JSON.stringify(json));
  }
  const added = JSON.parse(
    await readFile(join(now, policy('national-job-expansion-subsidy')), 'utf8'),
  ) as Json;
  set('id', 'national-trainee-subsidy')(added);
  set('title', { zh: '见习补贴', en: 'Trainee subsidy' })(added);
  await writeFile(join(now, policy('national-trainee-subsidy')), JSON.stringify(added));
  await rm(join(now, policy('national-startup-loan-interest')));
  return { old, now };
}

const FIRM = {
  source: 'data-bureau',
  profile: {
    entityForm: 'company',
    restrictedIndustry: false,
    averageEmployees: 100,
    averageAssets: '1000000',
  },
};

/** Enterprises of which some gain and some lose, with lines that can't be read. */
export const FIRMS: readonly string[] = [
  JSON.stringify({ ...FIRM, name: '甲厂', profile: { ...FIRM.profile, taxableIncome: '4000000' } }),
  JSON.stringify({
    name: '乙厂',
    source: 'tax',
    profile: { staffLastYear: 25, disabilityLevyDue: '12000.5' },
  }),
  '',
  '{"name": "丙厂",',
  JSON.stringify({ name: '丁厂', source: 'human-resources', profile: { registeredYouthHires: 4 } }),
  JSON.stringify({ name: '戊厂', profile: { staffLastYear: 'many' } }),
  '[]',
  JSON.stringify({ taxableIncome: '1', highTechEnterprise: true, entityForm: 'company' }),
];
