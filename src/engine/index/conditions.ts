import type { Condition, Leaf } from '../condition.ts';
import { inputsOf } from '../facts-read.ts';
import { type Fact, hierarchyOf, type RuleSet } from '../rule-set.ts';
import { isDecimal, type Value } from '../value.ts';
import { codePaths } from './code-paths.ts';
import type { CompiledFact, Test, View } from './compiled.ts';
import { compileDerivation } from './derived-value.ts';
import { compileLeaf } from './leaf-test.ts';
import { compileMissingInputs } from './missing.ts';
import { ProfileView } from './profile-view.ts';
import { NO, type TruthCode, YES } from './truth-code.ts';

/** A condition that several policies may share. */
interface Shared {
  /** Equal for conditions that always have the same truth because they are the same. */
  readonly id: number;
  readonly test: Test;
}

/**
 * The conditions of a rule set as closures. Equal ones are compiled once and, unless that is as cheap as remembering,
 * evaluated once for a profile.
 */
export class Conditions {
  readonly ruleSet: RuleSet;
  private readonly numbers = new Map<string, number>();
  /** By number. */
  readonly facts: CompiledFact[] = [];
  private readonly known = new Map<string, Shared>();
  /** By the number of their condition. */
  private readonly tests: Test[] = [];

  constructor(ruleSet: RuleSet) {
    this.ruleSet = ruleSet;
    // A fact is numbered after those that it is derived from; the loader guarantees that there is no cycle.
    for (const fact of ruleSet.facts.values()) this.numberOf(fact.id);
  }

  /** A view of profiles. */
  createView(vouchedOnly: boolean): ProfileView {
    return new ProfileView(this.facts, this.tests, this.ruleSet.authorities, vouchedOnly);
  }

  /** The number of a fact in this rule set's views. */
  readonly numberOf = (factId: string): number => {
    const before = this.numbers.get(factId);
    if (before !== undefined) return before;
    const fact = this.ruleSet.facts.get(factId);
    if (fact === undefined) throw new Error(`no fact '${factId}' in the compiled rule set`);
    const compiled = this.compileFact(fact);
    const number = this.facts.push(compiled) - 1;
    this.numbers.set(factId, number);
    return number;
  };

  /** The number of a condition: equal ones have the same. */
  readonly idOf = (condition: Condition): number => this.share(condition).id;

  /** The closure of a condition. */
  readonly testOf = (condition: Condition): Test => this.share(condition).test;

  private compileFact(fact: Fact): CompiledFact {
    const { derivation } = fact;
    const hierarchy = fact.type.kind === 'code' ? hierarchyOf(this.ruleSet, fact) : undefined;
    const paths = hierarchy === undefined ? null : codePaths(hierarchy);
    if (derivation === null) return { fact, derivation: null, paths };
    for (const input of inputsOf(derivation)) this.numberOf(input);
    const value = compileDerivation(derivation, this.numberOf, this.testOf);
    const missing = compileMissingInputs(derivation, this.ruleSet, this);
    return { fact, derivation: { value, missing }, paths };
  }

  private share(condition: Condition): Shared {
    switch (condition.kind) {
      case 'all':
      case 'any':
        return this.shareParts(condition.kind, condition.parts);
      case 'not': {
        const part = this.share(condition.part);
        return this.keep(`!${part.id}`, () => negation(part.test), true);
      }
      case 'named':
        return this.share(condition.part);
      case 'leaf':
        return this.shareLeaf(condition);
    }
  }

  /** The order and the number of equal parts don't matter. */
  private shareParts(kind: 'all' | 'any', parts: readonly Condition[]): Shared {
    const shared = new Map(parts.map((part) => this.share(part)).map((each) => [each.id, each]));
    const [first, ...others] = shared.values();
    if (first !== undefined && others.length === 0) return first;
    const key = `${kind === 'all' ? '&' : '|'}${[...shared.keys()].toSorted((a, b) => a - b).join()}`;
    const tests = [...shared.values()].map(({ test }) => test);
    return this.keep(key, () => (kind === 'all' ? allOf(tests) : anyOf(tests)), false);
  }

  private shareLeaf(leaf: Leaf): Shared {
    const key = `${leaf.fact} ${leaf.operator} ${wantedKey(leaf)}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const { test, cheap } = compileLeaf(leaf, this.ruleSet, this.numberOf);
    return this.keep(key, () => test, cheap);
  }

  /** A test that is as cheap as remembering is asked again. */
  private keep(key: string, compile: () => Test, cheap: boolean): Shared {
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const test = compile();
    const id = this.tests.push(test) - 1;
    const made = { id, test: cheap ? test : (view: View) => view.truth(id) };
    this.known.set(key, made);
    return made;
  }
}

function wantedKey({ wanted }: Leaf): string {
  return 'fact' in wanted ? `=${wanted.fact}` : JSON.stringify(plain(wanted.constant));
}

function plain(value: Value): unknown {
  return isDecimal(value) ? { decimal: value.toFixed() } : value;
}

function negation(test: Test): Test {
  return (view) => (YES - test(view)) as TruthCode;
}

/** The least truth of the parts. */
export function allOf(tests: readonly Test[]): Test {
  return (view) => {
    let least: TruthCode = YES;
    for (const test of tests) {
      const truth = test(view);
      if (truth === NO) return NO;
      if (truth < least) least = truth;
    }
    return least;
  };
}

function anyOf(tests: readonly Test[]): Test {
  return (view) => {
    let greatest: TruthCode = NO;
    for (const test of tests) {
      const truth = test(view);
      if (truth === YES) return YES;
      if (truth > greatest) greatest = truth;
    }
    return greatest;
  };
}
