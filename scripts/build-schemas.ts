/**
 * Writes schemas/*.schema.json, for editors, from the zod schemas that the parser itself uses.
 *
 *     npm run schemas
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { exclusionFileSchema } from '../src/rules/schema/amount-schema.ts';
import { civilDateSchema } from '../src/rules/schema/basics.ts';
import { namedConditionFileSchema } from '../src/rules/schema/condition-schema.ts';
import { documentFileSchema } from '../src/rules/schema/document-schema.ts';
import { factFileSchema } from '../src/rules/schema/fact-schema.ts';
import { hierarchyFileSchema } from '../src/rules/schema/hierarchy-schema.ts';
import { matchRequestSchema } from '../src/rules/schema/match-request-schema.ts';
import { policyFileSchema } from '../src/rules/schema/policy-schema.ts';
import { authorityFileSchema, manifestFileSchema } from '../src/rules/schema/rule-set-schema.ts';

/** The published schemas: what stands before `.schema.json`, and the shape it describes. */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'rule-set': manifestFileSchema,
  authorities: authorityFileSchema,
  facts: factFileSchema,
  hierarchy: hierarchyFileSchema,
  condition: namedConditionFileSchema,
  exclusion: exclusionFileSchema,
  policy: policyFileSchema,
  'match-request': matchRequestSchema,
  document: documentFileSchema,
};

/** The files that schemas/ must hold, by name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [`${name}.schema.json`, schemaText(schema)]),
  );
}

function schemaText(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    // The calendar check is a function, which JSON Schema can't carry; the shape of a date it can.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === civilDateSchema) jsonSchema.pattern = '^\\d{4}-\\d{2}-\\d{2}$';
    },
  });
  return `${JSON.stringify(json, null, 2)}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = new URL('../schemas/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(new URL(name, folder), text);
  console.log(`${fileURLToPath(folder)}: ${schemaFiles().size} schemas`);
}
