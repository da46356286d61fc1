/** A request with slips, and all that is found: `code #pointer`, and the word that was meant. */
export interface RequestCase {
  readonly name: string;
  readonly json: unknown;
  readonly found: readonly string[];
}

const request = (name: string, json: unknown, ...found: readonly string[]): RequestCase => ({
  name,
  json,
  found,
});
const profile = (name: string, facts: object, ...found: readonly string[]): RequestCase =>
  request(name, { profile: facts }, ...found);

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** What programs send by mistake. */
export const REQUEST_CASES: readonly RequestCase[] = [
  request('nothing', null, 'wrong-type #'),
  request('a list', [], 'wrong-type #'),
  request('text', '{}', 'wrong-type #'),
  request('no profile', {}, 'missing-key #'),
  request('a profile that is a list', { profile: [] }, 'wrong-type #/profile'),
  request('a key misspelt', { profile: {}, asof: '2024-09-01' }, 'unknown-key #/asof'),
  request('a day that does not exist', { profile: {}, asOf: '2023-02-29' }, 'wrong-form #/asOf'),
  request('a day and time', { profile: {}, asOf: '2024-09-01T00:00:00Z' }, 'wrong-form #/asOf'),
  request(
    'an explanation misspelt',
    { profile: {}, explain: 'reason' },
    'wrong-value #/explain 是不是想写“reasons”？',
  ),
  request('an outcome misspelt', { profile: {}, include: ['all'] }, 'wrong-value #/include/0'),
  request('text for yes', { profile: {}, record: 'true' }, 'wrong-type #/record'),
  request(
    'an authority misspelt',
    { profile: {}, source: 'markets' },
    'unknown-authority #/source 是不是想写“market”？',
  ),
  request('an authority in Chinese, told once', { profile: {}, source: '税务局' }, 'wrong-form #/source'),
  request('a wrong check digit', { profile: {}, subject: '91340000123456789X' }, 'bad-check-digit #/subject'),
  request('a short credit code', { profile: {}, subject: '9134' }, 'bad-check-digit #/subject'),
  request('an empty credit code, told once', { profile: {}, subject: '' }, 'empty #/subject'),

  profile('a fact misspelt', { emploees: 86 }, 'unknown-fact #/profile/emploees 是不是想写“employees”？'),
  profile('a key that no fact has', JSON.parse('{"__proto__": 1}'), 'unknown-fact #/profile/__proto__'),
  profile('a key with ~ and /', { '~/': 1 }, 'unknown-fact #/profile/~0~1'),
  profile('a derived fact', { rdIntensity: 0.1 }, 'derived-fact-given #/profile/rdIntensity'),
  profile('text for a number', { employees: '86' }, 'wrong-type #/profile/employees'),
  profile('a fraction of an employee', { employees: 86.5 }, 'wrong-type #/profile/employees'),
  profile('too few employees', { employees: -1 }, 'out-of-range #/profile/employees'),
  profile('too many employees', { employees: 1000001 }, 'out-of-range #/profile/employees'),
  profile('a list for one value', { size: ['small'] }, 'wrong-type #/profile/size'),
  profile('a value misspelt', { size: 'smal' }, 'wrong-value #/profile/size 是不是想写“small”？'),
  profile('the label instead of the value', { size: '小型' }, 'wrong-value #/profile/size'),
  profile('a code of nowhere', { registeredRegion: '999999' }, 'unknown-code #/profile/registeredRegion'),
  profile('a code as a number', { registeredRegion: 341802 }, 'wrong-type #/profile/registeredRegion'),
  profile('a third decimal', { rdExpense: 0.001 }, 'wrong-type #/profile/rdExpense'),
  profile('an amount with separators', { rdExpense: '1,000' }, 'wrong-type #/profile/rdExpense'),
  profile('infinity', { rdExpense: Number.POSITIVE_INFINITY }, 'wrong-type #/profile/rdExpense'),
  profile('100,000 levels', { employees: nested(100_000) }, 'wrong-type #/profile/employees'),
  profile('a report without a value', { employees: { source: 'tax' } }, 'missing-key #/profile/employees'),
  profile(
    'a key misspelt in a report',
    { employees: { value: 1, observedon: '2024-01-01' } },
    'unknown-key #/profile/employees/observedon',
  ),
  profile(
    'a source misspelt in a report',
    { employees: [{ value: 1, source: 'tex' }] },
    'unknown-authority #/profile/employees/0/source 是不是想写“tax”？',
  ),
  profile(
    'a source that is a number',
    { employees: { value: 1, source: 7 } },
    'unknown-authority #/profile/employees/source',
  ),
  profile(
    'a day of observation that does not exist',
    { employees: [{ value: 1 }, { value: 1, observedOn: '2023-02-29' }] },
    'wrong-type #/profile/employees/1/observedOn',
  ),
  request(
    'everything at once',
    {
      asOf: '20240901',
      source: 'tac',
      subject: '9',
      profile: { size: 'huge', employees: [{ value: 'x', source: 'hubb' }, { valu: 1 }] },
    },
    'wrong-form #/asOf',
    'unknown-authority #/source 是不是想写“tax”？',
    'bad-check-digit #/subject',
    'wrong-value #/profile/size',
    'wrong-type #/profile/employees/0/value',
    'unknown-authority #/profile/employees/0/source 是不是想写“hub”？',
    'unknown-key #/profile/employees/1/valu',
    'missing-key #/profile/employees/1',
  ),
];
