import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import type { Filed } from '../parse-files.ts';
import type { DocumentJson } from '../schema/document-schema.ts';
import type { PolicyJson } from '../schema/policy-schema.ts';

/** Policies and the clauses they come of must name each other. */
export function checkSources(
  policies: readonly Filed<PolicyJson>[],
  documents: readonly Filed<DocumentJson>[],
): readonly Diagnostic[] {
  return [
    ...policies.flatMap((policy) => checkPolicySources(policy, documents)),
    ...documents.flatMap((document) => checkDocumentPolicies(document, policies)),
  ];
}

function checkPolicySources(
  { file, json }: Filed<PolicyJson>,
  documents: readonly Filed<DocumentJson>[],
): readonly Diagnostic[] {
  return json.source.flatMap(({ document: id, clause: path }, index) => {
    const at = (key: string) => ({ file, pointer: `/source/${index}/${key}` });
    const document = documents.find((each) => each.json.id === id)?.json;
    if (document === undefined) {
      const near = nearest(
        id,
        documents.map((each) => each.json.id),
      );
      return [diagnose('unknown-document', at('document'), { found: id, nearest: near })];
    }
    const clause = document.clauses.find((each) => each.path === path);
    if (clause === undefined) return [diagnose('unknown-clause', at('clause'), { found: path, about: id })];
    if (clause.policies.includes(json.id)) return [];
    return [diagnose('clause-not-linked', at('clause'), { found: `${id} ${path}` })];
  });
}

function checkDocumentPolicies(
  { file, json }: Filed<DocumentJson>,
  policies: readonly Filed<PolicyJson>[],
): readonly Diagnostic[] {
  return json.clauses.flatMap((clause, index) => {
    const at = (key: string) => ({ file, pointer: `/clauses/${index}/${key}` });
    const unknown = clause.policies.flatMap((id, position) => {
      const policy = policies.find((each) => each.json.id === id)?.json;
      const rests = policy?.source.some((each) => each.document === json.id && each.clause === clause.path);
      if (rests === true) return [];
      return [diagnose('clause-not-encoded', at(`policies/${position}`), { found: id, about: clause.path })];
    });
    const fits = (clause.disposition === 'policy') === clause.policies.length > 0;
    return fits
      ? unknown
      : [...unknown, diagnose('clause-without-policy', at('policies'), { found: clause.path })];
  });
}
