import { fileOf, GOOD_FILES, LOAN } from './good-rule-set.ts';

const POLICY = {
  summary: { zh: '概要', en: 'summary' },
  source: [{ document: 'plan', clause: '1.1' }],
  departments: ['市财政局'],
  region: '341800',
  validFrom: null,
  validTo: null,
  delivery: 'application',
  basis: 'status',
  benefit: { kind: 'service', text: { zh: '服务', en: 'service' } },
  examples: [],
};

const few = { fact: 'employees', operator: 'lessThan', value: 300 };
const intense = { fact: 'rdIntensity', operator: 'greaterThanInclusive', value: 0.05 };
const spending = { fact: 'rdExpense', operator: 'greaterThan', value: 1000000 };
const fewStaff = { fact: 'staffClass', operator: 'equal', value: 'few' };

/** Policies by id: for `PROFILE` at least one of every outcome, and one out of force. */
const POLICIES: Readonly<Record<string, object>> = {
  'grant-few': { delivery: 'automatic', conditions: few },
  'a-guide': {
    departments: ['市司法局', '市税务局'],
    reach: 'anywhere',
    conditions: { not: { condition: 'not-large' } },
  },
  'b-guide': { conditions: { condition: 'not-large' } },
  'c-confirmed': {
    conditions: few,
    residual: [{ text: { zh: '项目已立项', en: 'the project is approved' }, confirmedBy: '发改委' }],
  },
  'd-vouched': {
    delivery: 'automatic',
    conditions: { fact: 'annualRevenue', operator: 'lessThan', value: 50000000 },
  },
  'e-intense': { delivery: 'instant', conditions: intense },
  'f-spending': { conditions: { all: [few, { any: [spending, intense] }] } },
  'g-old': { conditions: { fact: 'establishedOn', operator: 'before', value: '2000-01-01' } },
  'h-ended': { validFrom: '2020-01-01', validTo: '2023-12-31', conditions: few },
  'i-elsewhere': { region: '350200' },
  'j-staff': { conditions: { all: [few, { not: fewStaff }] } },
};

/** The good catalogue with these policies. */
export const ANSWER_FILES = [
  ...GOOD_FILES.filter(({ path }) => path !== LOAN && !path.startsWith('seeds/')),
  ...Object.entries(POLICIES).map(([id, fields]) =>
    fileOf(`policies/x/${id}.json`, {
      ...POLICY,
      id,
      title: { zh: `政策${id}`, en: `policy ${id}` },
      ...fields,
    }),
  ),
];

/** Small, of Xuancheng; of its research nothing is known, and its revenue is its own word. */
export const PROFILE = {
  registeredRegion: '341802',
  employees: 86,
  size: 'small',
  annualRevenue: { value: 20000000, source: 'self' },
};
