import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from '../../src/ledger/checkpoint.ts';
import { HASH_ALGORITHMS } from '../../src/ledger/hash.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';

describe('accepted', () => {
  const check = (name: string, lines: readonly string[], expected: object) =>
    it(name, () =>
      expect(parseCheckpoint(lines.map((line) => `${line}\n`).join(''))).toMatchObject(expected),
    );
  const example = ['example.com/behind-the-sofa', '20852163', ROOT];
  check('the example of the specification', example, {
    origin: 'example.com/behind-the-sofa',
    size: 20852163,
    root: new Uint8Array(Buffer.from(ROOT, 'base64')),
    hash: 'sha256',
    extensions: [],
  });
  check('an empty tree', ['a', '0', ROOT], { size: 0 });
  check('the largest tree', ['a', '9007199254740991', ROOT], { size: 2 ** 53 - 1 });
  check('an origin with spaces', ['日志 一', '1', ROOT], { origin: '日志 一' });
  check('another hash', [...example, 'hash sm3'], { hash: 'sm3', extensions: [] });
  check('lines that say nothing to us', [...example, 'x', 'hash sm3', 'hashes md5'], {
    hash: 'sm3',
    extensions: ['x', 'hashes md5'],
  });
});

describe('refused', () => {
  const check = (name: string, text: string) => it(name, () => expect(parseCheckpoint(text)).toBeUndefined());
  check('nothing', '');
  check('only newlines', '\n\n\n');
  check('no newline at its end', `a\n1\n${ROOT}`);
  check('no newline at the end of another line', `a\n1\n${ROOT}\nxy`);
  check('no root', 'a\n1\n');
  check('no size', `a\n${ROOT}\n`);
  check('no origin', `\n1\n${ROOT}\n`);
  check('an empty line', `a\n1\n${ROOT}\n\n`);
  check('an empty line between', `a\n1\n${ROOT}\n\nx\n`);
  for (const size of [
    '01',
    '00',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '',
    '一',
    '１',
    '9007199254740992',
  ]) {
    check(`size '${size}'`, `a\n${size}\n${ROOT}\n`);
  }
  check('a root without padding', `a\n1\n${ROOT.slice(0, -1)}\n`);
  check('a root with bits that say nothing', `a\n1\n${ROOT.replace('2I=', '2J=')}\n`);
  check('a root in the other alphabet', `a\n1\n${ROOT.replace('/', '_')}\n`);
  check('a root with a space', `a\n1\n ${ROOT}\n`);
  check('a root of 31 bytes', `a\n1\n${Buffer.alloc(31).toString('base64')}\n`);
  check('a root of 33 bytes', `a\n1\n${Buffer.alloc(33).toString('base64')}\n`);
  check('an unknown hash', `a\n1\n${ROOT}\nhash sha1\n`);
  check('SHA-256 by name, which is never written', `a\n1\n${ROOT}\nhash sha256\n`);
  check('a hash without a name', `a\n1\n${ROOT}\nhash\n`);
  check('two hashes', `a\n1\n${ROOT}\nhash sm3\nhash sm3\n`);
});

it('what is written is read back', () => {
  const origin = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[\n\r]/.test(text));
  const root = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const head = fc.record({ origin, size: fc.maxSafeNat(), root, hash: fc.constantFrom(...HASH_ALGORITHMS) });
  fc.assert(
    fc.property(head, (head) => {
      expect(parseCheckpoint(formatCheckpoint(head))).toEqual({ ...head, extensions: [] });
    }),
  );
});

describe('what can’t be written', () => {
  const head = { origin: 'a', size: 1, root: new Uint8Array(32), hash: 'sha256' } as const;
  const check = (name: string, change: object) =>
    it(name, () => expect(() => formatCheckpoint({ ...head, ...change })).toThrow('not a tree head'));
  check('no origin', { origin: '' });
  check('an origin of two lines', { origin: `a\n5\n${ROOT}` });
  check('half a leaf', { size: 0.5 });
  check('a short root', { root: new Uint8Array(31) });
});
