import type { Condition, Leaf } from '../condition.ts';
import type { Reader, Trace } from '../trace.ts';
import { conjunction, disjunction, negate } from '../truth.ts';
import type { Conditions } from './conditions.ts';
import type { ProfileView } from './profile-view.ts';
import { TRUTHS } from './truth-code.ts';

/** Explains a condition as `evaluate` does. The reader and the view see the same profile on the same date. */
export type Tracer = (view: ProfileView, reader: Reader) => Trace;

/** Compiles what explains a condition; its leaves are decided by the closures that decide without explaining. */
export function compileTracer(condition: Condition, conditions: Conditions): Tracer {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return partsTracer(condition, conditions);
    case 'not': {
      const { kind, at } = condition;
      const inner = compileTracer(condition.part, conditions);
      return (view, reader) => {
        const part = inner(view, reader);
        return { kind, truth: negate(part.truth), at, part };
      };
    }
    case 'named': {
      const { kind, at, name } = condition;
      const inner = compileTracer(condition.part, conditions);
      return (view, reader) => {
        const part = inner(view, reader);
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
  return (view, reader) => {
    const parts = tracers.map((tracer) => tracer(view, reader));
    return { kind, truth: combine(parts.map(({ truth }) => truth)), at, parts };
  };
}

function leafTracer(leaf: Leaf, conditions: Conditions): Tracer {
  const { kind, fact, operator, wanted, at } = leaf;
  const other = 'fact' in wanted ? wanted.fact : null;
  const test = conditions.testOf(leaf);
  return (view, reader) => ({
    kind,
    fact,
    operator,
    wanted,
    at,
    actual: reader.read(fact),
    other: other === null ? null : reader.read(other),
    truth: TRUTHS[test(view)],
  });
}
