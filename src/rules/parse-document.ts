import { type Diagnostic, diagnose } from './diagnostic.ts';
import { locate, parseJsonText } from './json-text.ts';
import type { Filed, RuleFile } from './parse-files.ts';
import { type DocumentJson, documentFileSchema } from './schema/document-schema.ts';
import { checkShape } from './shape.ts';

/** Parses the documents of a seeds directory; mistakes are listed with line and column. */
export function parseDocuments(files: readonly RuleFile[]): {
  readonly documents: readonly Filed<DocumentJson>[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const documents = files.flatMap(({ path, text }): Filed<DocumentJson>[] => {
    const parsed = parseJsonText(path, text);
    const shaped = parsed.ok ? checkShape(documentFileSchema, parsed.value, path) : parsed;
    if (!shaped.ok) diagnostics.push(...shaped.diagnostics);
    return shaped.ok ? [{ file: path, json: shaped.value as DocumentJson }] : [];
  });
  diagnostics.push(...documents.flatMap(repeatedPaths));
  const texts = new Map(files.map((file) => [file.path, file.text]));
  return { documents, diagnostics: locate(diagnostics, texts) };
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
