import { isCivilDate } from '../engine/civil-date.ts';
import type { Profile, Report } from '../engine/profile.ts';
import type { Fact, RuleSet } from '../engine/rule-set.ts';
import { isDecimal, type Value } from '../engine/value.ts';
import { type Diagnostic, diagnose, gatherIn, type Place, pointerTo, quote } from './diagnostic.ts';
import { type Nearest, nearestOfFirst } from './nearest.ts';
import { halfWidth, parseValue } from './value-json.ts';

/** What declares a fact to be the enterprise's own word. */
export const SELF_DECLARED = 'self';

export interface ParsedProfile {
  /** Null where anything is wrong: a profile is taken whole or not at all. */
  readonly profile: Profile | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a profile: for each fact id a plain value, `{ value, source, observedOn }`, or a list of such reports. A
 * plain value counts as reported by `defaultSource` (an authority id, or null for self-declared). `place` says where
 * the profile stands in what was sent. Every problem is listed.
 */
export function parseProfile(
  ruleSet: RuleSet,
  json: unknown,
  defaultSource: string | null,
  place: Place = { file: 'profile', pointer: '' },
): ParsedProfile {
  if (!isObject(json)) {
    const expected = { zh: '对象', en: 'an object' };
    return { profile: null, diagnostics: [diagnose('wrong-type', place, { expected, found: quote(json) })] };
  }
  const diagnostics: Diagnostic[] = [];
  const nearest = nearestOfFirst();
  const profile = new Map<string, readonly Report[]>();
  for (const [id, reported] of Object.entries(json)) {
    const here = { ...place, pointer: place.pointer + pointerTo([id]) };
    const fact = ruleSet.facts.get(id);
    if (fact === undefined)
      diagnostics.push(
        diagnose('unknown-fact', here, { found: id, nearest: nearest(id, ruleSet.facts.keys()) }),
      );
    else if (fact.derivation !== null && fact.authorities.length === 0)
      diagnostics.push(diagnose('derived-fact-given', here, { about: id }));
    else if (reported !== null) {
      const reader = new ReportReader(ruleSet, fact, defaultSource, { diagnostics, nearest });
      profile.set(id, reader.readAll(reported, here));
    }
  }
  return { profile: diagnostics.length > 0 ? null : profile, diagnostics };
}

/** What the facts of one profile share: where mistakes go, and what is suggested for them. */
interface Mistakes {
  readonly diagnostics: Diagnostic[];
  readonly nearest: Nearest;
}

/** Reads the reports of one fact; mistakes go to the list given. */
class ReportReader {
  private readonly ruleSet: RuleSet;
  private readonly fact: Fact;
  private readonly defaultSource: string | null;
  private readonly diagnostics: Diagnostic[];
  private readonly nearest: Nearest;

  constructor(ruleSet: RuleSet, fact: Fact, defaultSource: string | null, mistakes: Mistakes) {
    this.ruleSet = ruleSet;
    this.fact = fact;
    this.defaultSource = defaultSource;
    this.diagnostics = mistakes.diagnostics;
    this.nearest = mistakes.nearest;
  }

  /** A list of objects is several reports; any other list is the value of a set. */
  readAll(json: unknown, place: Place): readonly Report[] {
    if (Array.isArray(json) && json.some(isObject))
      return json.flatMap((each, index) =>
        this.readOne(each, { ...place, pointer: `${place.pointer}/${index}` }),
      );
    return this.readOne(json, place);
  }

  private readOne(json: unknown, place: Place): readonly Report[] {
    if (!isObject(json)) return this.readPlain(json, place);
    const at = (key: string): Place => ({ ...place, pointer: place.pointer + pointerTo([key]) });
    for (const key of Object.keys(json))
      if (!['value', 'source', 'observedOn'].includes(key))
        this.diagnostics.push(diagnose('unknown-key', at(key), { found: key }));
    if (json.value === undefined) {
      this.diagnostics.push(diagnose('missing-key', place, { expected: 'value' }));
      return [];
    }
    if (json.value === null) return [];
    const [report] = this.readPlain(json.value, at('value'));
    const source = this.readSource(json.source, at('source'));
    const observedOn = this.readDate(json.observedOn, at('observedOn'));
    return report === undefined ? [] : [{ value: report.value, source, observedOn }];
  }

  private readPlain(json: unknown, place: Place): readonly Report[] {
    const parsed = parseValue(this.fact.type, json, place, this.ruleSet.hierarchies, this.nearest);
    if (!parsed.ok) gatherIn(this.diagnostics)(parsed.diagnostics);
    else if (!this.isInRange(parsed.value)) this.diagnostics.push(this.outOfRange(json, place));
    else return [{ value: parsed.value, source: this.defaultSource, observedOn: null }];
    return [];
  }

  private readSource(json: unknown, place: Place): string | null {
    if (json === undefined || json === null) return this.defaultSource;
    if (json === SELF_DECLARED) return null;
    const source = typeof json === 'string' ? halfWidth(json) : '';
    if (this.ruleSet.authorities.has(source)) return source;
    const near = this.nearest(source, this.ruleSet.authorities.keys());
    this.diagnostics.push(diagnose('unknown-authority', place, { found: quote(json), nearest: near }));
    return null;
  }

  private readDate(json: unknown, place: Place): string | null {
    if (json === undefined || json === null) return null;
    const date = typeof json === 'string' ? halfWidth(json) : '';
    if (isCivilDate(date)) return date;
    const expected = { zh: '存在的日期 YYYY-MM-DD', en: 'a day that exists, as YYYY-MM-DD' };
    this.diagnostics.push(diagnose('wrong-type', place, { expected, found: quote(json) }));
    return null;
  }

  private isInRange(value: Value): boolean {
    const { minimum, maximum } = this.fact.range ?? {};
    if (!isDecimal(value)) return true;
    return (minimum === undefined || value.gte(minimum)) && (maximum === undefined || value.lte(maximum));
  }

  private outOfRange(json: unknown, place: Place): Diagnostic {
    const { minimum, maximum } = this.fact.range ?? {};
    const expected = `${minimum?.toFixed() ?? '−∞'} … ${maximum?.toFixed() ?? '∞'}`;
    return diagnose('out-of-range', place, { found: quote(json), about: this.fact.id, expected });
  }
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
