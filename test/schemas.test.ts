import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SCHEMAS, schemaFiles } from '../scripts/build-schemas.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const jsonFiles = (folder: string) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`)
    .toSorted();

/** Which schema describes a file, by where it lies. */
const SCHEMA_OF: readonly (readonly [RegExp, string])[] = [
  [/^rules\/rule-set\.json$/, 'rule-set'],
  [/^rules\/authorities\.json$/, 'authorities'],
  [/^rules\/facts\//, 'facts'],
  [/^rules\/hierarchies\//, 'hierarchy'],
  [/^rules\/conditions\//, 'condition'],
  [/^rules\/policies\//, 'policy'],
  [/^seeds\//, 'document'],
];
const schemaOf = (path: string) => SCHEMA_OF.find(([place]) => place.test(path))?.[1] ?? 'none';

// Both settings only silence remarks on zod's style; neither lets a wrong file pass.
const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false });
const validators = new Map(
  Object.keys(SCHEMAS).map((name) => [name, ajv.compile(JSON.parse(read(`schemas/${name}.schema.json`)))]),
);

/** Where the validator finds fault, as JSON pointers. */
function faults(schema: string, json: unknown): readonly string[] {
  const validate = validators.get(schema);
  if (validate === undefined) return [`no schema ${schema}`];
  validate(json);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('schemas/', () => {
  it('holds what `npm run schemas` writes and nothing else', () => {
    const files = readdirSync(new URL('schemas/', root));
    expect(files.toSorted()).toEqual([...schemaFiles().keys()].toSorted());
    for (const [name, text] of schemaFiles()) expect(read(`schemas/${name}`), name).toBe(text);
  });

  it('is known to the editor, every schema under a path that the workspace has', () => {
    const settings = JSON.parse(read('.vscode/settings.json')) as { 'json.schemas': { url: string }[] };
    const urls = settings['json.schemas'].map(({ url }) => url);
    expect(urls.toSorted()).toEqual([...schemaFiles().keys()].map((name) => `./schemas/${name}`).toSorted());
  });
});

describe.each([...jsonFiles('rules'), ...jsonFiles('seeds')])('%s', (path) => {
  const json = JSON.parse(read(path)) as { $schema?: string };

  it('names the schema of its folder', () => {
    const named = new URL(json.$schema ?? 'nothing', new URL(path, root));
    expect(named.href).toBe(new URL(`schemas/${schemaOf(path)}.schema.json`, root).href);
    expect(existsSync(named)).toBe(true);
  });

  it('agrees with it', () => expect(faults(schemaOf(path), json)).toEqual([]));
});

describe('the validator refuses', () => {
  const check = (what: string, path: string, spoil: (json: never) => void, fault: string) =>
    it(what, () => {
      const json = JSON.parse(read(path));
      spoil(json as never);
      expect(faults(schemaOf(path), json)).toContain(fault);
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
});
