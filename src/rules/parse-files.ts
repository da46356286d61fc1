import type { z } from 'zod';
import { diagnose, type Report } from './diagnostic.ts';
import { parseJsonText } from './json-text.ts';
import { type ExclusionJson, exclusionFileSchema } from './schema/amount-schema.ts';
import { type NamedConditionJson, namedConditionFileSchema } from './schema/condition-schema.ts';
import { factFileSchema } from './schema/fact-schema.ts';
import { type HierarchyJson, hierarchyFileSchema } from './schema/hierarchy-schema.ts';
import { type PolicyJson, policyFileSchema } from './schema/policy-schema.ts';
import { authorityFileSchema, type ManifestJson, manifestFileSchema } from './schema/rule-set-schema.ts';
import { checkShape } from './shape.ts';

/** One file of a rule set: its path inside the directory, with forward slashes, and its text. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/** A parsed file and where it came from. */
export interface Filed<T> {
  readonly file: string;
  readonly json: T;
}

/** A rule set's files, each of the shape that its folder asks for. Names are not resolved yet. */
export interface ParsedFiles {
  readonly manifest: Filed<ManifestJson> | undefined;
  readonly authorities: Filed<z.infer<typeof authorityFileSchema>> | undefined;
  readonly facts: readonly Filed<z.infer<typeof factFileSchema>>[];
  readonly hierarchies: readonly Filed<HierarchyJson>[];
  readonly conditions: readonly Filed<NamedConditionJson>[];
  readonly exclusions: readonly Filed<ExclusionJson>[];
  readonly policies: readonly Filed<PolicyJson>[];
  /** Every file's plain JSON by path, for the digest. */
  readonly plain: Readonly<Record<string, unknown>>;
}

const BELONGS =
  /^(?:rule-set|authorities|(?:facts|hierarchies|conditions|exclusions|policies)\/[^\p{Surrogate}]+)\.json$/u;

/** Parses every file and checks its shape; all mistakes of all files are reported, none stops the rest. */
export function parseFiles(files: readonly RuleFile[], report: Report): ParsedFiles {
  const plain: Record<string, unknown> = {};
  // Where nothing belongs, it's another directory that was meant, not every file that is wrong.
  const isAnother = !files.some(({ path }) => BELONGS.test(path));
  for (const { path, text } of files) {
    if (!BELONGS.test(path)) {
      if (!isAnother) report(diagnose('unknown-file', { file: path, pointer: '' }, { found: path }));
      continue;
    }
    const parsed = parseJsonText(path, text);
    if (parsed.ok) plain[path] = parsed.value;
    else report(parsed.diagnostics);
  }
  const shaped = <T>(schema: z.ZodType<T>, belongs: (path: string) => boolean): Filed<T>[] =>
    Object.entries(plain).flatMap(([file, json]) => {
      if (!belongs(file)) return [];
      const result = checkShape(schema, json, file);
      if (result.ok) return [{ file, json: result.value }];
      report(result.diagnostics);
      return [];
    });
  const under = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
  for (const expected of ['rule-set.json', 'authorities.json'])
    if (!files.some((file) => file.path === expected))
      report(diagnose('missing-file', { file: expected, pointer: '' }, { expected }));
  return {
    manifest: shaped(manifestFileSchema, (path) => path === 'rule-set.json')[0],
    authorities: shaped(authorityFileSchema, (path) => path === 'authorities.json')[0],
    facts: shaped(factFileSchema, under('facts')),
    hierarchies: shaped(hierarchyFileSchema, under('hierarchies')),
    conditions: shaped(namedConditionFileSchema, under('conditions')),
    exclusions: shaped(exclusionFileSchema, under('exclusions')),
    policies: shaped(policyFileSchema, under('policies')),
    plain,
  };
}
