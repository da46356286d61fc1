import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answered, type Json, startService } from './service.ts';

const service = await startService();

const GOOD = { record: false, source: 'data-bureau', profile: { registeredRegion: '10', employees: 86 } };
const good = await service.match(GOOD);

/** `code pointer` of each problem listed. Where the JSON breaks off, line and column say it and the pointer little. */
const problemsOf = ({ json }: Answered) =>
  (json.errors as Json[]).map(({ code, pointer }) => (code === 'not-json' ? code : `${code} ${pointer}`));

/** The request is refused for exactly these problems, and the next good one is answered as ever. */
function check(
  name: string,
  body: unknown,
  status: number,
  type: string,
  problems: readonly string[],
  headers: Record<string, string> = {},
): void {
  it(`${name}: ${status}`, async () => {
    const answer = await service.match(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ type: `/problems/${type}`, status, instance: '/v1/matches' });
    expect(problemsOf(answer)).toEqual(problems);
    expect((await service.match(GOOD)).text).toBe(good.text);
  });
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));

it('answers a good request', () => expect(good.status).toBe(200));

describe('what can’t be read', () => {
  const unreadable = (name: string, body: unknown, ...problems: string[]) =>
    check(name, body, 400, 'unreadable-body', problems);
  unreadable('nothing', '', 'empty ');
  unreadable('white space', ' \n\t', 'empty ');
  unreadable('no JSON', '{"profile": {]', 'not-json');
  unreadable('a comment', '{"profile": {}} // fine', 'not-json');
  unreadable('a trailing comma', '{"profile": {},}', 'not-json');
  unreadable('NaN', '{"profile": {"employees": NaN}}', 'not-json');
  unreadable('bytes that aren’t UTF-8', new Uint8Array([0x7b, 0xb1, 0xe0, 0x7d]), 'not-utf8 ');
  unreadable('a surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 'not-utf8 ');
  unreadable('100,000 levels', nested(100_000), 'too-deep ');
  unreadable('levels never closed', '{"a":'.repeat(65), 'too-deep ');
  unreadable(
    'duplicate keys',
    '{"profile":{"employees":1,"employees":2}}',
    'duplicate-key /profile/employees',
  );
  unreadable('1e400', '{"profile":{"employees":1e400}}', 'wrong-form /profile/employees');
  unreadable(
    'digits that would be lost',
    '{"profile":{"annualRevenue":0.12345678901234567890}}',
    'wrong-form /profile/annualRevenue',
  );
  unreadable('half a character', '{"profile":{"dishonest":"\\ud800"}}', 'wrong-form /profile/dishonest');
  unreadable('U+FFFD, the trace of a lost character', '{"name":"\uFFFD","profile":{}}', 'not-utf8 ');
  unreadable('__proto__', '{"profile":{"__proto__":{"employees":1}}}', 'reserved-key /profile/__proto__');
  unreadable('constructor', '{"constructor":{},"profile":{}}', 'reserved-key /constructor');
});

describe('what is too large', () => {
  const large = (name: string, body: unknown) => check(name, body, 413, 'body-too-large', []);
  large('1 byte over 1 MB', `${' '.repeat(1_000_001 - 2)}{}`);
  large('50 MB', new Uint8Array(50_000_000).fill(0x20));
  large('more than 5,000 values', { profile: manyKeys(4999) });
  it('1 MB is not', async () => {
    const body = JSON.stringify(GOOD);
    expect((await service.match(`${' '.repeat(1_000_000 - body.length)}${body}`)).text).toBe(good.text);
  });
});

describe('another content type', () => {
  const refused = (type: string, more: Record<string, string> = {}) =>
    check(JSON.stringify({ type, ...more }), GOOD, 415, 'unsupported-media-type', [], {
      'Content-Type': type,
      ...more,
    });
  refused('text/plain');
  refused('');
  refused('application/x-www-form-urlencoded');
  refused('application/jsonp');
  refused('application/json; charset=gb18030');
  refused('application/json', { 'Content-Encoding': 'gzip' });
});

describe('what it says is wrong', () => {
  const wrong = (name: string, body: unknown, ...problems: string[]) =>
    check(name, body, 422, 'invalid-request', problems);
  const wrongFact = (name: string, fact: string, value: string, ...problems: string[]) =>
    wrong(name, `{"profile":{"${fact}":${value}}}`, ...problems);
  for (const body of ['[]', '"x"', '1', 'null', 'true']) wrong(`the body ${body}`, body, 'wrong-type ');
  wrong('no profile', {}, 'missing-key ');
  wrong('an unknown field', { profile: {}, subjet: 'x' }, 'unknown-key /subjet');
  wrong('a profile that is a list', { profile: [] }, 'wrong-type /profile');
  wrong('an unknown fact', { profile: { emploees: 1 } }, 'unknown-fact /profile/emploees');
  wrong('a derived fact', { profile: { age: 3 } }, 'derived-fact-given /profile/age');
  wrong('a wrong check digit', { subject: '91340000MA2XXXXXX0', profile: {} }, 'bad-check-digit /subject');
  wrong('a date that doesn’t exist', { asOf: '2023-02-29', profile: {} }, 'wrong-form /asOf');
  wrong('an unknown source', { source: 'nobody', profile: {} }, 'unknown-authority /source');
  wrong('an unknown outcome', { include: ['eligble'], profile: {} }, 'wrong-value /include/0');
  wrongFact('half an employee', 'employees', '0.5', 'wrong-type /profile/employees');
  wrongFact('minus one employee', 'employees', '-1', 'out-of-range /profile/employees');
  wrongFact('a number as text', 'employees', '"86"', 'wrong-type /profile/employees');
  wrongFact('an unknown code', 'registeredRegion', '"99"', 'unknown-code /profile/registeredRegion');
  wrongFact('a day that doesn’t exist', 'established', '"2024-04-31"', 'wrong-type /profile/established');
  wrongFact(
    'unknown members',
    'titles',
    '["pioneer","x",1]',
    'wrong-value /profile/titles/1',
    'wrong-type /profile/titles/2',
  );
  wrongFact('a fact called a/b~c', 'a/b~c', '1', 'unknown-fact /profile/a~1b~0c');
  wrong(
    'all of it at once',
    {
      asOf: '2024-13-01',
      subject: 'x',
      source: 'nobody',
      explain: 'all',
      more: 1,
      profile: { age: 1, x: 1, employees: 'many', titles: { value: ['y'], source: 'z' } },
    },
    'wrong-form /asOf',
    'wrong-value /explain',
    'unknown-key /more',
    'unknown-authority /source',
    'bad-check-digit /subject',
    'derived-fact-given /profile/age',
    'unknown-fact /profile/x',
    'wrong-type /profile/employees',
    'wrong-value /profile/titles/value/0',
    'unknown-authority /profile/titles/source',
  );
});

it('suggests what may have been meant', async () => {
  const { json } = await service.match({ profile: { emploees: 1 } }, { 'Accept-Language': 'en' });
  expect(json.errors).toMatchObject([
    { detail: "there is no fact 'emploees'", help: "did you mean 'employees'?" },
  ]);
});

it('says where the JSON breaks off', async () => {
  const { json } = await service.match('{\n  "profile": }');
  expect(json.errors).toMatchObject([{ line: 2, column: 14 }]);
});

it('a megabyte of mistakes is told of in brief', async () => {
  const headers = { 'Accept-Language': 'en' };
  const { status, json, text } = await service.match(`{${Array(160_000).fill('"a":1').join(',')}}`, headers);
  expect(status).toBe(400);
  expect(json.detail).toBe('159999 problems, the first 1000 are listed');
  expect((json.errors as Json[]).length).toBe(1000);
  expect(text.length).toBeLessThan(200_000);
}, 20_000);

describe('never breaks down', () => {
  const never = <T>(name: string, bodies: fc.Arbitrary<T>, numRuns: number) =>
    it(`whatever ${name}`, () =>
      fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          expect([200, 400, 413, 422]).toContain((await service.match(body)).status);
        }),
        { numRuns },
      ));

  const anything = fc.jsonValue({ maxDepth: 3 });
  const factIds = [
    'registeredRegion',
    'employees',
    'annualRevenue',
    'titles',
    'established',
    'dishonest',
    'age',
  ];
  const report = fc.record({ value: anything, source: anything, observedOn: anything }, { requiredKeys: [] });
  const right = fc.constantFrom<fc.JsonValue>(86, '10', true, ['pioneer'], '2020-02-29', null);
  const reports = fc.oneof(right, anything, report, fc.array(report));

  never('JSON is posted', fc.json(), 300);
  never(
    'stands in the fields of a request',
    fc.record(
      {
        subject: anything,
        asOf: anything,
        source: fc.oneof(anything, fc.constantFrom('data-bureau', 'self')),
        profile: fc.oneof(anything, fc.dictionary(fc.constantFrom(...factIds), reports)),
        include: anything,
        explain: fc.oneof(anything, fc.constantFrom('none', 'reasons', 'full')),
      },
      { requiredKeys: ['profile'] },
    ),
    500,
  );
  never(
    'bytes are posted',
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    300,
  );
});
