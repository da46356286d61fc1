import type { LeafPlace } from '../../engine/index/reasoner.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import type { Reader, Reading } from '../../engine/trace.ts';
import { negate, type Truth } from '../../engine/truth.ts';
import type { Value } from '../../engine/value.ts';
import type { Language } from '../../rules/plain/language.ts';
import { frameReason } from '../../rules/plain/reason.ts';
import { describeValue } from '../../rules/plain/value.ts';
import { valueToJson } from '../../rules/value-to-json.ts';
import { viewReason } from '../explanation.ts';
import { type ByteText, jsonByteText, splitAt, toByteText } from './byte-text.ts';

type Unknown = Extract<Reading, { known: false }>;

/** A known value in a reason: as people write it, and as JSON. */
export interface ValueWords {
  readonly text: ByteText;
  readonly json: ByteText;
}

/** Words the known value of a fact. */
export function wordValue(ruleSet: RuleSet, fact: Fact, value: Value, language: Language): ValueWords {
  return {
    text: inString(describeValue(ruleSet, fact, value, language)),
    json: jsonByteText(valueToJson(fact.type, value)),
  };
}

/**
 * The reason that a leaf gives at its place, as JSON, in one language: what `viewReason` says. What doesn't depend on the
 * enterprise is worded once.
 */
export class ReasonWords {
  private readonly ruleSet: RuleSet;
  private readonly place: LeafPlace;
  private readonly language: Language;
  /** Around the value as text and as JSON, for an outcome that is a yes, and for one that is unknown. */
  private readonly frames = new Map<Truth, readonly [ByteText, ByteText, ByteText]>();
  private readonly unknowns = new Map<string, ByteText>();

  constructor(ruleSet: RuleSet, place: LeafPlace, language: Language) {
    this.ruleSet = ruleSet;
    this.place = place;
    this.language = language;
  }

  /** `outcome`: the truth that rests on it. */
  word(reader: Reader, outcome: Truth, valueWords: (reading: Reading) => ValueWords): ByteText {
    const { fact, wanted } = this.place.leaf;
    const actual = reader.read(fact);
    if ('fact' in wanted) return jsonByteText(this.view(outcome, actual, reader.read(wanted.fact)));
    if (!actual.known) return this.wordUnknown(outcome, actual);
    const [before, between, after] = this.frameFor(outcome, actual);
    const { text, json } = valueWords(actual);
    return before + text + between + json + after;
  }

  private wordUnknown(outcome: Truth, actual: Unknown): ByteText {
    const kept = this.unknowns.get(actual.why);
    if (kept !== undefined) return kept;
    const made = jsonByteText(this.view(outcome, actual, null));
    this.unknowns.set(actual.why, made);
    return made;
  }

  /** Any known value is framed alike. */
  private frameFor(outcome: Truth, actual: Reading): readonly [ByteText, ByteText, ByteText] {
    const kept = this.frames.get(outcome);
    if (kept !== undefined) return kept;
    const reason = this.reason(outcome, actual, null);
    const [before, after] = frameReason(this.ruleSet, reason, this.language);
    const bare = { ...viewReason(this.ruleSet, reason, this.language), text: '', actual: null };
    const [head = '', middle = '', tail = ''] = splitAt(JSON.stringify(bare), '"text":""', '"actual":null');
    const made = [
      toByteText(head) + toByteText('"text":"') + inString(before),
      `${inString(after)}"${toByteText(middle)}"actual":`,
      toByteText(tail),
    ] as const;
    this.frames.set(outcome, made);
    return made;
  }

  private view(outcome: Truth, actual: Reading, other: Reading | null) {
    return viewReason(this.ruleSet, this.reason(outcome, actual, other), this.language);
  }

  private reason(outcome: Truth, actual: Reading, other: Reading | null) {
    const { leaf, negated, within } = this.place;
    const truth = negated ? negate(outcome) : outcome;
    return { leaf: { ...leaf, actual, other, truth }, negated, within };
  }
}

/** As it stands within a JSON string. */
function inString(text: string): ByteText {
  return jsonByteText(text).slice(1, -1);
}
