import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../src/ledger/canonical.ts';

const textOf = (json: unknown) => new TextDecoder().decode(canonicalBytes(json));

/** The number with these bits of IEEE 754, most significant first. */
function numberOf(bits: string): number {
  return Buffer.from(bits, 'hex').readDoubleBE();
}

describe('numbers: RFC 8785, appendix B', () => {
  const check = (bits: string, expected: string) =>
    it(`${bits} is ${expected}`, () => expect(textOf(numberOf(bits))).toBe(expected));
  check('0000000000000000', '0');
  check('8000000000000000', '0');
  check('0000000000000001', '5e-324');
  check('8000000000000001', '-5e-324');
  check('7fefffffffffffff', '1.7976931348623157e+308');
  check('ffefffffffffffff', '-1.7976931348623157e+308');
  check('4340000000000000', '9007199254740992');
  check('c340000000000000', '-9007199254740992');
  check('4430000000000000', '295147905179352830000');
  check('44b52d02c7e14af5', '9.999999999999997e+22');
  check('44b52d02c7e14af6', '1e+23');
  check('44b52d02c7e14af7', '1.0000000000000001e+23');
  check('444b1ae4d6e2ef4e', '999999999999999700000');
  check('444b1ae4d6e2ef4f', '999999999999999900000');
  check('444b1ae4d6e2ef50', '1e+21');
  check('3eb0c6f7a0b5ed8c', '9.999999999999997e-7');
  check('3eb0c6f7a0b5ed8d', '0.000001');
  check('41b3de4355555553', '333333333.3333332');
  check('41b3de4355555554', '333333333.33333325');
  check('41b3de4355555555', '333333333.3333333');
  check('41b3de4355555556', '333333333.3333334');
  check('41b3de4355555557', '333333333.33333343');
  check('becbf647612f3696', '-0.0000033333333333333333');
  check('43143ff3c1cb0959', '1424953923781206.2');
});

describe('the examples of RFC 8785, section 3.2', () => {
  it('the whole, byte by byte', () => {
    const json: unknown = JSON.parse(
      String.raw`{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }`,
    );
    const expected = [
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e',
      '756d62657273223a5b3333333333333333332e333333333333332c31652b3330',
      '2c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac24',
      '5c75303030665c6e4127425c225c5c5c5c5c222f227d',
    ].join('');
    expect(Buffer.from(canonicalBytes(json)).toString('hex')).toBe(expected);
  });

  it('members in the order of UTF-16 code units', () => {
    const json = JSON.parse(String.raw`{
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`) as unknown;
    expect([...textOf(json).matchAll(/:"([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
});

describe('text: only what must be escaped is, in the shortest way', () => {
  const check = (text: string, expected: string) =>
    it(expected, () => expect(textOf(text)).toBe(`"${expected}"`));
  check('\b\t\n\f\r', String.raw`\b\t\n\f\r`);
  check('"\\', String.raw`\"\\`);
  check('\u0000\u0001\u000b\u001f', String.raw`\u0000\u0001\u000b\u001f`);
  check('/\u007f\u0080\u2028\u2029', '/\u007f\u0080\u2028\u2029');
  // Not normalised: what looks the same stays different.
  check('\u00c5\u212b\u0041\u030a', '\u00c5\u212b\u0041\u030a');
  check('免申即享 😀', '免申即享 😀');
});

describe('what JSON can’t carry is refused', () => {
  const check = (name: string, json: unknown) => it(name, () => expect(() => canonicalBytes(json)).toThrow());
  check('not a number', { a: [Number.NaN] });
  check('infinity', Number.POSITIVE_INFINITY);
  check('nothing at all', undefined);
  check('half of a surrogate pair', ['\ud83d']);
  check('the other half, in the name of a member', { '\ude00': 1 });
  check('a big integer', { a: 1n });
});

it('a member that is undefined is left out', () => {
  expect(textOf({ b: undefined, a: 1 })).toBe('{"a":1}');
});

it('however members are ordered, the bytes are the same, and they say the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
      const bytes = canonicalBytes(json);
      expect(canonicalBytes(reversed(json))).toEqual(bytes);
      expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(JSON.parse(JSON.stringify(json)));
    }),
  );
});

function reversed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(reversed);
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).map(([key, value]) => [key, reversed(value)] as const);
  return Object.fromEntries(members.reverse());
}

it('is what the library writes, whatever order the keys are in', () => {
  let inOrder = 0;
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (json, sort) => {
      const given = sort ? (JSON.parse(canonicalize(json) ?? '') as unknown) : json;
      if (JSON.stringify(given) === canonicalize(given)) inOrder += 1;
      expect(textOf(given)).toBe(canonicalize(given));
    }),
    { numRuns: 3000 },
  );
  expect(inOrder).toBeGreaterThan(1000);
});
