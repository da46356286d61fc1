import { createPrivateKey, createPublicKey, sign as rawSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openNote, signNote } from '../../src/ledger/note.ts';
import {
  isKeyName,
  newPrivateKey,
  parseVerifierKey,
  signerFrom,
  verifierKey,
} from '../../src/ledger/note-key.ts';
import { pemOf, signerOf } from './sample-log.ts';

/*
 * Keys, text and signatures of the first implementation of such notes, Go's golang.org/x/mod/sumdb/note: two keys
 * signed one text.
 */
const PETER = {
  privateKey: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const ENOCH = {
  key: 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
  line: '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n',
};
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

const peter = parseVerifierKey(PETER.key)!;
const enoch = parseVerifierKey(ENOCH.key)!;

describe('known answers', () => {
  it('a note is signed as others sign it', () => {
    const signer = signerFrom('PeterNeumann', pemOf(seedOf(PETER.privateKey)))!;
    expect(signer.key).toBe(PETER.key);
    expect(signNote(TEXT, signer)).toBe(`${TEXT}\n${PETER.line}`);
  });

  it('notes of others are accepted', () => {
    const note = `${TEXT}\n${PETER.line}${ENOCH.line}`;
    expect(openNote(note, [peter])).toMatchObject({ ok: true, text: TEXT, signedBy: [peter] });
    expect(openNote(note, [enoch])).toMatchObject({ ok: true, text: TEXT, signedBy: [enoch] });
    expect(openNote(note, [enoch, peter])).toMatchObject({ ok: true, signedBy: [peter, enoch] });
  });

  it('the example of the specification is a note, by a key that it doesn’t tell', () => {
    const note = [
      'Ognuno sta solo sul cuor della terra',
      'trafitto da un raggio di sole:',
      '',
      'ed è subito sera.',
      '',
      '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=',
      '',
    ].join('\n');
    expect(openNote(note, [peter])).toEqual({ ok: false, reason: 'unknown-key' });
  });
});

describe('a note of ours, put together by hand', () => {
  const privateKey = createPrivateKey(pemOf(Buffer.alloc(32, 7)));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);

  it('is what signing makes', () => {
    const signer = signerOf(7, 'a.example/log');
    const text = '一\n\n二\n';
    const [, id = ''] = signer.key.split('+');
    const signature = Buffer.concat([Buffer.from(id, 'hex'), rawSign(null, Buffer.from(text), privateKey)]);
    expect(signNote(text, signer)).toBe(`${text}\n— a.example/log ${signature.toString('base64')}\n`);
    expect(signer.key).toBe(verifierKey('a.example/log', publicKey));
    expect(signer.key.slice(signer.key.lastIndexOf('+', 22) + 1)).toBe(
      Buffer.concat([Buffer.of(1), publicKey]).toString('base64'),
    );
  });

  it('of a new key, opens', () => {
    const signer = signerFrom('new', newPrivateKey())!;
    expect(openNote(signNote('text\n', signer), [parseVerifierKey(signer.key)!])).toMatchObject({
      text: 'text\n',
    });
  });

  it('no two new keys are the same', () => {
    expect(newPrivateKey()).not.toBe(newPrivateKey());
  });
});

describe('whatever bit of a note is turned', () => {
  /** Every text that differs from this one in one bit of its UTF-8. */
  function* turned(note: string): Generator<string> {
    const bytes = Buffer.from(note);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      yield changed.toString('utf8');
    }
  }

  it('it is refused', () => {
    for (const note of turned(`${TEXT}\n${PETER.line}`)) {
      if (openNote(note, [peter, enoch]).ok) expect.fail(note);
    }
  });

  it('beside a good signature of a known key, the text is the signed one or it is refused', () => {
    for (const note of turned(`${TEXT}\n${PETER.line}${ENOCH.line}`)) {
      const opened = openNote(note, [peter]);
      if (opened.ok && opened.text !== TEXT) expect.fail(note);
    }
  });
});

describe('refused notes', () => {
  const check = (name: string, note: string, reason: string) =>
    it(name, () => expect(openNote(note, [peter])).toEqual({ ok: false, reason }));
  const malformed = (name: string, note: string) => check(name, note, 'not-a-note');
  const good = `${TEXT}\n${PETER.line}`;

  it('but for the changes, it is accepted', () => expect(openNote(good, [peter]).ok).toBe(true));

  malformed('nothing', '');
  malformed('only a text', TEXT);
  malformed('no signature', `${TEXT}\n`);
  malformed('cut off before the last newline', good.slice(0, -1));
  malformed('one newline too many', `${good}\n`);
  malformed('no empty line', `${TEXT}${PETER.line}`);
  malformed('a line that is no signature', `${good}and so on\n`);
  malformed('a carriage return', good.replace('\n', '\r\n'));
  malformed('a tab', good.replace(' ', '\t'));
  malformed('half a surrogate pair', `\ud83d${good}`);
  malformed('a hyphen for the dash', good.replace('—', '-'));
  malformed('two spaces', good.replace('— ', '—  '));
  malformed('no name', good.replace('PeterNeumann ', ''));
  malformed('a plus in a name', good.replace('PeterNeumann', 'Peter+Neumann'));
  malformed('an ideographic space in a name', good.replace('PeterNeumann', 'Peter\u3000Neumann'));
  malformed('a no-break space in a name', good.replace('PeterNeumann', 'Peter\u00a0Neumann'));
  malformed('a space at the end of a line', good.replace(/\n$/, ' \n'));
  malformed('base64 without padding', good.replace('=\n', '\n'));
  malformed('base64 with bits that say nothing', good.replace('nAM=\n', 'nAN=\n'));
  malformed('base64 of the other alphabet', good.replaceAll('/', '_'));
  malformed('a signature of no bytes', `${TEXT}\n— PeterNeumann x08gow==\n`);
  malformed('too many signatures', `${TEXT}\n${PETER.line.repeat(101)}`);
  check('a signature of one byte', `${TEXT}\n— PeterNeumann x08gowA=\n`, 'wrong-signature');
  check('a longer signature', good.replace('nAM=', 'nAMA'), 'wrong-signature');
  check('another text', good.replace('cryptography', 'cryptographic'), 'wrong-signature');
  check('an empty line more', `${TEXT}\n\n${PETER.line}`, 'wrong-signature');
  check('the name of another', good.replace('PeterNeumann', 'CarmenSandiego'), 'unknown-key');
  check('another key of that name', good.replace('x08g', 'xxxx'), 'unknown-key');
  check(
    'one good signature and one wrong, of the same key',
    `${good}— PeterNeumann x08gowA=\n`,
    'wrong-signature',
  );
  check('signed by somebody else', `${TEXT}\n${ENOCH.line}`, 'unknown-key');

  it('without keys, nothing is accepted', () => {
    expect(openNote(good, [])).toEqual({ ok: false, reason: 'unknown-key' });
  });

  it('a hundred signatures are not too many', () => {
    expect(openNote(`${TEXT}\n${ENOCH.line.repeat(99)}${PETER.line}`, [peter]).ok).toBe(true);
  });

  it('two keys that share name and id: the one that signed counts', () => {
    const other = { ...enoch, name: peter.name, id: peter.id };
    expect(openNote(good, [other, peter])).toMatchObject({ ok: true, signedBy: [peter] });
    expect(openNote(good, [other])).toEqual({ ok: false, reason: 'wrong-signature' });
  });
});

describe('verifier keys', () => {
  it('no part of one is one', () => {
    const { key } = PETER;
    for (let start = 0; start < key.length; start++) {
      for (let end = start; end <= key.length; end++) {
        if (end - start < key.length) expect(parseVerifierKey(key.slice(start, end))).toBeUndefined();
      }
    }
  });

  it('with any character changed it isn’t one', () => {
    const { key } = PETER;
    for (let at = 0; at < key.length; at++) {
      for (const other of 'AZaz09+/= \n') {
        if (key[at] === other) continue;
        expect(parseVerifierKey(`${key.slice(0, at)}${other}${key.slice(at + 1)}`)).toBeUndefined();
      }
    }
  });

  const refused = (name: string, key: string) =>
    it(name, () => expect(parseVerifierKey(key)).toBeUndefined());
  refused(
    'a key that is too long, with its right id',
    'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
  );
  refused(
    'another type of key, with its right id',
    'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  );
  refused('capital letters in the id', PETER.key.replace('c74f20a3', 'C74F20A3'));
  refused('a newline after it', `${PETER.key}\n`);
  refused('a space before it', ` ${PETER.key}`);
});

describe('names of keys', () => {
  const check = (name: string, expected: boolean) =>
    it(JSON.stringify(name), () => expect(isKeyName(name)).toBe(expected));
  check('example.com/log-1', true);
  check('免申即享', true);
  check('', false);
  check('a b', false);
  check('a+b', false);
  check('a\u3000b', false);
  check('a\u0085b', false);
  check('a\nb', false);
  check('a\u0000b', false);
  check('a\ud83db', false);
});

describe('what can’t be signed with, or signed', () => {
  it('a text that is no private key', () => {
    expect(signerFrom('a', '')).toBeUndefined();
    expect(signerFrom('a', 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEK')).toBeUndefined();
  });

  it('a key of another kind', () => {
    const pem =
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\n-----END PRIVATE KEY-----\n';
    expect(createPrivateKey(pem).asymmetricKeyType).toBe('x25519');
    expect(signerFrom('a', pem)).toBeUndefined();
  });

  it('a name that is none', () => {
    expect(() => signerFrom('a b', newPrivateKey())).toThrow("'a b' can't be the name of a key");
  });

  const unsignable = (name: string, text: string) =>
    it(name, () => expect(() => signNote(text, signerOf(1))).toThrow('not the text of a note'));
  unsignable('a text without newline at its end', 'text');
  unsignable('an empty text', '');
  unsignable('a text with a carriage return', 'text\r\n');
  unsignable('a text with half a surrogate pair', 'text\udc00\n');
});

/** The private key of 32 bytes in a key of Go's notes: after one byte for its type. */
function seedOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64').subarray(1);
}
