import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Consistency,
  type Inclusion,
  verifyConsistency,
  verifyInclusion,
} from '../../src/ledger/check-proof.ts';
import { emptyRoot } from '../../src/ledger/merkle.ts';
import { ReferenceTree, rootByPath, rootsByProof } from './reference-tree.ts';

type Hash = Uint8Array;

const LARGEST = 20;
const tree = new ReferenceTree(
  'sha256',
  Array.from({ length: LARGEST + 2 }, (_, index) => Buffer.from(`leaf ${index}`)),
);

/** Proofs that are this one but for a small damage, each with what was done. */
function* damaged(proof: readonly Hash[], foreign: Hash): Generator<readonly [string, readonly Hash[]]> {
  for (const [at, hash] of proof.entries()) {
    for (let byte = 0; byte < hash.length; byte++)
      yield [`byte ${byte} of ${at}`, proof.with(at, flipped(hash, byte))];
    yield [`${at} dropped`, proof.toSpliced(at, 1)];
    yield [`${at} twice`, proof.toSpliced(at, 0, hash)];
    yield [`${at} too short`, proof.with(at, hash.slice(0, 31))];
    yield [`${at} too long`, proof.with(at, Uint8Array.of(...hash, 0))];
    const [next] = proof.slice(at + 1);
    if (next !== undefined) yield [`${at} swapped`, proof.toSpliced(at, 2, next, hash)];
  }
  yield ['one more', [...proof, foreign]];
  yield ['one more before', [foreign, ...proof]];
  if (proof.length > 0) yield ['nothing', []];
}

function flipped(hash: Hash, byte: number): Hash {
  return hash.with(byte, hash[byte]! ^ 1);
}

function inclusion(index: number, size: number): Inclusion {
  const proof = tree.path(index, 0, size);
  return { index, size, leafHash: tree.root(index, index + 1), proof, root: tree.root(0, size) };
}

function consistency(first: number, second: number): Consistency {
  const roots = { firstRoot: tree.root(0, first), secondRoot: tree.root(0, second) };
  return { first, second, ...roots, proof: tree.proof(first, second) };
}

/** What the definition says, by going down the tree. */
function slowlyIncluded({ index, size, leafHash, proof, root }: Inclusion): boolean {
  if (index >= size) return false;
  const found = rootByPath('sha256', index, size, leafHash, proof);
  return found !== undefined && Buffer.compare(found, root) === 0;
}

function slowlyConsistent({ first, second, firstRoot, secondRoot, proof }: Consistency): boolean {
  if (first > second || first === 0) return false;
  const found = rootsByProof('sha256', first, second, firstRoot, proof);
  if (found === undefined) return false;
  return Buffer.compare(found[0], firstRoot) === 0 && Buffer.compare(found[1], secondRoot) === 0;
}

describe('a wrong inclusion proof is refused', () => {
  const each = (run: (claim: Inclusion, place: string) => void) => {
    for (let size = 1; size <= LARGEST; size++) {
      for (let index = 0; index < size; index++) run(inclusion(index, size), `leaf ${index} of ${size}`);
    }
  };
  const refuse = (claim: Inclusion, what: string) => {
    if (verifyInclusion('sha256', claim)) expect.fail(what);
  };

  it('any damage to the proof', () => {
    each((claim, place) => {
      for (const [what, proof] of damaged(claim.proof, claim.leafHash))
        refuse({ ...claim, proof }, `${place}: ${what}`);
    });
  });

  it('any byte of leaf hash and root', () => {
    each((claim, place) => {
      for (let byte = 0; byte < 32; byte++) {
        refuse({ ...claim, leafHash: flipped(claim.leafHash, byte) }, `${place}: leaf ${byte}`);
        refuse({ ...claim, root: flipped(claim.root, byte) }, `${place}: root ${byte}`);
      }
      refuse({ ...claim, root: tree.root(0, claim.size + 1) }, `${place}: the next root`);
      if (claim.size > 1)
        refuse({ ...claim, leafHash: claim.root, root: claim.leafHash }, `${place}: swapped`);
    });
  });

  it('any other index', () => {
    each((claim, place) => {
      for (let index = 0; index <= LARGEST; index++) {
        if (index !== claim.index) refuse({ ...claim, index }, `${place}: as ${index}`);
      }
    });
  });

  it('any other size, unless the way up is the same in it', () => {
    let sameWay = 0;
    each((claim, place) => {
      for (let size = 0; size <= LARGEST; size++) {
        const other = { ...claim, size };
        const accepted = verifyInclusion('sha256', other);
        if (accepted !== slowlyIncluded(other)) expect.fail(`${place}: as of ${size}`);
        if (accepted && size !== claim.size) sameWay += 1;
      }
    });
    // Roots don't say their size: this is why both must come from one signed checkpoint.
    expect(sameWay).toBeGreaterThan(0);
  });

  it('another algorithm', () => {
    each((claim, place) => {
      if (claim.size > 1 && verifyInclusion('sm3', claim)) expect.fail(place);
    });
  });
});

describe('a wrong consistency proof is refused', () => {
  const each = (run: (claim: Consistency, place: string) => void) => {
    for (let second = 1; second <= LARGEST; second++) {
      for (let first = 1; first <= second; first++) run(consistency(first, second), `${first} to ${second}`);
    }
  };
  const refuse = (claim: Consistency, what: string) => {
    if (verifyConsistency('sha256', claim)) expect.fail(what);
  };

  it('any damage to the proof', () => {
    each((claim, place) => {
      for (const [what, proof] of damaged(claim.proof, claim.firstRoot))
        refuse({ ...claim, proof }, `${place}: ${what}`);
    });
  });

  it('any byte of either root', () => {
    each((claim, place) => {
      for (let byte = 0; byte < 32; byte++) {
        refuse({ ...claim, firstRoot: flipped(claim.firstRoot, byte) }, `${place}: first ${byte}`);
        refuse({ ...claim, secondRoot: flipped(claim.secondRoot, byte) }, `${place}: second ${byte}`);
      }
    });
  });

  it('any other sizes, unless the ways up are the same in them', () => {
    each((claim, place) => {
      for (let other = 1; other <= LARGEST; other++) {
        for (const sizes of [{ first: other }, { second: other }]) {
          const changed = { ...claim, ...sizes };
          if (verifyConsistency('sha256', changed) !== slowlyConsistent(changed)) {
            expect.fail(`${place}: ${JSON.stringify(sizes)}`);
          }
        }
      }
    });
  });

  it('trees the other way round', () => {
    each((claim, place) => {
      const { first, second, firstRoot, secondRoot } = claim;
      const swapped = {
        ...claim,
        first: second,
        second: first,
        firstRoot: secondRoot,
        secondRoot: firstRoot,
      };
      if (first !== second) refuse(swapped, place);
    });
  });

  it('from an empty tree that isn’t, or with a proof', () => {
    const empty = { ...consistency(3, 5), first: 0, firstRoot: emptyRoot('sha256') };
    expect(verifyConsistency('sha256', { ...empty, proof: [] })).toBe(true);
    expect(verifyConsistency('sha256', empty)).toBe(false);
    expect(verifyConsistency('sha256', { ...empty, proof: [], firstRoot: tree.root(0, 1) })).toBe(false);
  });
});

describe('trees too large to build: the same answer as by going down', () => {
  const size = fc.oneof(
    fc.maxSafeNat(),
    fc.tuple(fc.nat(52), fc.nat(3)).map(([digit, more]) => 2 ** digit + more),
  );
  const aHash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const hashes = (length: number) => fc.array(aHash, { minLength: length, maxLength: length });

  it('inclusion', () => {
    fc.assert(
      fc.property(
        size,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.infiniteStream(aHash),
        (size, share, stream) => {
          const index = Math.min(Math.floor(share * size), size - 1);
          if (index < 0) return;
          const leafHash = stream.next().value;
          const proof = [...stream.take(pathLength(index, size))];
          const root = rootByPath('sha256', index, size, leafHash, proof)!;
          expect(verifyInclusion('sha256', { index, size, leafHash, proof, root })).toBe(true);
          expect(verifyInclusion('sha256', { index: size, size, leafHash, proof, root })).toBe(false);
          const wrongs = [...damaged(proof, leafHash)].filter((_, at) => at % 61 === 0);
          for (const [what, wrong] of wrongs) {
            if (verifyInclusion('sha256', { index, size, leafHash, proof: wrong, root })) expect.fail(what);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('consistency', () => {
    fc.assert(
      fc.property(size, size, aHash, fc.nat(110), hashes(110), (one, other, root, length, stream) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        if (first === 0 || first === second) return;
        // Find the length that fits: whatever the hashes are, they prove the roots that they lead to.
        const proofs = stream.map((_, count) => stream.slice(0, count));
        const proof = proofs.find(
          (proof) => rootsByProof('sha256', first, second, root, proof) !== undefined,
        )!;
        const [firstRoot, secondRoot] = rootsByProof('sha256', first, second, root, proof)!;
        const claim = { first, second, firstRoot, secondRoot, proof };
        expect(verifyConsistency('sha256', claim)).toBe(true);
        const wrong = stream.slice(0, length);
        expect(verifyConsistency('sha256', { ...claim, proof: wrong })).toBe(length === proof.length);
      }),
      { numRuns: 200 },
    );
  });

  /** By trying: `rootByPath` knows. */
  function pathLength(index: number, size: number): number {
    const none = new Uint8Array(32);
    for (let length = 0; ; length++) {
      const path = Array.from({ length }, () => none);
      if (rootByPath('sha256', index, size, none, path) !== undefined) return length;
    }
  }
});

describe('what is no claim at all is refused', () => {
  const good = inclusion(3, 7);
  const growth = consistency(3, 7);
  const refused = (name: string, change: Partial<Inclusion>) =>
    it(`inclusion: ${name}`, () => expect(verifyInclusion('sha256', { ...good, ...change })).toBe(false));
  const unproved = (name: string, change: Partial<Consistency>) =>
    it(`consistency: ${name}`, () =>
      expect(verifyConsistency('sha256', { ...growth, ...change })).toBe(false));

  it('but for the changes, both are accepted', () => {
    expect(verifyInclusion('sha256', good)).toBe(true);
    expect(verifyConsistency('sha256', growth)).toBe(true);
  });

  for (const count of [-1, 0.5, 2.999999, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    refused(`index ${count}`, { index: count });
    refused(`size ${count}`, { size: count });
    unproved(`first ${count}`, { first: count });
    unproved(`second ${count}`, { second: count });
  }
  // Halved and rounded, these would go the way of the whole number below.
  refused('half a leaf more', { size: 7.5 });
  refused('half a leaf further', { ...inclusion(0, 7), index: 0.5 });
  unproved('half a leaf more at first', { first: 3.5 });
  unproved('half a leaf more at last', { second: 7.5 });
  refused('a short leaf hash', { leafHash: good.leafHash.slice(1) });
  refused('a short root', { root: good.root.slice(1) });
  refused('a short root equal to a short leaf', {
    ...inclusion(0, 1),
    leafHash: new Uint8Array(1),
    root: new Uint8Array(1),
  });
  refused('an empty tree', { index: 0, size: 0, proof: [], root: emptyRoot('sha256') });
  unproved('a short first root', { firstRoot: growth.firstRoot.slice(1) });
  unproved('short roots, equal', {
    first: 7,
    proof: [],
    firstRoot: new Uint8Array(1),
    secondRoot: new Uint8Array(1),
  });
});
