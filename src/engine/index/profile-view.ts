import type { CivilDate } from '../civil-date.ts';
import { type Reported, vouches, weigh } from '../profile.ts';
import type { Authority, Fact } from '../rule-set.ts';
import { isDecimal, type Value } from '../value.ts';
import type { CompiledFact, Test, View } from './compiled.ts';
import { nearestDouble } from './double.ts';
import type { TruthCode } from './truth-code.ts';

const NOBODY: Reported = new Map();
/** The memo holds the generation and, in its two lowest bits, a truth. */
const STEP = 4;
const LAST_GENERATION = 2 ** 32 - STEP;

/**
 * One profile on one date, as the compiled conditions see it: facts by number, each read once, and the truths already
 * found. What `createReader` says, without saying why. One view serves one profile after the other.
 */
export class ProfileView implements View {
  asOf: CivilDate = '';
  /** Whether a value was read that nobody vouches for. */
  doubtful = false;
  private readonly facts: readonly CompiledFact[];
  private readonly tests: readonly Test[];
  private readonly authorities: ReadonlyMap<string, Authority>;
  private readonly vouchedOnly: boolean;
  private profile: Reported = NOBODY;
  private generation = 0;
  private readonly readIn: Uint32Array;
  private readonly values: (Value | null)[];
  private readonly doubles: Float64Array;
  private readonly paths: (readonly string[])[];
  private memo = new Uint32Array(0);

  /** `tests` by the number of their condition. `vouchedOnly` leaves out what no authority vouches for. */
  constructor(
    facts: readonly CompiledFact[],
    tests: readonly Test[],
    authorities: ReadonlyMap<string, Authority>,
    vouchedOnly: boolean,
  ) {
    this.facts = facts;
    this.tests = tests;
    this.authorities = authorities;
    this.vouchedOnly = vouchedOnly;
    this.readIn = new Uint32Array(facts.length);
    this.values = facts.map(() => null);
    this.doubles = new Float64Array(facts.length);
    this.paths = facts.map(() => []);
  }

  /** Turns to a profile. */
  open(profile: Reported, asOf: CivilDate): void {
    this.profile = profile;
    this.asOf = asOf;
    this.doubtful = false;
    if (this.memo.length < this.tests.length) this.memo = new Uint32Array(this.tests.length * 2);
    if (this.generation >= LAST_GENERATION) {
      this.generation = 0;
      this.memo.fill(0);
      this.readIn.fill(0);
    }
    this.generation += STEP;
  }

  value(fact: number): Value | null {
    if (this.readIn[fact] === this.generation) return this.values[fact] as Value | null;
    const compiled = this.facts[fact] as CompiledFact;
    const value = this.read(compiled);
    this.readIn[fact] = this.generation;
    this.values[fact] = value;
    if (typeof value === 'string') {
      if (compiled.paths !== null) this.paths[fact] = compiled.paths.of(value);
    } else if (value !== null && isDecimal(value)) this.doubles[fact] = nearestDouble(value);
    return value;
  }

  double(fact: number): number {
    return this.doubles[fact] as number;
  }

  path(fact: number): readonly string[] {
    return this.paths[fact] as readonly string[];
  }

  truth(condition: number): TruthCode {
    const kept = (this.memo[condition] as number) - this.generation;
    if (kept >= 0) return kept as TruthCode;
    const truth = (this.tests[condition] as Test)(this);
    this.memo[condition] = this.generation + truth;
    return truth;
  }

  private read({ fact, derivation }: CompiledFact): Value | null {
    if (derivation === null) return this.reported(fact);
    return (fact.authorities.length === 0 ? null : this.reported(fact)) ?? derivation.value(this);
  }

  private reported(fact: Fact): Value | null {
    const reports = this.profile.get(fact.id);
    if (reports === undefined) return null;
    const [first] = reports;
    // One report of today is what it says: the usual case, and all that `weigh` would find out.
    if (reports.length === 1 && first !== undefined && first.observedOn === null)
      return this.trusted(first.value, vouches(first.source, fact, this.authorities));
    const evidence = weigh(fact, reports, this.authorities, this.asOf);
    return evidence.known ? this.trusted(evidence.value, evidence.vouched) : null;
  }

  private trusted(value: Value, vouched: boolean): Value | null {
    if (vouched) return value;
    this.doubtful = true;
    return this.vouchedOnly ? null : value;
  }
}
