import type { Clause } from './clauses.ts';

/** What a comparison needs of a seed document. */
export interface SeedClauses {
  readonly clauses: readonly {
    readonly path: string;
    readonly kind: string;
    readonly digest: string | null;
  }[];
}

/** One difference between a seed and its original. */
export interface Difference {
  readonly kind: 'missing' | 'extra' | 'order' | 'digest' | 'kind';
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly message: { readonly zh: string; readonly en: string };
}

/**
 * Compares a seed with the clauses parsed from its original: every paragraph has its clause, every clause its
 * paragraph, in the same order, of the same kind, with the same digest.
 */
export function checkSeed(seed: SeedClauses, originals: readonly Clause[]): readonly Difference[] {
  const inSeed = new Map(seed.clauses.map((clause) => [clause.path, clause]));
  const inOriginal = new Map(originals.map((clause) => [clause.path, clause]));
  const missing = originals.filter(({ path }) => !inSeed.has(path)).map(missingClause);
  const extra = seed.clauses.filter(({ path }) => !inOriginal.has(path)).map(({ path }) => extraClause(path));
  const compared = seed.clauses.flatMap((clause) => {
    const original = inOriginal.get(clause.path);
    return original === undefined ? [] : compare(clause, original);
  });
  return [...missing, ...extra, ...compared, ...checkOrder(seed, originals, missing.length + extra.length)];
}

function missingClause({ path, line, digest }: Clause): Difference {
  return {
    kind: 'missing',
    path,
    expected: digest,
    found: '',
    message: { zh: `原文第 ${line} 行没有对应的条款`, en: `line ${line} of the original has no clause` },
  };
}

function extraClause(path: string): Difference {
  return {
    kind: 'extra',
    path,
    expected: '',
    found: path,
    message: { zh: '原文没有这一条', en: 'the original has no such clause' },
  };
}

function compare(clause: SeedClauses['clauses'][number], original: Clause): readonly Difference[] {
  const differ = (kind: 'kind' | 'digest', expected: string, found: string): Difference => ({
    kind,
    path: clause.path,
    expected,
    found,
    message: {
      zh: `${kind === 'kind' ? '种类' : '摘要'}不符：应为 ${expected}，实为 ${found}`,
      en: `${kind} differs: expected ${expected}, found ${found}`,
    },
  });
  return [
    ...(clause.kind === original.kind ? [] : [differ('kind', original.kind, clause.kind)]),
    ...(clause.digest === original.digest ? [] : [differ('digest', original.digest, `${clause.digest}`)]),
  ];
}

/** Asked only when both sides have the same paths: otherwise every later clause would be out of place. */
function checkOrder(
  seed: SeedClauses,
  originals: readonly Clause[],
  unmatched: number,
): readonly Difference[] {
  const at = seed.clauses.findIndex(({ path }, index) => path !== originals[index]?.path);
  const found = seed.clauses[at]?.path;
  const expected = originals[at]?.path;
  if (unmatched > 0 || found === undefined || expected === undefined) return [];
  const message = { zh: `次序不符：此处应为 ${expected}`, en: `out of order: ${expected} belongs here` };
  return [{ kind: 'order', path: found, expected, found, message }];
}
