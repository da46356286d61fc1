import { checkSeed, type Difference } from '../documents/check-seed.ts';
import { parseClauses } from '../documents/clauses.ts';
import { normalise } from '../documents/normalise.ts';
import type { Filed } from '../rules/parse-files.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';

/** A difference, and the seed file it was found in. */
export interface Finding {
  readonly file: string;
  readonly path: string;
  readonly message: Difference['message'];
}

/**
 * Compares the documents with their originals, given by file name. An original that isn't there, or that numbers two
 * paragraphs alike, is a finding too.
 */
export function checkDocuments(
  documents: readonly Filed<DocumentJson>[],
  originals: ReadonlyMap<string, string>,
): readonly Finding[] {
  return documents.flatMap(({ file, json }): readonly Finding[] => {
    const text = originals.get(json.original);
    if (text === undefined) {
      const message = { zh: `找不到原文 ${json.original}`, en: `the original ${json.original} is not there` };
      return [{ file, path: '', message }];
    }
    const { clauses, repeated } = parseClauses(normalise(text).paragraphs);
    const twice = repeated.map(({ path, lines: [first, second] }) => ({
      path,
      message: {
        zh: `原文第 ${first} 行与第 ${second} 行编号相同`,
        en: `lines ${first} and ${second} of the original have the same number`,
      },
    }));
    return [...twice, ...checkSeed(json, clauses)].map(({ path, message }) => ({ file, path, message }));
  });
}

/** The document with the digests of its original filled in; clauses are matched by path, nothing else changes. */
export function sealDocument(document: DocumentJson, original: string): DocumentJson {
  const { clauses } = parseClauses(normalise(original).paragraphs);
  const digests = new Map(clauses.map(({ path, digest }) => [path, digest]));
  return {
    ...document,
    clauses: document.clauses.map((clause) => ({ ...clause, digest: digests.get(clause.path) ?? null })),
  };
}
