import type { OpenAPIHono } from '@hono/zod-openapi';
import type { NotChecked, Submitted } from '../app/check-submission.ts';
import type { CivilDate } from '../engine/civil-date.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Filed } from '../rules/parse-files.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';

/** What the service needs from outside. */
export interface ApiDependencies {
  readonly ruleSet: RuleSet;
  readonly documents: readonly Filed<DocumentJson>[];
  /** Where decisions are recorded. The rule set must have been kept in its store. */
  readonly ledger: Ledger;
  /** The as-of date of a request that names none: today in China. */
  readonly today: () => CivilDate;
  /** Milliseconds of a clock that never goes back, such as `performance.now`; for the log. */
  readonly now: () => number;
  /** Reads a file of the installed `swagger-ui-dist`, for the documentation page. */
  readonly docsFile: (name: DocsFile) => Promise<Uint8Array<ArrayBuffer>>;
  /** Called once per request, after its answer is ready. */
  readonly log?: (entry: LogEntry) => void;
  /**
   * Checks rule files sent in; the bytes are its own from then on. Checking takes long, so that a service that answers
   * others too has it done in another process. By default it is done at once.
   */
  readonly checkRules?: (bytes: Uint8Array<ArrayBuffer>) => Promise<Submitted | NotChecked>;
}

export type DocsFile = 'swagger-ui.css' | 'swagger-ui-bundle.js' | 'favicon-32x32.png';

/** What is logged of a request. Never bodies, queries or subjects: nothing about the enterprise asked for. */
export interface LogEntry {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /**
   * For a defect of ours, or the store's: where it happened, and the database's or the system's code for it. Its message
   * is left out, because it may quote the body.
   */
  readonly error?: { readonly name: string; readonly code?: string; readonly at: readonly string[] };
}

/** What the middleware leaves for the handlers. */
export interface Env {
  Variables: {
    requestId: string;
    language: string;
    /** A decision is being recorded: whatever happens now, nobody knows whether it was. */
    recording?: boolean;
  };
}

export type Api = OpenAPIHono<Env>;
