import type { RuleSet } from '../engine/rule-set.ts';
import { type MatchRequest, type ParsedMatchRequest, parseMatchRequest } from '../rules/match-request.ts';

/** What was asked, as it is kept: enough to decide again, and who asked. */
export interface RequestRecord {
  readonly format: 1;
  readonly subject: string | null;
  /** Who called, as it named itself. */
  readonly caller: string | null;
  readonly asOf: string;
  /** The body that vouches for plain values; null where they are self-declared. */
  readonly source: string | null;
  /** The profile as received, with its evidence. */
  readonly profile: unknown;
}

/** The record of a request that was read without a mistake from `json`. */
export function requestRecord(
  { subject, asOf }: MatchRequest,
  json: unknown,
  caller: string | null,
): RequestRecord {
  const { source = null, profile } = json as { readonly source?: string; readonly profile: unknown };
  return { format: 1, subject, caller, asOf, source, profile };
}

/** Reads a recorded request again, against a rule set that may be another than it was recorded with. */
export function readRequestRecord(ruleSet: RuleSet, record: RequestRecord): ParsedMatchRequest {
  const { asOf, source, profile } = record;
  return parseMatchRequest(ruleSet, { asOf, profile, ...(source === null ? {} : { source }) }, asOf);
}
