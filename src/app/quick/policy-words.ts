import type { Match } from '../../engine/match.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Trace } from '../../engine/trace.ts';
import type { Language } from '../../rules/plain/language.ts';
import { viewMatch } from '../answer.ts';
import { type ByteText, splitAt, toByteText } from './byte-text.ts';

/** A match as JSON around its reasons, what is missing and what remains. */
export interface PolicyWords {
  readonly beforeReasons: ByteText;
  readonly afterRemaining: ByteText;
}

/** What comes between. */
export const BEFORE_MISSING = '],"missing":[';
export const BEFORE_REMAINING = '],"remaining":[';

/** What a match is worth and what displaces it, besides its policy and outcome. */
export type Priced = Pick<Match, 'policy' | 'outcome' | 'automatic' | 'amount' | 'award'>;

/** Words what of a match isn't said elsewhere. */
export function wordPolicy(ruleSet: RuleSet, match: Priced, language: Language): PolicyWords {
  const bare = { ...match, trace: NOT_LOOKED_AT, missing: [], remaining: [] };
  const view = viewMatch(ruleSet, bare, { explain: 'none', profile: new Map(), asOf: '' }, language);
  const marks = [REASONS, BEFORE_MISSING, BEFORE_REMAINING];
  const [before = '', , , after = ''] = splitAt(JSON.stringify(view), ...marks);
  return { beforeReasons: toByteText(before + REASONS), afterRemaining: toByteText(after) };
}

const REASONS = '"reasons":[';

const NOT_LOOKED_AT: Trace = { kind: 'all', truth: 'yes', at: '', parts: [] };
