import { toBase64 } from '../../src/ledger/base64.ts';
import { canonicalBytes } from '../../src/ledger/canonical.ts';
import { formatCheckpoint } from '../../src/ledger/checkpoint.ts';
import { commitment, type Leaf, leafBytes } from '../../src/ledger/entry.ts';
import type { HashAlgorithm } from '../../src/ledger/hash.ts';
import { peaksOf, rootOf } from '../../src/ledger/merkle.ts';
import { signNote } from '../../src/ledger/note.ts';
import { type Signer, signerFrom } from '../../src/ledger/note-key.ts';
import { consistencyProof, inclusionProof } from '../../src/ledger/proof.ts';
import type { ConsistencyFile, Receipt } from '../../src/ledger/receipt-form.ts';
import { MemoryTree } from './memory-tree.ts';

export const ORIGIN = 'mianshen.example/log';

/** The signer whose private key is this byte, 32 times. */
export function signerOf(seed: number, name = ORIGIN): Signer {
  return signerFrom(name, pemOf(Buffer.alloc(32, seed)))!;
}

/** A private key of 32 bytes as PEM (PKCS #8). */
export function pemOf(seed: Uint8Array): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}

/** Request, outcome and salt of the sample's decision at an index. */
export function openingOf(index: number) {
  return {
    salt: toBase64(new Uint8Array(32).fill(index)),
    request: { subject: `企业${index}`, profile: { employees: index, tags: ['a', null] } },
    outcome: [{ policy: 'loan', outcome: 'eligible', amount: '1.50' }],
  };
}

/** A log of a key, decisions, and the erasure of the first decision. */
export class SampleLog {
  readonly leaves: readonly Leaf[];
  private readonly hash: HashAlgorithm;
  private readonly signers: readonly Signer[];
  private readonly tree: MemoryTree;

  constructor(size: number, hash: HashAlgorithm = 'sha256', ...signers: readonly Signer[]) {
    this.hash = hash;
    this.signers = signers.length > 0 ? signers : [signerOf(1)];
    this.leaves = Array.from({ length: size }, (_, index) => this.leaf(index, size));
    this.tree = new MemoryTree(hash);
    this.tree.append(this.leaves.map(leafBytes));
  }

  get key(): string {
    return this.signers[0]!.key;
  }

  async checkpoint(size: number, origin = ORIGIN): Promise<string> {
    const root = rootOf(this.hash, await this.tree.read(peaksOf(size)));
    return signNote(formatCheckpoint({ origin, size, root, hash: this.hash }), ...this.signers);
  }

  async receipt(index: number, size: number): Promise<Receipt> {
    const leaf = this.leaves[index]!;
    const proof = await inclusionProof(this.hash, index, size, this.tree.read);
    return {
      format: 'mianshen receipt 1',
      leaf,
      index,
      proof: proof.map(toBase64),
      checkpoint: await this.checkpoint(size),
      key: this.key,
      ...(leaf.kind === 'decision' ? { opening: openingOf(index) } : {}),
    };
  }

  async consistency(first: number, second: number): Promise<ConsistencyFile> {
    const proof = await consistencyProof(this.hash, first, second, this.tree.read);
    return {
      format: 'mianshen consistency 1',
      first: await this.checkpoint(first),
      second: await this.checkpoint(second),
      proof: proof.map(toBase64),
      key: this.key,
    };
  }

  private leaf(index: number, size: number): Leaf {
    const common = { format: 1, hash: this.hash, recordedAt: `2026-11-21T08:00:00.${100 + index}Z` } as const;
    if (index === 0) return { kind: 'key', ...common, key: this.key };
    if (index === size - 1)
      return { kind: 'erasure', ...common, id: 'decision-1', reason: 'asked for by the firm' };
    const { salt, request, outcome } = openingOf(index);
    const payload = {
      salt: Buffer.from(salt, 'base64'),
      request: canonicalBytes(request),
      outcome: canonicalBytes(outcome),
    };
    return {
      ...{ kind: 'decision', ...common, id: `decision-${index}`, asOf: '2026-11-21' },
      ...{ ruleSet: `sha256:${'ab'.repeat(32)}`, engine: '0.1.0' },
      request: commitment(this.hash, 'request', payload),
      outcome: commitment(this.hash, 'outcome', payload),
    };
  }
}
