import type { Reasoned } from '../../engine/index/matcher.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Language } from '../../rules/plain/language.ts';
import { viewMissing } from '../answer.ts';
import { type ByteText, jsonByteText, splitAt, toByteText } from './byte-text.ts';

interface Waiting {
  readonly fact: string;
  count: number;
  decides: ByteText;
}

/** The ranking of missing facts as JSON, where no money waits for any: what `rankMissing` says. */
export class MissingWords {
  private readonly ruleSet: RuleSet;
  private readonly language: Language;
  private readonly frames = new Map<string, readonly [ByteText, ByteText]>();

  constructor(ruleSet: RuleSet, language: Language) {
    this.ruleSet = ruleSet;
    this.language = language;
  }

  /** `found`: ordered as the answer lists them. */
  word(found: readonly Pick<Reasoned, 'policy' | 'missing'>[]): ByteText {
    const ranked = [...waitingIn(found).values()].toSorted(
      (a, b) => b.count - a.count || (a.fact < b.fact ? -1 : 1),
    );
    let text = '';
    for (const { fact, decides } of ranked) {
      const [before, after] = this.frameFor(fact);
      text += `${text === '' ? '' : ','}${before}${decides}${after}`;
    }
    return text;
  }

  private frameFor(fact: string): readonly [ByteText, ByteText] {
    const kept = this.frames.get(fact);
    if (kept !== undefined) return kept;
    const json = JSON.stringify(viewMissing(this.ruleSet, fact, [], [], this.language));
    const [before = '', after = ''] = splitAt(json, DECIDES);
    const made = [toByteText(before + DECIDES), toByteText(after)] as const;
    this.frames.set(fact, made);
    return made;
  }
}

const DECIDES = '"decides":[';

function waitingIn(found: readonly Pick<Reasoned, 'policy' | 'missing'>[]): ReadonlyMap<string, Waiting> {
  const waiting = new Map<string, Waiting>();
  for (const { policy, missing } of found) {
    const id = idText(policy);
    for (const fact of missing) {
      const known = waiting.get(fact);
      if (known === undefined) waiting.set(fact, { fact, count: 1, decides: id });
      else {
        known.count += 1;
        known.decides += `,${id}`;
      }
    }
  }
  return waiting;
}

const ids = new WeakMap<Reasoned['policy'], ByteText>();

function idText(policy: Reasoned['policy']): ByteText {
  const kept = ids.get(policy);
  if (kept !== undefined) return kept;
  const made = jsonByteText(policy.id);
  ids.set(policy, made);
  return made;
}
