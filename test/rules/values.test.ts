import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Hierarchy } from '../../src/engine/hierarchy.ts';
import { isDecimal, type Value, type ValueType } from '../../src/engine/value.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { parseValue } from '../../src/rules/value-json.ts';
import { type ValueJson, valueToJson } from '../../src/rules/value-to-json.ts';
import { applyAll, set } from './edits.ts';
import { checkFiles, GOOD_FILES, REPORTED } from './good-rule-set.ts';

const hierarchies = new Map<string, Hierarchy>([
  [
    'd',
    {
      id: 'd',
      codes: new Map([
        ['34', { name: '安徽省' }],
        ['3418', { name: '宣城市', parent: '34' }],
      ]),
    },
  ],
]);
const MONEY: ValueType = { kind: 'money' };
const SET: ValueType = { kind: 'set', of: { kind: 'enum', values: ['a', 'b', 'c'] } };

/** The value read, or the codes and pointers of what is wrong with it. */
function read(type: ValueType, json: unknown): Value | readonly string[] {
  const parsed = parseValue(type, json, { file: 'f', pointer: '/v' }, hierarchies);
  return parsed.ok ? parsed.value : parsed.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
}

const isRead = (type: ValueType, json: unknown) =>
  parseValue(type, json, { file: 'f', pointer: '' }, hierarchies).ok;

describe('a value is read by its type', () => {
  const check = (
    type: ValueType | 'boolean' | 'integer' | 'number' | 'ratio' | 'date',
    json: unknown,
    value: Value,
  ) => {
    const full: ValueType = typeof type === 'string' ? { kind: type } : type;
    it(`${full.kind} ${JSON.stringify(json)}`, () => expect(read(full, json)).toEqual(value));
  };

  check('boolean', false, false);
  check('integer', 86, new Decimal(86));
  check('integer', -0, new Decimal(0));
  check('integer', 9007199254740991, new Decimal('9007199254740991'));
  check('number', 0.1, new Decimal('0.1'));
  check('number', 1e300, new Decimal('1e300'));
  check('ratio', 0.05, new Decimal('0.05'));
  check('date', '2024-02-29', '2024-02-29');
  check('date', ' ２０２４-02-29 ', '2024-02-29');
  check({ kind: 'text' }, ' 宣城 ', '宣城');
  check({ kind: 'text' }, 'e\u0301', 'é');
  check({ kind: 'text' }, '１', '１');
  check({ kind: 'enum', values: ['a'] }, 'ａ', 'a');
  check({ kind: 'code', hierarchy: 'd' }, '３４１８', '3418');
  check(SET, [], []);
  check(SET, ['c', 'a', 'ｃ', 'c'], ['c', 'a']);
});

describe('what is no value of its type is refused', () => {
  const check = (kind: 'boolean' | 'integer' | 'number' | 'date' | 'text', ...wrong: readonly unknown[]) => {
    for (const json of wrong)
      it(`${kind} ${JSON.stringify(json)}`, () => expect(read({ kind }, json)).toEqual(['wrong-type /v']));
  };

  check('boolean', 'true', 1, null, '是', []);
  check('integer', '86', 86.5, 9007199254740992, Number.NaN, Number.POSITIVE_INFINITY, null, true, [86]);
  check('number', '0.1', Number.NaN, Number.NEGATIVE_INFINITY, null, {});
  check('date', '2023-02-29', '2024-13-01', '2024-9-1', '2024/09/01', '20240901', '0000-01-01', 20240901, '');
  check('date', '2024-09-01T00:00:00Z', '二〇二四年九月一日', '+2024-09-01', '2024-09-01\n2');
  check('text', '', ' ', '　', 1, null, ['a']);

  it('an enum value that is not declared', () =>
    expect(read({ kind: 'enum', values: ['a'] }, 'b')).toEqual(['wrong-value /v']));
  it('a code that is not listed', () =>
    expect(read({ kind: 'code', hierarchy: 'd' }, '35')).toEqual(['unknown-code /v']));
  it('text for a set', () => expect(read(SET, 'a')).toEqual(['wrong-type /v']));
  it('each bad member of a set', () =>
    expect(read(SET, ['a', 'd', 1, 'b', ''])).toEqual([
      'wrong-value /v/1',
      'wrong-type /v/2',
      'wrong-type /v/4',
    ]));
});

describe('money', () => {
  const isMoney = (json: unknown, yes: boolean) =>
    it(`${JSON.stringify(json)} is ${yes ? 'read' : 'refused'}`, () => expect(isRead(MONEY, json)).toBe(yes));

  for (const json of [
    0,
    -0,
    0.01,
    -0.01,
    1234567890123.45,
    999999999999999,
    '0',
    '-0.1',
    '12345678901234567890.12',
  ])
    isMoney(json, true);
  for (const json of [
    0.001,
    1e15,
    1e23,
    12345678901234.56,
    1e-7,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    true,
  ])
    isMoney(json, false);
  for (const json of [
    '',
    ' ',
    '1e3',
    '1,000',
    '1.234',
    '.5',
    '5.',
    '+5',
    '--5',
    '0x10',
    '5元',
    '¥5',
    '123456789012345678901',
  ])
    isMoney(json, false);

  it('as a number of at most 15 digits and 2 decimals is exact', () =>
    fc.assert(
      fc.property(arbitraryFen, (fen) => {
        const written = withPoint(fen);
        expect(read(MONEY, Number(written))).toEqual(new Decimal(written));
      }),
    ));

  it('as any other number is refused', () =>
    fc.assert(
      fc.property(fc.double(), (number) => {
        const decimal = new Decimal(Number.isFinite(number) ? number : 0);
        const fits = decimal.decimalPlaces() <= 2 && decimal.abs().toFixed().replace('.', '').length <= 15;
        expect(isRead(MONEY, number)).toBe(Number.isFinite(number) && fits);
      }),
      { examples: [[1e15], [999999999999999], [0.29], [1e22], [4.35]] },
    ));

  it('as text comes back as it was written', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 22n) + 1n, max: 10n ** 22n - 1n }), (fen) => {
        const written = withPoint(fen);
        const value = read(MONEY, written);
        expect(typeof value === 'object' && isDecimal(value) ? valueToJson(MONEY, value) : value).toBe(
          written,
        );
      }),
    ));

  it('as other text is refused, or is such text in other characters', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-+e, ０．元') }), (text) => {
        const plain = text.normalize('NFKC').trim();
        expect(isRead(MONEY, text)).toBe(/^-?\d{1,20}(\.\d\d?)?$/.test(plain));
      }),
    ));
});

/** Whole fen of up to 15 digits. */
const arbitraryFen = fc.oneof(
  fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
  fc.bigInt({ min: -1000n, max: 1000n }),
);

function withPoint(fen: bigint): string {
  const digits = `${fen < 0n ? -fen : fen}`.padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

describe('laws', () => {
  const law = (name: string, property: fc.IProperty<unknown> | fc.IRawProperty<unknown>) =>
    it(name, () => fc.assert(property as fc.IProperty<unknown>));

  law(
    'every safe integer is read as itself, and nothing else is an integer',
    fc.property(fc.oneof(fc.maxSafeInteger(), fc.double()), (number) => {
      const value = read({ kind: 'integer' }, number);
      expect(value).toEqual(Number.isSafeInteger(number) ? new Decimal(`${number}`) : ['wrong-type /v']);
    }),
  );
  law(
    'a number is read as its shortest decimal form',
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(read({ kind: 'number' }, number)).toEqual(new Decimal(`${number}`));
    }),
  );
  law(
    'a set has each member once, in the order of the first',
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (members) => {
      expect(read(SET, members)).toEqual(members.filter((each, index) => members.indexOf(each) === index));
    }),
  );
  law(
    'whatever it is, it is read or refused with a diagnostic',
    fc.property(fc.anything(), fc.constantFrom(MONEY, SET, { kind: 'date' as const }), (json, type) => {
      const parsed = parseValue(type, json, { file: 'f', pointer: '' }, hierarchies);
      expect(parsed.ok || parsed.diagnostics.length > 0).toBe(true);
    }),
  );
});

describe('a number in a profile keeps to the range of its fact, both ends included', () => {
  const check = (bounds: object, inside: readonly number[], outside: readonly number[]) =>
    it(JSON.stringify(bounds), () => {
      const edits = Object.entries({ minimum: undefined, maximum: undefined, ...bounds }).map(
        ([key, value]) => set(REPORTED, `/facts/4/${key}`, value),
      );
      const { ruleSet } = checkFiles(applyAll(edits, GOOD_FILES));
      if (ruleSet === null) throw new Error('the bounds are wrong');
      const codes = (annualRevenue: number) =>
        parseProfile(ruleSet, { annualRevenue }, null).diagnostics.map(({ code }) => code);
      for (const number of inside) expect(codes(number), `${number}`).toEqual([]);
      for (const number of outside) expect(codes(number), `${number}`).toEqual(['out-of-range']);
    });

  check({}, [-1e14, 0, 1e14], []);
  check({ minimum: 0 }, [0, -0, 0.01, 1e14], [-0.01, -1e14]);
  check({ maximum: 100.5 }, [-1e14, 100.5], [100.51, 1e14]);
  check({ minimum: 10, maximum: 10 }, [10], [9.99, 10.01]);
});

describe('an answer carries', () => {
  const check = (kind: 'money' | 'ratio' | 'integer' | 'date' | 'boolean', value: Value, json: ValueJson) =>
    it(`${kind} ${value} as ${JSON.stringify(json)}`, () => expect(valueToJson({ kind }, value)).toBe(json));

  check('money', new Decimal('1234567890123456.5'), '1234567890123456.50');
  check('money', new Decimal(0), '0.00');
  check('ratio', new Decimal('0.05'), 0.05);
  check('ratio', new Decimal(1).div(3), '0.3333333333333333333333333333333333333333');
  check('integer', new Decimal(86), 86);
  check('date', '2024-09-01', '2024-09-01');
  check('boolean', false, false);
});
