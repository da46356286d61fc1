import type { CivilDate } from '../engine/civil-date.ts';
import type { KeptDecision, LedgerStore } from '../ledger/store.ts';
import { checkCreditCode } from '../rules/credit-code.ts';
import { type Diagnostic, diagnose, quote } from '../rules/diagnostic.ts';
import { type DecisionSummary, summariseDecision } from './decision-view.ts';

/** Which decisions are wanted. All that is given must hold. */
export interface DecisionSearch {
  /** Unified social credit code, as it was typed. */
  readonly subject?: string;
  readonly policy?: string;
  readonly outcome?: 'eligible' | 'conditional' | 'undetermined' | 'ineligible';
  readonly ruleSet?: string;
  readonly engine?: string;
  /** Civil dates in China between which it was recorded, both included. */
  readonly from?: CivilDate;
  readonly to?: CivilDate;
  readonly newestFirst: boolean;
  readonly limit: number;
  /** Of the page before: as it came. */
  readonly cursor?: string;
}

export interface DecisionPage {
  readonly decisions: readonly DecisionSummary[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
}

export type FoundDecisions =
  | { readonly ok: true; readonly page: DecisionPage }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Most decisions in a page. */
export const LARGEST_PAGE = 200;
export const USUAL_PAGE = 50;

/**
 * Finds recorded decisions in the order of their leaves. A page stays what it is whatever is recorded meanwhile. A subject
 * that isn't one is refused at `place`. Rejects with `StoreUnavailable`.
 */
export async function findDecisions(
  store: Pick<LedgerStore, 'find'>,
  search: DecisionSearch,
  place: { readonly file: string; readonly pointer: string },
): Promise<FoundDecisions> {
  const { subject, from, to, cursor, limit, ...same } = search;
  const checked = subject === undefined ? undefined : checkCreditCode(subject);
  if (checked?.ok === false) {
    const { zh, en } = checked.reason;
    return {
      ok: false,
      diagnostics: [diagnose('bad-check-digit', place, { found: quote(subject), expected: { zh, en } })],
    };
  }
  const found = await store.find({
    ...same,
    ...(checked === undefined ? {} : { subject: checked.code }),
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { before: startOfDay(to, 1) }),
    ...(cursor === undefined ? {} : { after: Number(cursor) }),
    limit: limit + 1,
  });
  return { ok: true, page: pageOf(found, limit) };
}

/** Whether a text can be the id of a decision: a UUID in lower case. */
export function isDecisionId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Whether a text can be the cursor of a page. */
export function isCursor(text: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(text);
}

/** One more was asked for than is shown: it tells whether there is a next page. */
function pageOf(found: readonly KeptDecision[], limit: number): DecisionPage {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    decisions: shown.map(summariseDecision),
    next: found.length > limit && last !== undefined ? `${last.index}` : null,
  };
}

const DAY_MS = 86_400_000;

/** The moment, in UTC, at which a civil day (or one so many days later) begins in China, which is UTC+8 all year. */
export function startOfDay(date: CivilDate, daysLater = 0): string {
  return new Date(Date.parse(`${date}T00:00:00+08:00`) + daysLater * DAY_MS).toISOString();
}
