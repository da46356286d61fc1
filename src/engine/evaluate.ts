import type { Condition, Leaf } from './condition.ts';
import type { Operator } from './operators/operator.ts';
import { OPERATORS } from './operators/table.ts';
import { hierarchyOf } from './rule-set.ts';
import type { LeafTrace, Reader, Reading, Trace } from './trace.ts';
import { conjunction, disjunction, negate, type Truth, truthOf } from './truth.ts';
import type { Value } from './value.ts';

/** What a condition means for one profile on one date. */
export function evaluate(condition: Condition, reader: Reader): Trace {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => evaluate(part, reader));
      const truths = parts.map((part) => part.truth);
      const truth = condition.kind === 'all' ? conjunction(truths) : disjunction(truths);
      return { kind: condition.kind, truth, at: condition.at, parts };
    }
    case 'not': {
      const part = evaluate(condition.part, reader);
      return { kind: 'not', truth: negate(part.truth), at: condition.at, part };
    }
    case 'named': {
      const part = evaluate(condition.part, reader);
      return { kind: 'named', truth: part.truth, at: condition.at, name: condition.name, part };
    }
    case 'leaf':
      return evaluateLeaf(condition, reader);
  }
}

/** A leaf is unknown exactly when a fact that it reads is, or is known too coarsely to tell. */
function evaluateLeaf(leaf: Leaf, reader: Reader): LeafTrace {
  const actual = reader.read(leaf.fact);
  const other = 'fact' in leaf.wanted ? reader.read(leaf.wanted.fact) : null;
  return { ...leaf, actual, other, truth: truthOfLeaf(leaf, actual, other, reader) };
}

function truthOfLeaf(leaf: Leaf, actual: Reading, other: Reading | null, reader: Reader): Truth {
  const expected = 'constant' in leaf.wanted ? leaf.wanted.constant : knownValue(other);
  if (!actual.known || expected === null) return 'unknown';
  const fact = reader.ruleSet.facts.get(leaf.fact);
  const hierarchy = fact === undefined ? undefined : hierarchyOf(reader.ruleSet, fact);
  const operator: Operator = OPERATORS[leaf.operator];
  // What a table gives is meant as it stands; what a profile reports may be known more finely one day.
  const refinable = fact?.derivation === null;
  if (refinable && operator.tooCoarse?.(actual.value, expected, hierarchy) === true) return 'unknown';
  return truthOf(operator.holds(actual.value, expected, hierarchy));
}

function knownValue(reading: Reading | null): Value | null {
  return reading?.known === true ? reading.value : null;
}

/**
 * The critical missing facts of an unknown truth: filling in exactly these leaves nothing unknown. Parts that
 * are already decided ask for nothing. Empty for a truth that is known.
 */
export function missingOf(trace: Trace): readonly string[] {
  if (trace.truth !== 'unknown') return [];
  switch (trace.kind) {
    case 'all':
    case 'any':
      return [...new Set(trace.parts.flatMap(missingOf))];
    case 'not':
    case 'named':
      return missingOf(trace.part);
    case 'leaf': {
      const missing = new Set([trace.actual, trace.other].flatMap((reading) => missingFor(reading)));
      return missing.size === 0 ? [trace.fact] : [...missing];
    }
  }
}

function missingFor(reading: Reading | null): readonly string[] {
  return reading === null || reading.known ? [] : reading.missing;
}
