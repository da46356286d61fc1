import type { CivilDate } from '../../engine/civil-date.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { type MatchRequest, type ParsedMatchRequest, parseMatchRequest } from '../../rules/match-request.ts';
import { valueToJson } from '../../rules/value-to-json.ts';
import type { RuleSets } from './sides.ts';

/** A match request that both rule sets can be asked with: what `mianshen match` takes. */
export interface WitnessRequest {
  readonly asOf: CivilDate;
  readonly source?: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/** Writes a profile down as a request; every value is vouched for where both rule sets have a body that can. */
export function requestFrom(profile: Profile, asOf: CivilDate, sets: RuleSets): WitnessRequest {
  const aggregator = [...sets.new.authorities.values()].find(
    ({ id, aggregator: passesOn }) => passesOn && sets.old.authorities.get(id)?.aggregator === true,
  )?.id;
  const facts = [...profile]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, reports]) => {
      const fact = sets.new.facts.get(id) ?? sets.old.facts.get(id);
      const [report] = reports;
      if (fact === undefined || report === undefined) return [];
      const value = valueToJson(fact.type, report.value);
      const source = aggregator ?? authorityOn(id, sets);
      const observedOn = report.observedOn;
      const isPlain = aggregator !== undefined && observedOn === null;
      const full = {
        value,
        ...(source === undefined ? {} : { source }),
        ...(observedOn === null ? {} : { observedOn }),
      };
      return [[id, isPlain ? value : full] as const];
    });
  const source = aggregator === undefined ? {} : { source: aggregator };
  return { asOf, ...source, profile: Object.fromEntries(facts) };
}

function authorityOn(id: string, sets: RuleSets): string | undefined {
  const old = sets.old.facts.get(id)?.authorities;
  const now = sets.new.facts.get(id)?.authorities ?? [];
  return now.find((authority) => old === undefined || old.includes(authority)) ?? old?.[0];
}

/** Whether a profile may state the fact at all. */
export function mayState(fact: Fact | undefined): boolean {
  return fact !== undefined && (fact.derivation === null || fact.authorities.length > 0);
}

/** Reads a request for one side: a fact that only the other side knows is left out, for this side doesn't ask for it. */
export function readFor(
  ruleSet: RuleSet,
  other: RuleSet,
  json: Readonly<Record<string, unknown>>,
  today: CivilDate,
): ParsedMatchRequest {
  return parseMatchRequest(ruleSet, { ...json, profile: statedFor(ruleSet, other, json.profile) }, today);
}

function statedFor(ruleSet: RuleSet, other: RuleSet, profile: unknown): unknown {
  if (typeof profile !== 'object' || profile === null || Array.isArray(profile)) return profile;
  const stated = Object.entries(profile).filter(
    ([id]) => mayState(ruleSet.facts.get(id)) || !mayState(other.facts.get(id)),
  );
  return Object.fromEntries(stated);
}

export type { MatchRequest };
