import { z } from 'zod';
import { exclusionFileSchema } from './schema/amount-schema.ts';
import { civilDateSchema } from './schema/basics.ts';
import { namedConditionFileSchema } from './schema/condition-schema.ts';
import { documentFileSchema } from './schema/document-schema.ts';
import { factFileSchema } from './schema/fact-schema.ts';
import { hierarchyFileSchema } from './schema/hierarchy-schema.ts';
import { matchRequestSchema } from './schema/match-request-schema.ts';
import { policyFileSchema } from './schema/policy-schema.ts';
import { authorityFileSchema, manifestFileSchema } from './schema/rule-set-schema.ts';

/** The published schemas: what stands before `.schema.json`, and the shape it describes. */
export const SCHEMAS = {
  'rule-set': manifestFileSchema,
  authorities: authorityFileSchema,
  facts: factFileSchema,
  hierarchy: hierarchyFileSchema,
  condition: namedConditionFileSchema,
  exclusion: exclusionFileSchema,
  policy: policyFileSchema,
  'match-request': matchRequestSchema,
  document: documentFileSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type SchemaName = keyof typeof SCHEMAS;

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [key: string]: unknown;
}

/** The JSON Schema of a kind of file, for any rule set. */
export function generalSchema(name: SchemaName): JsonSchema {
  return z.toJSONSchema(SCHEMAS[name], {
    io: 'input',
    // The calendar check is a function, which JSON Schema can't carry; the shape of a date it can.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === civilDateSchema) jsonSchema.pattern = '^\\d{4}-\\d{2}-\\d{2}$';
    },
  });
}

export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
