import type { Condition, Leaf } from '../condition.ts';
import type { Trace } from '../trace.ts';
import { conjunction, disjunction, negate } from '../truth.ts';
import type { Conditions } from './conditions.ts';
import type { Readings } from './readings.ts';
import { TRUTHS } from './truth-code.ts';

/** Explains a condition as `evaluate` does. */
export type Tracer = (readings: Readings) => Trace;

/** Compiles what explains a condition; its leaves are decided by the closures that decide without explaining. */
export function compileTracer(condition: Condition, conditions: Conditions): Tracer {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return partsTracer(condition, conditions);
    case 'not': {
      const { kind, at } = condition;
      const inner = compileTracer(condition.part, conditions);
      return (readings) => {
        const part = inner(readings);
        return { kind, truth: negate(part.truth), at, part };
      };
    }
    case 'named': {
      const { kind, at, name } = condition;
      const inner = compileTracer(condition.part, conditions);
      return (readings) => {
        const part = inner(readings);
        return { kind, truth: part.truth, at, name, part };
      };
    }
    case 'leaf':
      return leafTracer(condition, conditions);
  }
}

function partsTracer(
  { kind, at, parts: conditionParts }: Extract<Condition, { kind: 'all' | 'any' }>,
  conditions: Conditions,
): Tracer {
  const tracers = conditionParts.map((part) => compileTracer(part, conditions));
  const combine = kind === 'all' ? conjunction : disjunction;
  return (readings) => {
    const parts = tracers.map((tracer) => tracer(readings));
    return { kind, truth: combine(parts.map(({ truth }) => truth)), at, parts };
  };
}

function leafTracer(leaf: Leaf, conditions: Conditions): Tracer {
  const { kind, fact, operator, wanted, at } = leaf;
  const test = conditions.testOf(leaf);
  const number = conditions.numberOf(fact);
  const otherNumber = 'fact' in wanted ? conditions.numberOf(wanted.fact) : null;
  return (readings) => ({
    kind,
    fact,
    operator,
    wanted,
    at,
    actual: readings.of(number),
    other: otherNumber === null ? null : readings.of(otherNumber),
    truth: TRUTHS[test(readings.view)],
  });
}
