import { fromBase64, toBase64 } from './base64.ts';
import { isKeyName, KEY_ID_BYTES, type KeyId, type Signer, sameKey, type Verifier } from './note-key.ts';

/* Signed notes after C2SP (c2sp.org/signed-note): a text, an empty line, and a line for each signature. */

/**
 * A note as far as it can be trusted. `not-a-note`: its form is wrong. `unknown-key`: no signature is of a given key.
 * `wrong-signature`: one says that it is of a given key, and isn't.
 */
export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly signedBy: readonly Verifier[] }
  | { readonly ok: false; readonly reason: 'not-a-note' | 'unknown-key' | 'wrong-signature' };

interface Signature extends KeyId {
  readonly bytes: Uint8Array;
}

/** What may be signed must be no endless work to check. */
const MOST_SIGNATURES = 100;

/** Throws on a text that can't be signed: it ends in a newline and has no other control characters. */
export function signNote(text: string, ...signers: readonly Signer[]): string {
  if (!isNoteText(text)) throw new Error('not the text of a note');
  return `${text}\n${signers.map((signer) => signatureLine(signer, signer.sign(text))).join('')}`;
}

/** The signed text, checked with the given keys. Signatures of other keys say nothing and are passed over. */
export function openNote(note: string, verifiers: readonly Verifier[]): OpenedNote {
  const split = splitNote(note);
  if (split === undefined) return { ok: false, reason: 'not-a-note' };
  const signedBy: Verifier[] = [];
  for (const signature of split.signatures) {
    const known = verifiers.filter((verifier) => sameKey(verifier, signature));
    const verified = known.filter((verifier) => verifier.verify(split.text, signature.bytes));
    if (verified.length === 0 && known.length > 0) return { ok: false, reason: 'wrong-signature' };
    signedBy.push(...verified);
  }
  if (signedBy.length === 0) return { ok: false, reason: 'unknown-key' };
  return { ok: true, text: split.text, signedBy };
}

function signatureLine({ name, id }: KeyId, signature: Uint8Array): string {
  return `— ${name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`;
}

/** The text ends at the last empty line: it may have empty lines of its own. */
function splitNote(note: string) {
  const end = note.lastIndexOf('\n\n') + 1;
  if (end === 0 || !isNoteText(note)) return undefined;
  const lines = note.slice(end + 1, -1).split('\n');
  const signatures = lines.slice(0, MOST_SIGNATURES + 1).flatMap((line) => signatureOf(line) ?? []);
  return signatures.length === lines.length && lines.length <= MOST_SIGNATURES
    ? { text: note.slice(0, end), signatures }
    : undefined;
}

function signatureOf(line: string): Signature | undefined {
  const [, name = '', base64 = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, id: bytes.slice(0, KEY_ID_BYTES), bytes: bytes.slice(KEY_ID_BYTES) };
}

/** Of characters that survive UTF-8, without control characters but newlines, and ending in one. */
function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  return text.endsWith('\n') && !/[\x00-\x09\x0b-\x1f\p{Cs}]/u.test(text);
}
