import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyConsistencyText } from '../../src/ledger/consistency.ts';
import { verifyReceiptText } from '../../src/ledger/receipt.ts';
import { parseReceiptText } from '../../src/ledger/receipt-text.ts';
import { SampleLog } from './sample-log.ts';

const log = new SampleLog(5);
const receipt = JSON.stringify(await log.receipt(2, 5), null, 2);
const consistency = JSON.stringify(await log.consistency(2, 5), null, 2);

it('any JSON is read as it is', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('', '\uFEFF'), (text, mark) => {
      expect(parseReceiptText(`${mark}${text}`)).toEqual({ ok: true, json: JSON.parse(text) });
    }),
  );
});

describe('a member that is there twice is refused', () => {
  const check = (text: string, found: string) =>
    it(text, () => {
      const parsed = parseReceiptText(text);
      expect(parsed).toMatchObject({ ok: false, reason: 'twice' });
      expect(parsed.ok ? '' : parsed.message.en).toContain(`'${found}'`);
    });
  check('{"a":1,"a":1}', 'a');
  check('{"a":{"a":1},"a":1}', 'a');
  check('[{"b":[],"a":{"c":1},"b":2}]', 'b');
  check('{"a":1,"\\u0061":2}', 'a');
  check('{"":1,"":2}', '');
  check('{"x\\"y":1,"z":"}","x\\"y":2}', 'x"y');
  check('{"__proto__":1,"__proto__":2}', '__proto__');
});

describe('names that are no twins', () => {
  const check = (text: string) => it(text, () => expect(parseReceiptText(text)).toMatchObject({ ok: true }));
  check('{"a":"a"}');
  check('{"a":{"a":{"a":[]}}}');
  check('[{"a":1},{"a":1}]');
  check('["a","a"]');
  check('{"a":["b","b"],"b":"a"}');
  check('{"a":"{\\"a\\":1,\\"a\\":1}"}');
  check('{"constructor":1,"toString":2}');
});

it('files are accepted as they are, and refused with any member doubled', () => {
  expect(verifyReceiptText(receipt)).toMatchObject({ ok: true });
  expect(verifyConsistencyText(consistency)).toMatchObject({ ok: true });
  for (const [text, verify] of [
    [receipt, verifyReceiptText],
    [consistency, verifyConsistencyText],
  ] as const) {
    const names = [...text.matchAll(/^ +("[a-zA-Z]+"):/gm)];
    expect(names.length).toBeGreaterThan(4);
    for (const { 1: name, index } of names) {
      const doubled = `${text.slice(0, index)}${name}: "something else",${text.slice(index)}`;
      expect(verify(doubled)).toMatchObject({ ok: false, reason: 'twice' });
    }
    expect(verify(text.slice(0, -1))).toMatchObject({ ok: false, reason: 'not-json' });
  }
});
