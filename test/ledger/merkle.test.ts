import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifyInclusion } from '../../src/ledger/check-proof.ts';
import type { HashAlgorithm } from '../../src/ledger/hash.ts';
import { appendLeaves, emptyRoot, leafHash, peaksOf, rootOf } from '../../src/ledger/merkle.ts';
import { consistencyPath, consistencyProof, inclusionPath, inclusionProof } from '../../src/ledger/proof.ts';
import { MemoryTree } from './memory-tree.ts';
import { ReferenceTree } from './reference-tree.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const sameHashes = (a: readonly Uint8Array[], b: readonly Uint8Array[]) =>
  Buffer.compare(Buffer.concat(a), Buffer.concat(b)) === 0;
const leavesUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));

describe.each([
  ['sha256', 300],
  ['sm3', 70],
] as const)(
  '%s: every tree of up to %i leaves is as the RFC defines it',
  (algorithm: HashAlgorithm, largest) => {
    const leaves = leavesUpTo(largest);
    const reference = new ReferenceTree(algorithm, leaves);
    const memory = new MemoryTree(algorithm);
    memory.append(leaves);

    it('roots, leaf by leaf', () => {
      let tree: { readonly size: number; readonly peaks: readonly Uint8Array[] } = { size: 0, peaks: [] };
      expect(hex(rootOf(algorithm, tree.peaks))).toBe(hex(reference.root(0, 0)));
      for (const leaf of leaves) {
        tree = appendLeaves(algorithm, tree, [leafHash(algorithm, leaf)]);
        expect(hex(rootOf(algorithm, tree.peaks))).toBe(hex(reference.root(0, tree.size)));
      }
      expect(tree.size).toBe(largest);
    });

    it('roots, from the stored peaks', async () => {
      for (let size = 0; size <= largest; size++) {
        const root = rootOf(algorithm, await memory.read(peaksOf(size)));
        expect(hex(root)).toBe(hex(reference.root(0, size)));
      }
    });

    it('stored subtrees, each once', async () => {
      const complete = leaves.flatMap((_, index) => {
        const levels: string[] = [];
        for (let level = 0; (index + 1) % 2 ** level === 0; level++)
          levels.push(`${level}/${(index + 1) / 2 ** level - 1}`);
        return levels;
      });
      expect([...memory.stored].sort()).toEqual(complete.sort());
      for (const [level, index] of complete.map((key) => key.split('/').map(Number)) as [number, number][]) {
        const [hash] = await memory.read([{ level, index }]);
        expect(hex(hash!)).toBe(hex(reference.root(index * 2 ** level, (index + 1) * 2 ** level)));
      }
    });

    it('inclusion proofs, which are accepted', async () => {
      for (let size = 1; size <= largest; size++) {
        const root = reference.root(0, size);
        for (let index = 0; index < size; index++) {
          const proof = await inclusionProof(algorithm, index, size, memory.read);
          if (!sameHashes(proof, reference.path(index, 0, size)))
            expect.fail(`proof of leaf ${index} of ${size}`);
          const claim = { index, size, leafHash: reference.root(index, index + 1), proof, root };
          if (!verifyInclusion(algorithm, claim)) expect.fail(`leaf ${index} of ${size}`);
        }
      }
    });

    it('consistency proofs, which are accepted', async () => {
      for (let second = 1; second <= largest; second++) {
        for (let first = 1; first <= second; first++) {
          const proof = await consistencyProof(algorithm, first, second, memory.read);
          if (!sameHashes(proof, reference.proof(first, second)))
            expect.fail(`proof of ${first} to ${second}`);
          const roots = { firstRoot: reference.root(0, first), secondRoot: reference.root(0, second) };
          if (!verifyConsistency(algorithm, { first, second, ...roots, proof })) {
            expect.fail(`${first} to ${second}`);
          }
        }
      }
    });
  },
);

it('the empty tree is the beginning of every tree', async () => {
  const reference = new ReferenceTree('sha256', leavesUpTo(9));
  for (let second = 0; second <= 9; second++) {
    expect(consistencyPath(0, second)).toEqual([]);
    const roots = { firstRoot: emptyRoot('sha256'), secondRoot: reference.root(0, second) };
    expect(verifyConsistency('sha256', { first: 0, second, ...roots, proof: [] })).toBe(true);
  }
});

it('however leaves are grouped, the same is stored', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 20 }), (groups) => {
      const total = groups.reduce((sum, count) => sum + count, 0);
      const leaves = leavesUpTo(total);
      const atOnce = new MemoryTree('sha256');
      atOnce.append(leaves);
      const grouped = new MemoryTree('sha256');
      for (const count of groups)
        grouped.append(leaves.slice(grouped.frontier.size, grouped.frontier.size + count));
      expect(grouped.frontier).toEqual(atOnce.frontier);
      expect([...grouped.stored].sort()).toEqual([...atOnce.stored].sort());
    }),
  );
});

describe('beyond 32 bits', () => {
  const size = 2 ** 40 + 2 ** 33 + 5;

  it('peaks', () => {
    expect(peaksOf(size)).toEqual([
      { level: 40, index: 0 },
      { level: 33, index: 2 ** 7 },
      { level: 2, index: 2 ** 38 + 2 ** 31 },
      { level: 0, index: size - 1 },
    ]);
    expect(peaksOf(Number.MAX_SAFE_INTEGER)).toHaveLength(53);
  });

  it('a path covers the tree, but for its leaf', () => {
    const count = (places: readonly { readonly level: number }[]) =>
      places.reduce((sum, { level }) => sum + 2 ** level, 0);
    for (const index of [0, 2 ** 32, 2 ** 40 - 1, 2 ** 40, size - 2, size - 1]) {
      expect(count(inclusionPath(index, size).flat())).toBe(size - 1);
    }
  });

  it('appending completes one subtree of each level', () => {
    const full = 2 ** 45 - 1;
    const peaks = peaksOf(full).map(() => new Uint8Array(32));
    const { nodes } = appendLeaves('sha256', { size: full, peaks }, [new Uint8Array(32)]);
    expect(nodes.map(({ level, index }) => [level, index])).toEqual(
      Array.from({ length: 45 }, (_, below) => [below + 1, 2 ** (44 - below) - 1]),
    );
  });
});

describe('what isn’t a tree is refused', () => {
  const refused = (name: string, run: () => unknown) => it(name, () => expect(run).toThrow());
  refused('a negative size', () => peaksOf(-1));
  refused('half a leaf', () => peaksOf(1.5));
  refused('a size beyond what numbers tell apart', () => peaksOf(2 ** 53));
  refused('a leaf outside', () => inclusionPath(5, 5));
  refused('a leaf before the first', () => inclusionPath(-1, 5));
  refused('a leaf of the empty tree', () => inclusionPath(0, 0));
  refused('a shrinking tree', () => consistencyPath(6, 5));
  refused('a negative first tree', () => consistencyPath(-1, 5));
  refused('peaks that don’t fit the size', () => appendLeaves('sha256', { size: 3, peaks: [] }, []));
  refused('growing out of numbers', () =>
    appendLeaves('sha256', { size: 2 ** 53 - 1, peaks: peaksOf(2 ** 53 - 1).map(() => new Uint8Array(32)) }, [
      new Uint8Array(32),
    ]),
  );

  it('a store that gives fewer hashes than asked for', async () => {
    await expect(inclusionProof('sha256', 0, 4, async () => [])).rejects.toThrow('fewer hashes');
  });
});
