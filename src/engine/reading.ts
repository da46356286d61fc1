import type { CivilDate } from './civil-date.ts';
import { derive } from './derive.ts';
import { type Reported, weigh } from './profile.ts';
import type { Derivation, Fact, RuleSet } from './rule-set.ts';
import type { Reader, Reading } from './trace.ts';

/** `vouchedOnly` leaves out what no authority vouches for; `agesOn` counts ages on another day than the as-of date. */
export function createReader(
  ruleSet: RuleSet,
  profile: Reported,
  asOf: CivilDate,
  { vouchedOnly = false, agesOn = asOf } = {},
): Reader {
  const readings = new Map<string, Reading>();
  const reader: Reader = {
    ruleSet,
    asOf,
    agesOn,
    read(factId) {
      const seen = readings.get(factId);
      if (seen !== undefined) return seen;
      const fact = ruleSet.facts.get(factId);
      if (fact === undefined) throw new Error(`no fact '${factId}' in the compiled rule set`);
      const reading =
        fact.derivation === null
          ? readReported(fact, profile, reader, vouchedOnly)
          : readDerived(fact, fact.derivation, profile, reader, vouchedOnly);
      readings.set(factId, reading);
      return reading;
    },
  };
  return reader;
}

function readReported(fact: Fact, profile: Reported, reader: Reader, vouchedOnly: boolean): Reading {
  const evidence = weigh(fact, profile.get(fact.id) ?? [], reader.ruleSet.authorities, reader.asOf);
  const base = { fact: fact.id, reports: evidence.reports, from: [], rows: [] };
  if (!evidence.known) return { ...base, known: false, why: evidence.why, missing: [fact.id] };
  if (vouchedOnly && !evidence.vouched)
    return { ...base, known: false, why: 'unvouched', missing: [fact.id] };
  return { ...base, known: true, value: evidence.value };
}

/** A report that counts is taken; else the fact is derived. What can be reported is asked for itself, not its inputs. */
function readDerived(
  fact: Fact,
  derivation: Derivation,
  profile: Reported,
  reader: Reader,
  vouchedOnly: boolean,
): Reading {
  const derived = (): Reading => derive(fact.id, derivation, reader);
  if (fact.authorities.length === 0) return derived();
  const reported = readReported(fact, profile, reader, vouchedOnly);
  if (reported.known) return reported;
  const reading = derived();
  return reading.known ? reading : { ...reading, reports: reported.reports, missing: [fact.id] };
}
