import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { timeout } from 'hono/timeout';
import { createAnswerer } from '../app/answerer.ts';
import { LARGEST_SUBMISSION } from '../app/check-submission.ts';
import { LARGEST_BODY, tooLarge } from '../app/read-body.ts';
import { addDecisions } from './decisions.ts';
import type { Api, ApiDependencies, Env } from './dependencies.ts';
import { addDocs } from './docs.ts';
import { addDocuments } from './documents.ts';
import { addFacts } from './facts.ts';
import { addHealth } from './health.ts';
import { declareLanguage, detectLanguage } from './language.ts';
import { addLedger } from './ledger.ts';
import { addMatchStream, STREAM_PATH } from './match-stream.ts';
import { addMatches } from './matches.ts';
import { notFound } from './not-found.ts';
import { addOpenApi } from './openapi.ts';
import { addPolicies } from './policies.ts';
import { answerError, answerProblem, Problem, problemOf } from './problem.ts';
import { addProblemPages } from './problem-pages.ts';
import { addReceipts } from './receipts.ts';
import { addRecordedRuleSets } from './recorded-rule-sets.ts';
import { addReplays } from './replays.ts';
import { requestLog } from './request-log.ts';
import { addRuleSetCheck, CHECK_PATH } from './rule-sets.ts';

const TIMEOUT_MS = 10_000;
/** Checking a large rule set takes long, in a process of its own. */
const CHECK_TIMEOUT_MS = 60_000;

/** The HTTP service. It does no IO of its own besides what `deps` brings, and never listens by itself. */
export function createApp(deps: ApiDependencies): Hono<Env> {
  const api: Api = new OpenAPIHono<Env>();
  api.onError(answerError);
  api.notFound((c) => answerProblem(notFound('address', c.req.path, addressesOf(api)), c));
  addMiddleware(api, deps);
  const answerText = createAnswerer(deps.ruleSet);
  addMatches(api, deps, answerText);
  addMatchStream(api, deps, answerText);
  addDecisions(api, deps);
  addReplays(api, deps);
  addReceipts(api, deps);
  addPolicies(api, deps);
  addFacts(api, deps);
  addDocuments(api, deps);
  addRuleSetCheck(api, deps);
  addRecordedRuleSets(api, deps);
  addLedger(api, deps);
  addHealth(api, deps);
  addProblemPages(api);
  addDocs(api, deps);
  addOpenApi(api);
  return api;
}

/** The body limit comes before anything that reads a body, the log around everything that answers. */
function addMiddleware(api: Api, deps: ApiDependencies): void {
  api.use(requestId());
  api.use(requestLog(deps));
  api.use(secureHeaders({ contentSecurityPolicy: CONTENT_SECURITY, strictTransportSecurity: false }));
  api.use(detectLanguage, declareLanguage);
  api.use(limitTime);
  api.use(limitBody);
  api.use(methodNotAllowed({ app: api, onMethodNotAllowed: refuseMethod }));
}

/** Only what comes from our own host runs. The documentation page styles its elements one by one. */
const CONTENT_SECURITY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

function timedOut(c: Context<Env>): Problem {
  const seconds = timeoutOf(c) / 1000;
  const zh = `未能在 ${seconds} 秒内处理完`;
  const en = `not done within ${seconds} s`;
  if (c.get('recording') !== true) return new Problem('timeout', { zh, en });
  return new Problem('maybe-recorded', {
    zh: `${zh}，可能已留存：事后用 GET /v1/decisions 按 subject 或时间查`,
    en: `${en}, maybe recorded: look later with GET /v1/decisions, by subject or time`,
  });
}

const limitTime: MiddlewareHandler<Env> = (c, next) => timeout(timeoutOf(c), timedOut)(c, next);

function timeoutOf(c: Context): number {
  return c.req.path === CHECK_PATH ? CHECK_TIMEOUT_MS : TIMEOUT_MS;
}

/** A rule set is larger than an enterprise; of a stream each line is limited. */
const limitBody: MiddlewareHandler<Env> = (c, next) => {
  if (c.req.path === STREAM_PATH) return next();
  const isRules = c.req.path === CHECK_PATH;
  const limit = bodyLimit({
    maxSize: isRules ? LARGEST_SUBMISSION : LARGEST_BODY,
    onError: () => refuseBody(isRules ? '20 MB' : '1 MB'),
  });
  return limit(c, next);
};

function refuseBody(limit: string): never {
  throw problemOf(tooLarge({ zh: limit, en: limit }));
}

function refuseMethod(c: Context<Env>, methods: readonly string[]): Response {
  const allowed = methods.join(', ');
  c.header('Allow', allowed);
  const detail = { zh: `此处只支持 ${allowed}`, en: `only ${allowed} here` };
  return answerProblem(new Problem('method-not-allowed', detail), c);
}

/** The addresses that a mistyped one may have meant. */
function addressesOf(api: Api): ReadonlySet<string> {
  return new Set(api.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path));
}
