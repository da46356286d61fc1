import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { schemaFiles } from '../scripts/build-schemas.ts';
import { type JsonSchema, SCHEMAS } from '../src/rules/json-schema.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const jsonFiles = (folder: string) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`)
    .toSorted();

/** Which schema describes a file, by where it lies below the folder of its rule set. */
const SCHEMA_OF: readonly (readonly [RegExp, string])[] = [
  [/^rules\/rule-set\.json$/, 'rule-set'],
  [/^rules\/authorities\.json$/, 'authorities'],
  [/^rules\/facts\//, 'rules/facts'],
  [/^rules\/hierarchies\//, 'hierarchy'],
  [/^rules\/conditions\//, 'rules/condition'],
  [/^rules\/exclusions\//, 'exclusion'],
  [/^rules\/policies\//, 'rules/policy'],
  [/^seeds\//, 'document'],
];

/** Names of the rule set are in its own schemas, beside it; the general ones are in the project's folder. */
function schemaPathOf(path: string): string {
  const folder = path.startsWith('examples/national/') ? 'examples/national/' : '';
  const name = SCHEMA_OF.find(([place]) => place.test(path.slice(folder.length)))?.[1] ?? 'none';
  return `${name.startsWith('rules/') ? folder : ''}schemas/${name}.schema.json`;
}

// Both settings only silence remarks on zod's style; neither lets a wrong file pass. The words are for editors.
const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false });
ajv.addVocabulary(['enumDescriptions']);
const expected = await schemaFiles();
const validators = new Map([...expected.keys()].map((path) => [path, ajv.compile(JSON.parse(read(path)))]));

/** Where the validator finds fault, as JSON pointers. */
function faults(schema: string, json: unknown): readonly string[] {
  const validate = validators.get(schema);
  if (validate === undefined) return [`no schema ${schema}`];
  validate(json);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('schemas/', () => {
  it('holds what `npm run schemas` writes and nothing else', () => {
    const files = [...jsonFiles('schemas'), ...jsonFiles('examples/national/schemas')];
    expect(files.toSorted()).toEqual([...expected.keys()].toSorted());
    for (const [path, text] of expected)
      expect(read(path) === text, `${path}: run npm run schemas`).toBe(true);
  });

  it('is known to the editor, a schema for every kind of file', () => {
    const settings = JSON.parse(read('.vscode/settings.json')) as { 'json.schemas': { url: string }[] };
    const urls = settings['json.schemas'].map(({ url }) => url);
    const kinds = urls.map((url) => url.replace(/^.*\/(.*)\.schema\.json$/, '$1'));
    expect(kinds.toSorted()).toEqual(Object.keys(SCHEMAS).toSorted());
    for (const url of urls) expect(existsSync(new URL(url, root)), url).toBe(true);
  });

  it('explains every field in Chinese', () => {
    for (const [path, text] of expected) expect(unexplained(JSON.parse(text)), path).toEqual([]);
  });
});

/** The properties that an editor says nothing about; `$schema` speaks to the editor itself. */
function unexplained(schema: JsonSchema): readonly string[] {
  const lacking: string[] = [];
  const explains = (each: JsonSchema): boolean => {
    const def =
      String(each.$ref ?? '')
        .split('/')
        .at(-1) ?? '';
    const target = (schema.$defs as Record<string, JsonSchema> | undefined)?.[def];
    return /\p{Script=Han}/u.test(String(each.description ?? target?.description ?? ''));
  };
  const visit = (node: unknown, at: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('if' in node) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties')
        for (const [name, each] of Object.entries(value as Record<string, JsonSchema>))
          if (name !== '$schema' && !explains(each)) lacking.push(`${at}/${name}`);
      visit(value, `${at}/${key}`);
    }
  };
  visit(schema, '');
  return lacking;
}

describe.each([...jsonFiles('rules'), ...jsonFiles('seeds'), ...jsonFiles('examples/national/rules')])(
  '%s',
  (path) => {
    const json = JSON.parse(read(path)) as { $schema?: string };

    it('names the schema of its folder', () => {
      const named = new URL(json.$schema ?? 'nothing', new URL(path, root));
      expect(named.href).toBe(new URL(schemaPathOf(path), root).href);
      expect(existsSync(named)).toBe(true);
    });

    it('agrees with it', () => expect(faults(schemaPathOf(path), json)).toEqual([]));
  },
);

describe('the validator refuses', () => {
  const check = (what: string, path: string, spoil: (json: never) => void, fault: string) =>
    it(what, () => {
      const json = JSON.parse(read(path));
      spoil(json as never);
      expect(faults(schemaPathOf(path), json)).toContain(fault);
    });

  check(
    'a key that the language lacks',
    'rules/rule-set.json',
    (json: { typo?: string }) => {
      json.typo = 'x';
    },
    ' must NOT have additional properties',
  );
  check(
    'a document without a title',
    'seeds/xuancheng-2024.json',
    (json: { title?: string }) => {
      delete json.title;
    },
    " must have required property 'title'",
  );
  check(
    'a date of another shape',
    'seeds/xuancheng-2024.json',
    (json: { issued: string }) => {
      json.issued = '2024/6/20';
    },
    '/issued must match pattern "^\\d{4}-\\d{2}-\\d{2}$"',
  );
  check(
    'an operator that does not exist',
    'rules/conditions/small-or-micro.json',
    (json: { conditions: unknown }) => {
      json.conditions = { fact: 'employees', operator: 'near', value: 1 };
    },
    '/conditions/operator must be equal to one of the allowed values',
  );
  check(
    'a fact that the rule set lacks',
    'rules/conditions/small-or-micro.json',
    (json: { conditions: unknown }) => {
      json.conditions = { fact: 'employes', operator: 'equal', value: 1 };
    },
    '/conditions/fact must be equal to one of the allowed values',
  );
  check(
    'an operator that the fact does not take',
    'rules/conditions/small-or-micro.json',
    (json: { conditions: unknown }) => {
      json.conditions = { fact: 'employees', operator: 'within', value: 1 };
    },
    '/conditions/operator must be equal to one of the allowed values',
  );
});
