import type { Matcher, Reasoned } from '../../engine/index/matcher.ts';
import type { LeafPlace } from '../../engine/index/reasoner.ts';
import { type Match, matchesFrom, OUTCOMES, type Outcome, type Remaining } from '../../engine/match.ts';
import type { Fact, Policy, RuleSet, Text } from '../../engine/rule-set.ts';
import type { Reader, Reading } from '../../engine/trace.ts';
import type { Truth } from '../../engine/truth.ts';
import type { Value, ValueKind } from '../../engine/value.ts';
import type { MatchRequest } from '../../rules/match-request.ts';
import type { Language } from '../../rules/plain/language.ts';
import { rankMissing, viewHead, viewRemaining } from '../answer.ts';
import { type ByteText, jsonByteText } from './byte-text.ts';
import { MissingWords } from './missing-words.ts';
import { BEFORE_MISSING, BEFORE_REMAINING, type PolicyWords, wordPolicy } from './policy-words.ts';
import { ReasonWords, type ValueWords, wordValue } from './reason-words.ts';

/** A policy that was found, with what it comes to. */
type Priced = Reasoned & Partial<Pick<Match, 'amount' | 'award'>>;

/** Requests that are answered quickly: those that ask for no ineligible policy and no explanation trees. */
export function isQuick({ include, explain }: MatchRequest): boolean {
  return explain !== 'full' && !include.includes('ineligible');
}

/**
 * Answers such requests by one rule set in one language: what `answer` says, byte for byte. All that doesn't depend on the
 * enterprise is worded once and kept, as long as the rule set.
 */
export class QuickAnswers {
  private readonly ruleSet: RuleSet;
  private readonly matcher: Matcher;
  private readonly language: Language;
  private readonly missing: MissingWords;
  private readonly policies = new WeakMap<Policy, Partial<Record<Outcome, PolicyWords>>>();
  private readonly places = new Map<LeafPlace, ReasonWords>();
  private readonly facts = new Map<string, ByteText>();
  private readonly remaining = new Map<Text | string, ByteText>();
  /** Of facts that have few values. */
  private readonly values = new Map<string, ValueWords>();

  constructor(ruleSet: RuleSet, matcher: Matcher, language: Language) {
    this.ruleSet = ruleSet;
    this.matcher = matcher;
    this.language = language;
    this.missing = new MissingWords(ruleSet, language);
  }

  answer(request: MatchRequest): ByteText {
    const { profile, asOf, include, explain } = request;
    const { found: unordered, reader } = this.matcher.reason(profile, asOf);
    const found = ordered(unordered, reader);
    const head = jsonByteText({ ...viewHead(this.ruleSet, request), counts: this.count(found, asOf) });
    const valueWords = this.wordsOfValues();
    let matches = '';
    for (const each of found) {
      if (!include.includes(each.outcome)) continue;
      const reasons = explain === 'none' ? '' : this.wordReasons(each, reader, valueWords);
      matches += `${matches === '' ? '' : ','}${this.wordMatch(each, reasons)}`;
    }
    return `${head.slice(0, -1)},"matches":[${matches}],"missing":[${this.wordMissing(found)}]}`;
  }

  private count(found: readonly Priced[], asOf: string): Record<Outcome, number> {
    const counts = { eligible: 0, conditional: 0, undetermined: 0, ineligible: 0 };
    for (const { outcome } of found) counts[outcome] += 1;
    counts.ineligible = this.matcher.countInForce(asOf) - found.length;
    return counts;
  }

  private wordMatch(each: Priced, reasons: ByteText): ByteText {
    const { beforeReasons, afterRemaining } = this.wordsOf(each);
    const remaining = each.remaining.map((one) => this.wordRemaining(one));
    const missing = this.wordFacts(each.missing);
    return `${beforeReasons}${reasons}${BEFORE_MISSING}${missing}${BEFORE_REMAINING}${remaining.join()}${afterRemaining}`;
  }

  private wordRemaining(remaining: Remaining): ByteText {
    const word = () => jsonByteText(viewRemaining(this.ruleSet, remaining, this.language));
    const key = keyOf(remaining);
    if (key === null) return word();
    const kept = this.remaining.get(key);
    if (kept !== undefined) return kept;
    const made = word();
    this.remaining.set(key, made);
    return made;
  }

  private wordsOf(each: Priced): PolicyWords {
    const { amount = null, award = null } = each;
    if (amount !== null || award !== null)
      return wordPolicy(this.ruleSet, { ...each, amount, award }, this.language);
    const byOutcome = this.policies.get(each.policy) ?? {};
    const kept = byOutcome[each.outcome];
    if (kept !== undefined) return kept;
    const made = wordPolicy(this.ruleSet, { ...each, amount, award }, this.language);
    this.policies.set(each.policy, { ...byOutcome, [each.outcome]: made });
    return made;
  }

  private wordReasons(
    { outcome, reasons }: Priced,
    reader: Reader,
    valueWords: (reading: Reading) => ValueWords,
  ): ByteText {
    const truth: Truth = outcome === 'undetermined' ? 'unknown' : 'yes';
    let text = '';
    for (const place of reasons) {
      const words = this.wordsAt(place).word(reader, truth, valueWords);
      text += text === '' ? words : `,${words}`;
    }
    return text;
  }

  private wordsAt(place: LeafPlace): ReasonWords {
    const kept = this.places.get(place);
    if (kept !== undefined) return kept;
    const made = new ReasonWords(this.ruleSet, place, this.language);
    this.places.set(place, made);
    return made;
  }

  /** Words each value of one profile once. */
  private wordsOfValues(): (reading: Reading) => ValueWords {
    const words = new Map<string, ValueWords>();
    return (reading) => {
      const kept = words.get(reading.fact);
      if (kept !== undefined) return kept;
      const fact = this.ruleSet.facts.get(reading.fact);
      if (fact === undefined || !reading.known) throw new Error(`no known value of '${reading.fact}'`);
      const made = this.wordsOfValue(fact, reading.value);
      words.set(reading.fact, made);
      return made;
    };
  }

  private wordsOfValue(fact: Fact, value: Value): ValueWords {
    if (!FEW_VALUES.includes(fact.type.kind)) return wordValue(this.ruleSet, fact, value, this.language);
    const key = `${fact.id} ${String(value)}`;
    const made = this.values.get(key) ?? wordValue(this.ruleSet, fact, value, this.language);
    this.values.set(key, made);
    return made;
  }

  private wordFacts(ids: readonly string[]): ByteText {
    let text = '';
    for (const id of ids) {
      const word = this.facts.get(id) ?? jsonByteText(id);
      this.facts.set(id, word);
      text += text === '' ? word : `,${word}`;
    }
    return text;
  }

  private wordMissing(found: readonly Priced[]): ByteText {
    if (!found.some(mayPay)) return this.missing.word(found);
    const matches = found.map(({ amount = null, ...each }) => ({ ...each, amount }));
    return jsonByteText(rankMissing(this.ruleSet, matches, this.language)).slice(1, -1);
  }
}

/**
 * A residual is told from others by its text, as an object; evidence by its fact and by who reported that. Null where there
 * are as many as callers may think of.
 */
function keyOf(remaining: Remaining): Text | string | null {
  if (remaining.kind === 'residual') return remaining.text;
  const { fact, reportedBy } = remaining;
  return reportedBy.length > 1 ? null : JSON.stringify([fact, ...reportedBy]);
}

const FEW_VALUES: readonly ValueKind[] = ['boolean', 'enum'];

/** In the order of `match`, which without amounts is that of outcomes; found they are by id. */
function ordered(found: readonly Reasoned[], reader: Reader): readonly Priced[] {
  if (found.some(mayPay)) return matchesFrom(found, reader);
  return OUTCOMES.flatMap((outcome) => found.filter((each) => each.outcome === outcome));
}

function mayPay({ policy }: Reasoned): boolean {
  return policy.benefit.amount !== null;
}
