import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../src/ledger/canonical.ts';
import { formatCheckpoint } from '../../src/ledger/checkpoint.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { LEDGER_FINDING_CODES, type LedgerFinding } from '../../src/ledger/ledger-finding.ts';
import { appendLeaves, type Frontier, leafHash, rootOf } from '../../src/ledger/merkle.ts';
import { signNote } from '../../src/ledger/note.ts';
import { newPrivateKey, type Signer, signerFrom } from '../../src/ledger/note-key.ts';
import type { TreeHead } from '../../src/ledger/store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { digestOf } from '../../src/rules/digest.ts';
import { type Contents, createMemoryStore } from './memory-store.ts';

const IDENTITY = { origin: 'test', hash: 'sha256' } as const;
const DIGEST = digestOf({});
const SIGNER = signerFrom('test', newPrivateKey()) as Signer;
const STRANGER = signerFrom('test', newPrivateKey()) as Signer;

/** Seven leaves: a key, five decisions in several groups, of which the second is erased by the seventh leaf. */
async function newLog() {
  const { store, contents } = createMemoryStore();
  await store.keepRuleSet({ digest: DIGEST, files: new TextEncoder().encode('{}'), policies: [] });
  let ids = 0;
  const ledger = await openLedger({
    ...{ store, identity: IDENTITY, signer: SIGNER },
    now: () => '2026-11-21T08:00:00.000Z',
    newId: () => `d${ids++}`,
  });
  const record = (n: number) =>
    ledger.record({
      ...{ asOf: '2026-11-21', ruleSet: DIGEST, engine: '0.1.0', subject: `s${n}`, caller: 'c', marks: [] },
      request: { subject: `s${n}`, caller: 'c', profile: { employees: n } },
      outcome: { policies: {} },
    });
  await record(0);
  await record(1);
  await Promise.all([record(2), record(3), record(4)]);
  const whole = contents.decisions[1]?.payload ?? null;
  await ledger.erase('d1', 'asked for');
  return { store, contents, whole };
}

async function findingsAfter(damage: (contents: Contents) => void): Promise<readonly LedgerFinding[]> {
  const { store, contents } = createMemoryStore(structuredClone(sample));
  damage(contents);
  const found: LedgerFinding[] = [];
  for await (const each of verifyLedger(store, IDENTITY)) found.push(each);
  return found;
}

const seen = new Set<string>();
async function check(damage: (contents: Contents) => void, expected: Partial<LedgerFinding>, what: string) {
  const found = await findingsAfter(damage);
  for (const { code } of found) seen.add(code);
  expect(found[0], what).toMatchObject(expected);
}

/** The same bytes with one of them changed in one bit. */
function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte));
}

function replaceAt<T>(list: T[], index: number, change: (item: T) => T): void {
  list.splice(index, 1, change(list[index] as T));
}

let sample: Contents;
/** The payload that was erased. */
let erased: Contents['decisions'][number]['payload'];
beforeAll(async () => {
  const { contents, whole } = await newLog();
  [sample, erased] = [contents, whole];
});

it('a log that nobody touched has nothing', async () => {
  expect(await findingsAfter(() => undefined)).toEqual([]);
});

describe('each single byte that is changed is found, and named', () => {
  it('of leaves', async () => {
    for (const { index, leaf } of sample.leaves)
      for (const at of leaf.keys()) {
        const damage = ({ leaves }: Contents) =>
          replaceAt(leaves, index, (each) => ({ ...each, leaf: flipped(each.leaf, at) }));
        await check(damage, { code: 'leaf-altered', index }, `leaf ${index}, byte ${at}`);
      }
  });

  it('of the hashes of leaves', async () => {
    for (const { index, hash } of sample.leaves)
      for (const at of hash.keys()) {
        const damage = ({ leaves }: Contents) =>
          replaceAt(leaves, index, (each) => ({ ...each, hash: flipped(each.hash, at) }));
        await check(damage, { code: 'leaf-altered', index }, `hash ${index}, byte ${at}`);
      }
  });

  it('of nodes', async () => {
    for (const [node, hash] of sample.nodes)
      for (const at of hash.keys()) {
        const found = await findingsAfter(({ nodes }) => void nodes.set(node, flipped(hash, at)));
        expect(found[0]?.code).toBe('node-altered');
        expect(found[0]?.message.en).toContain(node);
      }
  });

  it('of checkpoints and their roots', async () => {
    for (const [index, { size, note, root }] of sample.checkpoints.entries()) {
      const bytes = new TextEncoder().encode(note);
      for (const at of bytes.keys()) {
        const damage = ({ checkpoints }: Contents) =>
          replaceAt(checkpoints, index, (each) => ({
            ...each,
            note: Buffer.from(flipped(bytes, at)).toString('utf8'),
          }));
        await check(damage, { code: 'checkpoint-signature', size }, `note ${size}, byte ${at}`);
      }
      for (const at of root.keys()) {
        const damage = ({ checkpoints }: Contents) =>
          replaceAt(checkpoints, index, (each) => ({ ...each, root: flipped(root, at) }));
        await check(damage, { code: 'checkpoint-altered', size }, `root ${size}, byte ${at}`);
      }
    }
  });

  it('of payloads', async () => {
    for (const [index, { id, payload }] of sample.decisions.entries())
      for (const part of ['salt', 'request', 'outcome'] as const)
        for (const at of payload?.[part].keys() ?? []) {
          const damage = ({ decisions }: Contents) =>
            replaceAt(decisions, index, (each) => ({
              ...each,
              payload: each.payload && { ...each.payload, [part]: flipped(each.payload[part], at) },
            }));
          await check(damage, { code: 'payload-altered', id }, `${id} ${part}, byte ${at}`);
        }
  });

  it('of the head', async () => {
    for (const at of sample.head.root.keys())
      await check(
        (contents) => {
          contents.head = { ...contents.head, root: flipped(contents.head.root, at) };
        },
        { code: 'head-differs' },
        `root, byte ${at}`,
      );
  });

  it('of rule sets', async () => {
    await check(
      ({ ruleSets }) => {
        const kept = ruleSets.get(DIGEST);
        if (kept !== undefined) ruleSets.set(DIGEST, { ...kept, files: flipped(kept.files, 0) });
      },
      { code: 'rule-set-altered', id: DIGEST },
      'files',
    );
  });
});

describe('what is taken away, added or put in another place is found', () => {
  const one = (what: string, expected: Partial<LedgerFinding>, damage: (contents: Contents) => void) =>
    it(what, () => check(damage, expected, what));

  one('a leaf taken away', { code: 'leaf-missing', index: 2 }, ({ leaves }) => void leaves.splice(2, 1));
  one('the last leaf taken away', { code: 'leaf-missing', index: 6 }, ({ leaves }) => void leaves.pop());
  one(
    'a leaf added',
    { code: 'leaf-beyond', index: 7 },
    ({ leaves }) => void leaves.push({ ...(leaves[1] as Contents['leaves'][number]), index: 7 }),
  );
  one('a node taken away', { code: 'node-missing' }, ({ nodes }) => void nodes.delete('1/1'));
  one('two leaves exchanged, with their hashes', { code: 'node-altered' }, ({ leaves }) => {
    const [a, b] = [leaves[4], leaves[5]] as [Contents['leaves'][number], Contents['leaves'][number]];
    leaves.splice(4, 2, { ...b, index: 4 }, { ...a, index: 5 });
  });
  one(
    'the checkpoint of the head taken away',
    { code: 'checkpoint-missing', size: 7 },
    ({ checkpoints }) => void checkpoints.pop(),
  );
  one('a decision taken away', { code: 'decision-missing', id: 'd2' }, (contents) => {
    contents.decisions = contents.decisions.filter(({ id }) => id !== 'd2');
  });
  one(
    'a decision kept for another leaf',
    { code: 'decision-stray', index: 0 },
    ({ decisions }) =>
      void decisions.unshift({ ...(decisions[0] as Contents['decisions'][number]), index: 0 }),
  );
  one('a payload taken away', { code: 'payload-missing', id: 'd2' }, ({ decisions }) =>
    replaceAt(decisions, 2, (each) => ({ ...each, payload: null })),
  );
  one('an erased payload put back', { code: 'not-erased', id: 'd1' }, ({ decisions }) =>
    replaceAt(decisions, 1, (each) => ({
      ...each,
      ...{ subject: 's1', caller: 'c', payload: erased },
    })),
  );
  one('a rule set taken away', { code: 'rule-set-missing', id: DIGEST }, ({ ruleSets }) => ruleSets.clear());
  for (const column of ['id', 'recordedAt', 'asOf', 'ruleSet', 'engine', 'subject', 'caller'] as const)
    one(
      `the ${column} that a decision is found by`,
      { code: 'decision-altered', index: 3 },
      ({ decisions }) => replaceAt(decisions, 2, (each) => ({ ...each, [column]: 'other' })),
    );
});

it('a log that was rewritten whole, without the key, is refused at its first checkpoint', async () => {
  const { store, contents } = await newLog();
  const { store: other } = createMemoryStore();
  await openLedger({
    ...{ store: other, identity: IDENTITY, signer: STRANGER },
    now: () => '2026-11-21T08:00:00.000Z',
    newId: () => 'x',
  });
  const [forged] = await other.checkpoints(0, 1);
  const [leaf] = await other.leaves(0, 1);
  contents.leaves.splice(0, 1, leaf as Contents['leaves'][number]);
  contents.checkpoints.splice(0, 1, forged as Contents['checkpoints'][number]);
  const trusted: LedgerFinding[] = [];
  for await (const each of verifyLedger(store, IDENTITY, { trustedKeys: [SIGNER.key] })) trusted.push(each);
  expect(trusted[0]).toMatchObject({ code: 'checkpoint-signature', size: 1 });
});

/** A log of the leaves given, whole in every other way: what only someone with the key can do. */
async function logOf(...leaves: readonly object[]) {
  const { store } = createMemoryStore();
  await store.open(IDENTITY);
  const key = { kind: 'key', format: 1, hash: 'sha256', recordedAt: 'now', key: SIGNER.key };
  let tree: Frontier & TreeHead = { ...(await store.head()), peaks: [] };
  for (const [index, plain] of [key, ...leaves].entries()) {
    const leaf = canonicalBytes(plain);
    const hash = leafHash('sha256', leaf);
    const { nodes, ...grown } = appendLeaves('sha256', tree, [hash]);
    const to = { ...grown, root: rootOf('sha256', grown.peaks) };
    const checkpoint = signNote(formatCheckpoint({ ...IDENTITY, ...to }), SIGNER);
    await store.append({ from: tree, to, entries: [{ index, leaf, hash }], nodes, checkpoint });
    tree = to;
  }
  return store;
}

describe('what only someone with the key could have written is found', () => {
  const one = (what: string, code: string, leaf: object) =>
    it(what, async () => {
      const found: string[] = [];
      for await (const each of verifyLedger(await logOf(leaf), IDENTITY)) found.push(each.code);
      for (const each of found) seen.add(each);
      expect(found).toEqual([code]);
    });
  const erasure = { kind: 'erasure', format: 1, hash: 'sha256', id: 'x', recordedAt: 'now', reason: 'r' };

  one('the erasure of nothing', 'erased-unknown', erasure);
  one('a leaf of no known kind', 'leaf-form', { ...erasure, kind: 'other' });
  one('a leaf with something added', 'leaf-form', { ...erasure, more: 1 });
  one('a leaf of another hash', 'leaf-hash', {
    kind: 'key',
    format: 1,
    hash: 'sm3',
    recordedAt: 'now',
    key: 'k',
  });
});

it('every kind of finding was seen', () => {
  expect(LEDGER_FINDING_CODES.filter((code) => !seen.has(code))).toEqual([]);
});
