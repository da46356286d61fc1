import type { Condition, Leaf } from '../condition.ts';
import type { Trace } from '../trace.ts';
import { negate, type Truth } from '../truth.ts';
import type { ReadView } from './compiled.ts';
import type { Compiler } from './missing.ts';
import { TRUTHS } from './truth-code.ts';

/** Explains a condition as `evaluate` does. */
export type Tracer = (readings: ReadView) => Trace;

/** Compiles what explains a condition; its leaves are decided by the closures that decide without explaining. */
export function compileTracer(condition: Condition, conditions: Compiler): Tracer {
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
  conditions: Compiler,
): Tracer {
  const tracers = conditionParts.map((part) => compileTracer(part, conditions));
  const decisive: Truth = kind === 'all' ? 'no' : 'yes';
  const otherwise = negate(decisive);
  return (readings) => {
    const parts: Trace[] = [];
    let truth = otherwise;
    for (const tracer of tracers) {
      const part = tracer(readings);
      parts.push(part);
      if (part.truth === decisive) truth = decisive;
      else if (part.truth === 'unknown' && truth !== decisive) truth = 'unknown';
    }
    return { kind, truth, at, parts };
  };
}

function leafTracer(leaf: Leaf, conditions: Compiler): Tracer {
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
