import { type Diagnostic, diagnose, gatherIn } from './diagnostic.ts';
import { parseJsonText } from './json-text.ts';
import { locate } from './locate.ts';
import type { Filed, RuleFile } from './parse-files.ts';
import { type DocumentJson, documentFileSchema } from './schema/document-schema.ts';
import { checkShape } from './shape.ts';

/** Parses the documents of a seeds directory; mistakes are listed with line and column. */
export function parseDocuments(files: readonly RuleFile[]): {
  readonly documents: readonly Filed<DocumentJson>[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const report = gatherIn(diagnostics);
  const documents = files.flatMap(({ path, text }): Filed<DocumentJson>[] => {
    const parsed = parseJsonText(path, text);
    const shaped = parsed.ok ? checkShape(documentFileSchema, parsed.value, path) : parsed;
    if (!shaped.ok) report(shaped.diagnostics);
    return shaped.ok ? [{ file: path, json: shaped.value as DocumentJson }] : [];
  });
  report([...repeatedIds(documents), ...documents.flatMap(repeatedPaths)]);
  const texts = new Map(files.map((file) => [file.path, file.text]));
  return { documents, diagnostics: locate(diagnostics, texts) };
}

function repeatedIds(documents: readonly Filed<DocumentJson>[]): readonly Diagnostic[] {
  return documents.flatMap(({ file, json: { id } }) => {
    const first = documents.find((each) => each.json.id === id);
    if (first === undefined || first.file === file) return [];
    return [diagnose('duplicate-id', { file, pointer: '/id' }, { found: id, about: first.file })];
  });
}

function repeatedPaths({ file, json }: Filed<DocumentJson>): readonly Diagnostic[] {
  const seen = new Set<string>();
  return json.clauses.flatMap(({ path }, index) => {
    const again = seen.has(path);
    seen.add(path);
    if (!again) return [];
    return [
      diagnose('duplicate-id', { file, pointer: `/clauses/${index}/path` }, { found: path, about: file }),
    ];
  });
}
