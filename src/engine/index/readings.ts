import type { CivilDate } from '../civil-date.ts';
import type { Reported } from '../profile.ts';
import { createReader } from '../reading.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Reader, Reading } from '../trace.ts';
import type { Value } from '../value.ts';
import type { CompiledFact, FactNumber, MissingFacts, ReadView, View } from './compiled.ts';

const NONE: readonly never[] = [];

/**
 * What `createReader` reads, for explaining what a view decides: values that the view knows are taken from it, and what a derived
 * fact was derived from is worked out when somebody looks.
 */
export class Readings implements Reader, ReadView {
  readonly ruleSet: RuleSet;
  readonly view: View;
  readonly asOf: CivilDate;
  readonly agesOn: CivilDate;
  private readonly profile: Reported;
  private readonly vouchedOnly: boolean;
  readonly numberOf: FactNumber;
  readonly facts: readonly CompiledFact[];
  private readonly readings: (Reading | undefined)[];
  private plain: Reader | null = null;

  /** The view must be open on the same profile, and stay so until all is explained. */
  constructor(
    ruleSet: RuleSet,
    compiled: Pick<Readings, 'numberOf' | 'facts'>,
    view: View,
    profile: Reported,
    vouchedOnly: boolean,
  ) {
    this.ruleSet = ruleSet;
    this.view = view;
    this.asOf = view.asOf;
    this.agesOn = view.asOf;
    this.profile = profile;
    this.vouchedOnly = vouchedOnly;
    this.numberOf = compiled.numberOf;
    this.facts = compiled.facts;
    this.readings = new Array(this.facts.length);
  }

  of(number: number): Reading {
    const before = this.readings[number];
    if (before !== undefined) return before;
    const reading = this.make(number);
    this.readings[number] = reading;
    return reading;
  }

  readonly read = (factId: string): Reading => this.of(this.numberOf(factId));

  private make(number: number): Reading {
    const { fact, derivation } = this.facts[number] as CompiledFact;
    const value = this.view.value(number);
    if (derivation !== null) {
      const mayBeReported = fact.authorities.length > 0;
      if (mayBeReported && (this.profile.get(fact.id) ?? NONE).length > 0) return this.slow().read(fact.id);
      if (value !== null) return this.derived(fact.id, value);
      // What can be reported is asked for itself, not its inputs.
      return this.underivable(fact.id, mayBeReported ? (_, into) => into.add(fact.id) : derivation.missing);
    }
    const reports = this.profile.get(fact.id) ?? NONE;
    if (value !== null) return { fact: fact.id, reports, from: NONE, rows: NONE, known: true, value };
    if (reports.length > 0) return this.slow().read(fact.id);
    const missing = [fact.id];
    return { fact: fact.id, reports, from: NONE, rows: NONE, known: false, why: 'absent', missing };
  }

  private derived(fact: string, value: Value): Reading {
    const slow = this.slow();
    return {
      fact,
      reports: [],
      get from() {
        return slow.read(fact).from;
      },
      get rows() {
        return slow.read(fact).rows;
      },
      known: true,
      value,
    };
  }

  private underivable(fact: string, missing: MissingFacts): Reading {
    const slow = this.slow();
    const mayDivide = this.ruleSet.facts.get(fact)?.derivation?.kind === 'ratio';
    const facts = new Set<string>();
    missing(this, facts);
    return {
      fact,
      reports: [],
      get from() {
        return slow.read(fact).from;
      },
      get rows() {
        return slow.read(fact).rows;
      },
      known: false,
      get why() {
        // Only a ratio may be unknown for another reason.
        if (!mayDivide) return 'underivable';
        const reading = slow.read(fact);
        if (reading.known) throw new Error(`'${fact}' is known to one reader only`);
        return reading.why;
      },
      missing: [...facts],
    };
  }

  private slow(): Reader {
    const { ruleSet, profile, asOf, vouchedOnly } = this;
    this.plain ??= createReader(ruleSet, profile, asOf, { vouchedOnly });
    return this.plain;
  }
}
