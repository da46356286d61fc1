import { createApp } from '../../src/api/app.ts';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import { readDocsFile } from '../../src/io/docs-files.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseDocuments } from '../../src/rules/parse-document.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { type OpenApi, validate } from './open-api.ts';
import { smallRuleSet } from './small-rule-set.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly type: string;
  readonly text: string;
  /** The parsed body; an empty object where the answer isn't JSON. */
  readonly json: Json;
}

export interface Service {
  /** Asks, and checks that the answer is documented and fits its schema. */
  ask(path: string, init?: RequestInit): Promise<Answered>;
  /** Posts a match request. */
  match(body: unknown, headers?: Record<string, string>): Promise<Answered>;
  readonly openApi: OpenApi;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** The service on the small rule set, or with other dependencies. */
export async function startService(given: Partial<ApiDependencies> = {}): Promise<Service> {
  const small = smallRuleSet();
  const ruleSet = given.ruleSet ?? small.ruleSet;
  const ruleFiles = given.ruleSet === undefined ? small.ruleFiles : [];
  const app = createApp({
    ...{ ruleSet, documents: small.documents },
    ledger: given.ledger ?? (await memoryLedger({ ruleSet, ruleFiles })).ledger,
    today: () => '2024-09-01',
    now: () => 0,
    docsFile: readDocsFile,
    ...given,
  });
  const openApi = (await (await app.request('/openapi.json')).json()) as OpenApi;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const response = await app.request(path, init);
    const text = await response.text();
    const type = response.headers.get('Content-Type') ?? '';
    const json = /json$/.test(type) && text !== '' ? (JSON.parse(text) as Json) : {};
    if (/json$/.test(type) && text !== '')
      validate(openApi, { path, method: init.method ?? 'GET', status: response.status, type, json });
    return { status: response.status, headers: response.headers, type, text, json };
  };
  return {
    ask,
    match: (body, headers = {}) => ask('/v1/matches', post(body, headers)),
    openApi,
    routes: app.routes.filter(({ method }) => method !== 'ALL'),
  };
}

/** Bytes and texts are posted as they are, anything else as JSON. */
export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: raw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body),
  };
}

/** The service on the rule set and documents that are shipped. */
export async function startShippedService(): Promise<
  Service & { readonly deps: Pick<ApiDependencies, 'ruleSet' | 'documents'> }
> {
  const { ruleSet, diagnostics } = parseRuleSet(await readJsonFiles('rules'));
  if (ruleSet === null) throw new Error(`rules/ has mistakes: ${JSON.stringify(diagnostics[0])}`);
  const { documents } = parseDocuments(await readJsonFiles('seeds'));
  return { ...(await startService({ ruleSet, documents })), deps: { ruleSet, documents } };
}
