import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface Answered {
  readonly path: string;
  readonly method: string;
  readonly status: number;
  readonly type: string;
  readonly json: unknown;
}

/** What any address may be answered with, so that no single one lists it: it doesn't exist, or not with this method. */
const EVERYWHERE = [404, 405, 413];

/** Throws where an answer isn't documented or doesn't fit its schema; fields that the schema doesn't name don't fit. */
export function validate(openApi: OpenApi, { path, method, status, type, json }: Answered): void {
  const template = templateOf(openApi, path);
  const pointer =
    template !== undefined && openApi.paths[template]?.[method.toLowerCase()]?.responses[status] !== undefined
      ? `#/paths/${step(template)}/${method.toLowerCase()}/responses/${status}/content/${step(type)}/schema`
      : EVERYWHERE.includes(status) && type === 'application/problem+json'
        ? '#/components/schemas/Problem'
        : undefined;
  if (pointer === undefined) throw new Error(`${method} ${path} → ${status} ${type} is not documented`);
  const check = checker(openApi, pointer);
  if (!check(json)) throw new Error(`${method} ${path} → ${status}: ${JSON.stringify(check.errors)}`);
}

/** The documented path that an address is an instance of. */
function templateOf(openApi: OpenApi, path: string): string | undefined {
  const [address = ''] = path.split('?');
  const patterns = Object.keys(openApi.paths).map(
    (template) => [template, new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)] as const,
  );
  return patterns.find(([, pattern]) => pattern.test(address))?.[0];
}

const compiled = new WeakMap<OpenApi, Map<string, ValidateFunction>>();

export function checker(openApi: OpenApi, pointer: string): ValidateFunction {
  const known = compiled.get(openApi) ?? new Map<string, ValidateFunction>();
  compiled.set(openApi, known);
  const check =
    known.get(pointer) ??
    new Ajv2020({ strict: false })
      .addSchema(closed(openApi) as object, 'openapi')
      .compile({ $ref: `openapi${pointer}` });
  known.set(pointer, check);
  return check;
}

/** The document with every object schema closed: in a test an undocumented field is a mistake. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  const isObjectSchema = inner.type === 'object' && inner.properties !== undefined;
  return isObjectSchema ? { additionalProperties: false, ...inner } : inner;
}

function step(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
