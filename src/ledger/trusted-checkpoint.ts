import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { openNote } from './note.ts';
import { parseVerifierKey, type Verifier } from './note-key.ts';
import { type Reason, type Refusal, refuse, type Which } from './refusal.ts';

/** The key that a file names, and those that whoever checks it trusts; undefined where they gave none. */
export interface Keys {
  readonly named: Verifier;
  readonly trusted: readonly Verifier[] | undefined;
}

/** A checkpoint and who vouches for it. */
export interface OpenedCheckpoint {
  readonly ok: true;
  readonly checkpoint: Checkpoint;
  readonly signer: string;
  readonly trusted: boolean;
}

export function readKeys(
  named: string,
  trustedKeys: readonly string[] | undefined,
): ({ readonly ok: true } & Keys) | Refusal {
  const verifier = parseVerifierKey(named);
  if (verifier === undefined) return refuse('malformed', { place: '/key' });
  const trusted: Verifier[] = [];
  for (const key of trustedKeys ?? []) {
    const parsed = parseVerifierKey(key);
    if (parsed === undefined) return refuse('trusted-key', { key });
    trusted.push(parsed);
  }
  return { ok: true, named: verifier, trusted: trustedKeys && trusted };
}

/** The named key must have signed it, and a trusted one where there are any. */
export function openCheckpoint(
  note: string,
  { named, trusted }: Keys,
  which: Which,
): OpenedCheckpoint | Refusal {
  const opened = openNote(note, [named, ...(trusted ?? [])]);
  if (!opened.ok) return refuse(REFUSED[opened.reason], { which, key: named.key });
  const signers = opened.signedBy.map(({ key }) => key);
  if (!signers.includes(named.key)) return refuse('checkpoint-key', { which, key: named.key });
  const signer = trusted?.find(({ key }) => signers.includes(key));
  if (trusted !== undefined && signer === undefined) return refuse('foreign-key', { which, key: named.key });
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === undefined) return refuse('checkpoint-form', { which });
  return { ok: true, checkpoint, signer: (signer ?? named).key, trusted: signer !== undefined };
}

const REFUSED = {
  'not-a-note': 'checkpoint-form',
  'unknown-key': 'checkpoint-key',
  'wrong-signature': 'checkpoint-signature',
} as const satisfies Record<string, Reason>;
