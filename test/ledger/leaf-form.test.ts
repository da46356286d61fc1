import { describe, expect, it } from 'vitest';
import { leafBytes } from '../../src/ledger/entry.ts';
import { readLeaf } from '../../src/ledger/leaf-form.ts';
import { SampleLog } from './sample-log.ts';

const { leaves } = new SampleLog(3);
const [keyLeaf] = leaves;
const text = new TextDecoder().decode(leafBytes(keyLeaf!));

it('what is written is read back', () => {
  expect(leaves.map((leaf) => readLeaf(leafBytes(leaf)))).toEqual(leaves);
});

describe('bytes that aren’t those of a leaf', () => {
  const check = (name: string, bytes: string | Uint8Array) =>
    it(name, () => expect(readLeaf(Buffer.from(bytes))).toBeUndefined());
  check('none', '');
  check('cut off', text.slice(0, -1));
  check('not canonical: a space', text.replace(':', ': '));
  check('not canonical: a needless escape', text.replace('"key"', '"\\u006bey"'));
  check('a member twice', text.replace('{', '{"format":1,'));
  check('a byte-order mark', `\ufeff${text}`);
  check('not UTF-8', Buffer.from(text.replace('Z', 'ÿ'), 'latin1'));
  check('half a surrogate pair', text.replace('mianshen', '\\ud83d'));
  check('nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  check('canonical JSON that is something else', '{"kind":"key"}');
  check('canonical JSON with a member more', text.replace('"hash"', '"extra":1,"hash"'));
});
