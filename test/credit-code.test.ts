import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import { checkCreditCode, completeCreditCode, normaliseCreditCode } from '../src/rules/credit-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const VALID = '91341881MAY0000A5Y';

const characters = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((cs) => cs.join(''));
/** 17 characters that can start a code; positions 1–2 may be letters (N1…, the rural collectives). */
const stems = fc
  .tuple(characters(ALPHABET, 2), characters('0123456789', 6), characters(ALPHABET, 9))
  .map((parts) => parts.join(''));
/** The oracle takes only digits in positions 1–2. */
const oracleStems = fc
  .tuple(characters('0123456789', 8), characters(ALPHABET, 9))
  .map((parts) => parts.join(''));

function oracleAccepts(code: string): boolean {
  const uscc = stdnum.CN?.uscc;
  if (uscc === undefined) throw new Error('stdnum has no CN uscc');
  return uscc.validate(code).isValid;
}

describe('against stdnum', () => {
  // stdnum reads its alphabet at 31 where the check digit is 0, and so refuses every code that ends in 0:
  // those are compared by what is left when no other digit will do.
  it('the same check digit is right for every stem', () => {
    let accepted = 0;
    const property = fc.property(oracleStems, (stem) => {
      const byOracle = [...ALPHABET.slice(1)].filter((digit) => oracleAccepts(stem + digit)).join('');
      const byUs = [...ALPHABET].filter((digit) => checkCreditCode(stem + digit).ok).join('');
      if (byOracle !== '') accepted += 1;
      expect(byUs).toBe(byOracle === '' ? '0' : byOracle);
    });
    fc.assert(property, { numRuns: 2000 });
    expect(accepted).toBeGreaterThan(1800);
  });

  it('refuses what we complete only where it ends in 0', () => {
    const property = fc.property(oracleStems, (stem) => {
      const code = completeCreditCode(stem);
      expect(oracleAccepts(code), code).toBe(!code.endsWith('0'));
    });
    fc.assert(property, { numRuns: 5000 });
  });
});

describe('laws', () => {
  it('a completed code is valid, and no other check digit is', () => {
    const property = fc.property(stems, (stem) => {
      const right = [...ALPHABET].filter((digit) => checkCreditCode(stem + digit).ok);
      expect(completeCreditCode(stem)).toBe(stem + right.join(''));
      expect(right).toHaveLength(1);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('any single wrong character is caught, at every position', () => {
    const property = fc.property(stems, (stem) => {
      const code = completeCreditCode(stem);
      const corrupted = [...code].flatMap((right, at) =>
        [...`${ALPHABET}IOSVZ-一`]
          .filter((wrong) => wrong !== right)
          .map((wrong) => code.slice(0, at) + wrong + code.slice(at + 1)),
      );
      expect(corrupted).toHaveLength(18 * 37);
      expect(corrupted.filter((text) => checkCreditCode(text).ok)).toEqual([]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('any two neighbours exchanged are caught', () => {
    const property = fc.property(stems, fc.integer({ min: 0, max: 16 }), (stem, at) => {
      const code = completeCreditCode(stem);
      const [a = '', b = ''] = [...code.slice(at, at + 2)];
      if (a !== b) expect(checkCreditCode(code.slice(0, at) + b + a + code.slice(at + 2)).ok).toBe(false);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('normalising twice changes nothing more, and the check never throws', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = normaliseCreditCode(text);
      expect(normaliseCreditCode(once)).toBe(once);
      expect(checkCreditCode(text)).toEqual(checkCreditCode(once));
    });
    fc.assert(property);
  });
});

describe('normalising', () => {
  const check = (name: string, text: string) =>
    it(name, () => expect(checkCreditCode(text)).toEqual({ ok: true, code: VALID }));
  check('as it is', VALID);
  check('lower case', VALID.toLowerCase());
  check('spaces and line ends around', `\t　${VALID} \r\n`);
  check(
    'full width',
    VALID.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  );
  check(
    'full width lower case',
    VALID.toLowerCase().replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  );
});

describe('reasons', () => {
  const check = (text: string, reason: Record<string, unknown>, words: string) =>
    it(`${JSON.stringify(text)}: ${words}`, () => {
      const result = checkCreditCode(text);
      expect(result).toMatchObject({ ok: false, reason });
      expect(result).toHaveProperty('reason.en', words);
    });

  check('', { code: 'length', expected: '18' }, 'expected 18 characters, found 0');
  check(VALID.slice(1), { code: 'length', expected: '18' }, 'expected 18 characters, found 17');
  check(
    `${VALID}0`,
    { code: 'length', zh: '统一社会信用代码应为 18 位，实为 19 位' },
    'expected 18 characters, found 19',
  );
  check(
    '9134188OMAY0000A5Y',
    { code: 'character', position: 8, expected: '0123456789' },
    'expected a digit (division of the registering authority) at position 8, found "O"',
  );
  check(
    '9134A881MAY0000A5Y',
    { code: 'character', position: 5 },
    'expected a digit (division of the registering authority) at position 5, found "A"',
  );
  check(
    '91341881MAI0000A5Y',
    { code: 'character', position: 11, zh: '第 11 位应为数字或大写字母（不含 I、O、S、V、Z），实为“I”' },
    'expected a digit or a letter other than I, O, S, V, Z at position 11, found "I"',
  );
  check(
    '91341881MAY0000A5😀',
    { code: 'character', position: 18 },
    'expected a digit or a letter other than I, O, S, V, Z at position 18, found "😀"',
  );
  check(
    '91341881MAY0000A50',
    { code: 'check-digit', position: 18, expected: 'Y' },
    'expected check digit "Y" at position 18, found "0"',
  );
});

describe('completing', () => {
  it('normalises', () => expect(completeCreditCode(' 91341881may0000a5')).toBe(VALID));
  it('refuses a stem of another length', () => expect(() => completeCreditCode(VALID)).toThrow(RangeError));
  it('refuses an unused letter', () =>
    expect(() => completeCreditCode('91341881MAO0000A5')).toThrow(RangeError));
});
