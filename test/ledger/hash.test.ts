import { describe, expect, it } from 'vitest';
import { type HashAlgorithm, hash, sameBytes } from '../../src/ledger/hash.ts';

/** Parts one after the other give this hash. */
const check = (algorithm: HashAlgorithm, parts: readonly string[], expected: string) =>
  it(`${algorithm} of ${parts.length} parts, ${parts.join('').length} characters`, () => {
    const hashed = hash(algorithm, ...parts.map((part) => Buffer.from(part)));
    expect(Buffer.from(hashed).toString('hex')).toBe(expected);
  });

describe('SM3: the examples of GB/T 32905-2016, annex A, and nothing', () => {
  const abc = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
  check('sm3', ['abc'], abc);
  check('sm3', ['a', '', 'bc'], abc);
  check('sm3', ['abcd'.repeat(16)], 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  check('sm3', [], '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b');
});

describe('SHA-256: the examples of FIPS 180-2, and nothing', () => {
  check('sha256', ['abc'], 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  check(
    'sha256',
    ['abcdbcdecdefdefgefghfghighij', 'hijkijkljklmklmnlmnomnopnopq'],
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  );
  check('sha256', [], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

describe('the same bytes', () => {
  const check = (a: readonly number[], b: readonly number[], expected: boolean) =>
    it(`${a} and ${b}: ${expected}`, () =>
      expect(sameBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(expected));
  check([], [], true);
  check([1, 2], [1, 2], true);
  check([1, 2], [1, 3], false);
  check([1, 2], [1], false);
  check([1], [1, 2], false);
});
