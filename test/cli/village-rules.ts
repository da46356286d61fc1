const text = (zh: string, en: string) => ({ zh, en });

const fact = (id: string, label: object, type: string, more: object = {}) => ({
  id,
  label,
  description: id,
  type,
  authorities: ['tax'],
  mutable: true,
  ...more,
});

const policy = (id: string, title: object, more: object) => ({
  id,
  title,
  summary: text('村里给的', 'the village gives it'),
  source: [{ document: 'village-plan', clause: '1.1' }],
  departments: ['hall'],
  region: '1001',
  validFrom: null,
  validTo: null,
  delivery: 'automatic',
  basis: 'indicator',
  benefit: { kind: 'subsidy', text: text('补助', 'a subsidy') },
  examples: [],
  ...more,
});

const registeredRegion = fact('registeredRegion', text('注册地', 'registered in'), 'code', {
  hierarchy: 'places',
});

const kinds = fact('kinds', text('种类', 'kinds'), 'set', {
  of: 'enum',
  values: {
    mill: text('磨坊、油坊', 'mills, presses'),
    shop: text('商店', 'shops'),
    inn: text('客栈', 'inns'),
  },
});

/**
 * A rule set by path. Whatever has no language of its own (places, departments) is in ASCII, so that Chinese in an English
 * answer comes from the program.
 */
export const VILLAGE_RULES: Readonly<Record<string, unknown>> = {
  'rule-set.json': { title: text('村规', 'village rules'), regionFact: 'registeredRegion' },
  'authorities.json': { authorities: { tax: { label: text('税务局', 'tax office') } } },
  'facts/all.json': {
    subject: text('全部', 'all'),
    facts: [
      registeredRegion,
      fact('employees', text('人数', 'employees'), 'integer', { minimum: 0 }),
      fact('revenue', text('收入', 'revenue'), 'money'),
      kinds,
    ],
  },
  'hierarchies/places.json': {
    id: 'places',
    label: text('地名', 'places'),
    source: 'invented',
    codes: { '10': { name: 'Shire' }, '1001': { name: 'Upton', parent: '10' }, '20': { name: 'Elsewhere' } },
  },
  'policies/1001/small-subsidy.json': policy('small-subsidy', text('小企业补助', 'small firm subsidy'), {
    conditions: { fact: 'employees', operator: 'lessThan', value: 20 },
  }),
  'policies/1001/mill-visit.json': policy('mill-visit', text('磨坊走访', 'visit to mills'), {
    delivery: 'application',
    conditions: { fact: 'kinds', operator: 'containsAny', value: ['mill', 'inn'] },
    residual: [{ text: text('路已修通', 'the road is built'), confirmedBy: 'hall' }],
  }),
  'policies/1001/loan.json': policy('loan', text('贷款', 'loan'), {
    conditions: {
      all: [
        { fact: 'revenue', operator: 'greaterThan', value: 1000 },
        { fact: 'employees', operator: 'greaterThan', value: 0 },
      ],
    },
    benefit: { kind: 'loan', text: text('低息', 'low interest') },
  }),
  'policies/1001/large-award.json': policy('large-award', text('大企业奖励', 'award for large firms'), {
    conditions: { fact: 'employees', operator: 'greaterThanInclusive', value: 20 },
  }),
};

/** A profile that brings out each outcome once. */
export const VILLAGE_REQUEST = {
  name: 'Mill on the Brook',
  asOf: '2024-09-01',
  source: 'tax',
  profile: { registeredRegion: '1001', employees: 8, kinds: ['mill', 'shop'] },
};
