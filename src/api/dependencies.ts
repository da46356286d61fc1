import type { OpenAPIHono } from '@hono/zod-openapi';
import type { CivilDate } from '../engine/civil-date.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Filed } from '../rules/parse-files.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';
import type { LogEntry } from './request-log.ts';

/** What the service needs from outside. */
export interface ApiDependencies {
  readonly ruleSet: RuleSet;
  readonly documents: readonly Filed<DocumentJson>[];
  /** The as-of date of a request that names none: today in China. */
  readonly today: () => CivilDate;
  /** Called once per request, after its answer is ready. */
  readonly log?: (entry: LogEntry) => void;
  /** Why the service can't take requests now; empty when it can. */
  readonly ready?: () => Promise<readonly string[]>;
}

/** What the middleware leaves for the handlers. */
export interface Env {
  Variables: { requestId: string; language: string };
}

export type Api = OpenAPIHono<Env>;
