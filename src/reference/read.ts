import { type Profile, weigh } from '../engine/profile.ts';
import type { Fact, RuleSet } from '../engine/rule-set.ts';
import { derive } from './derive.ts';
import type { Facts } from './facts.ts';
import { type Plain, plainOf } from './plain.ts';

/** `vouchedOnly` leaves out what no authority vouches for. What the reports establish is the engine's to say. */
export function createFacts(ruleSet: RuleSet, profile: Profile, asOf: string, vouchedOnly: boolean): Facts {
  const values = new Map<string, Promise<Plain | null>>();
  const facts: Facts = {
    ruleSet,
    asOf,
    read(factId) {
      const fact = ruleSet.facts.get(factId);
      if (fact === undefined) throw new Error(`no fact '${factId}' in the compiled rule set`);
      const value = values.get(factId) ?? readFact(fact);
      values.set(factId, value);
      return value;
    },
  };
  return facts;

  /** A fact that may be both reported and derived is taken as reported where a report counts. */
  async function readFact(fact: Fact): Promise<Plain | null> {
    const reported = await readReported(fact);
    if (reported !== null || fact.derivation === null) return reported;
    return derive(fact.derivation, facts);
  }

  async function readReported(fact: Fact): Promise<Plain | null> {
    const evidence = weigh(fact, profile.get(fact.id) ?? [], ruleSet.authorities, asOf);
    if (!evidence.known || (vouchedOnly && !evidence.vouched)) return null;
    return plainOf(evidence.value);
  }
}
