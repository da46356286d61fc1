/**
 * Writes schemas/, for editors, from the zod schemas that the parser itself uses: for any rule set, and for the two that
 * are shipped, with the names in them.
 *
 *     npm run schemas
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readJsonFiles } from '../src/io/rule-files.ts';
import { EDITOR_SCHEMAS, editorSchema } from '../src/rules/editor-schema.ts';
import { generalSchema, SCHEMAS, type SchemaName, schemaText } from '../src/rules/json-schema.ts';
import { parseDocuments } from '../src/rules/parse-document.ts';
import { parseRuleSet } from '../src/rules/parse-rule-set.ts';

const root = new URL('../', import.meta.url);

/** The folder that `schemas/` is in, by rule set: beside its rules. */
const RULE_SETS = ['', 'examples/national/'];

/** What the schema folders must hold, by path. */
export async function schemaFiles(): Promise<ReadonlyMap<string, string>> {
  const general = (Object.keys(SCHEMAS) as SchemaName[]).map((name): [string, string] => [
    `schemas/${name}.schema.json`,
    schemaText(generalSchema(name)),
  ]);
  const own = await Promise.all(RULE_SETS.map(ownSchemas));
  return new Map([...general, ...own.flat()]);
}

async function ownSchemas(folder: string): Promise<readonly [string, string][]> {
  const read = (name: string) => readJsonFiles(fileURLToPath(new URL(`${folder}${name}`, root)));
  const { ruleSet } = parseRuleSet(await read('rules'));
  if (ruleSet === null) throw new Error(`${folder}rules has mistakes: run mianshen check`);
  const documents = parseDocuments(await read('seeds')).documents.map(({ json }) => json);
  return EDITOR_SCHEMAS.map((name) => [
    `${folder}schemas/rules/${name}.schema.json`,
    schemaText(editorSchema(name, ruleSet, documents)),
  ]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = await schemaFiles();
  for (const [path, text] of files) {
    mkdirSync(new URL('./', new URL(path, root)), { recursive: true });
    writeFileSync(new URL(path, root), text);
  }
  console.log(`${files.size} schemas`);
}
