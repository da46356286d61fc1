import type { CivilDate } from '../engine/civil-date.ts';
import type { Outcome } from '../engine/match.ts';
import type { Profile } from '../engine/profile.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { checkCreditCode } from './credit-code.ts';
import { type Diagnostic, diagnose, quote } from './diagnostic.ts';
import { nearest } from './nearest.ts';
import { parseProfile, SELF_DECLARED } from './profile-json.ts';
import {
  type EXPLANATIONS,
  type MatchRequestJson,
  matchRequestSchema,
} from './schema/match-request-schema.ts';
import { checkShape } from './shape.ts';

/** A request to match one enterprise, read and checked. */
export interface MatchRequest {
  /** The unified social credit code in its normal form; null where none was given. */
  readonly subject: string | null;
  readonly asOf: CivilDate;
  readonly profile: Profile;
  readonly include: readonly Outcome[];
  readonly explain: (typeof EXPLANATIONS)[number];
  /** Whether the decision is to be recorded. */
  readonly record: boolean;
}

export type ParsedMatchRequest =
  | { readonly ok: true; readonly request: MatchRequest }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const REQUEST = 'request';
const SHOWN: readonly Outcome[] = ['eligible', 'conditional', 'undetermined'];

/** Reads a match request from parsed JSON; `today` is the as-of date where none is given. All problems are listed. */
export function parseMatchRequest(ruleSet: RuleSet, json: unknown, today: CivilDate): ParsedMatchRequest {
  const shaped = checkShape(matchRequestSchema, json, REQUEST);
  const loose = looseRequest(json);
  const source = readSource(ruleSet, loose.source);
  const subject = readSubject(loose.subject);
  const place = { file: REQUEST, pointer: '/profile' };
  const parsed = parseProfile(ruleSet, loose.profile ?? {}, source.value, place);
  const misshapen = shaped.ok ? [] : shaped.diagnostics;
  const told = new Set(misshapen.map(({ pointer }) => pointer));
  const further = [...source.diagnostics, ...subject.diagnostics, ...parsed.diagnostics];
  const diagnostics = [...misshapen, ...further.filter(({ pointer }) => !told.has(pointer))];
  if (!shaped.ok || parsed.profile === null || diagnostics.length > 0) return { ok: false, diagnostics };
  const { asOf, include, explain, record } = shaped.value;
  return {
    ok: true,
    request: {
      subject: subject.value,
      asOf: asOf ?? today,
      profile: parsed.profile,
      include: include ?? SHOWN,
      explain: explain ?? 'reasons',
      record: record ?? true,
    },
  };
}

/** The parts that can be checked even in a misshapen request, so that one answer lists every problem. */
function looseRequest(json: unknown): Partial<MatchRequestJson> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {};
  const { source, subject, profile } = json as Record<string, unknown>;
  const isRecord = typeof profile === 'object' && profile !== null && !Array.isArray(profile);
  return {
    ...(typeof source === 'string' ? { source } : {}),
    ...(typeof subject === 'string' ? { subject } : {}),
    ...(isRecord ? { profile: profile as Record<string, unknown> } : {}),
  };
}

interface Read {
  readonly value: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

function readSource(ruleSet: RuleSet, source: string | undefined): Read {
  if (source === undefined || source === SELF_DECLARED) return { value: null, diagnostics: [] };
  if (ruleSet.authorities.has(source)) return { value: source, diagnostics: [] };
  const details = { found: source, nearest: nearest(source, ruleSet.authorities.keys()) };
  const place = { file: REQUEST, pointer: '/source' };
  return { value: null, diagnostics: [diagnose('unknown-authority', place, details)] };
}

function readSubject(subject: string | undefined): Read {
  if (subject === undefined) return { value: null, diagnostics: [] };
  const checked = checkCreditCode(subject);
  if (checked.ok) return { value: checked.code, diagnostics: [] };
  const place = { file: REQUEST, pointer: '/subject' };
  const { zh, en } = checked.reason;
  return {
    value: null,
    diagnostics: [diagnose('bad-check-digit', place, { found: quote(subject), expected: { zh, en } })],
  };
}
