import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Comparator, Comparison, Peer, PeerPolicy, Test } from './test-tree.ts';

type Plain = boolean | number | string | readonly string[] | null;
type Holds = (actual: never, wanted: never) => boolean;

const HOLDS: Readonly<Record<Comparator, Holds>> = {
  '=': (actual: Plain, wanted: Plain) => actual === wanted,
  '!=': (actual: Plain, wanted: Plain) => actual !== wanted,
  '<': (actual: number, wanted: number) => actual < wanted,
  '<=': (actual: number, wanted: number) => actual <= wanted,
  '>': (actual: number, wanted: number) => actual > wanted,
  '>=': (actual: number, wanted: number) => actual >= wanted,
  in: (actual: string, wanted: readonly string[]) => wanted.includes(actual),
  notIn: (actual: string, wanted: readonly string[]) => !wanted.includes(actual),
  has: (actual: readonly string[], wanted: string) => actual.includes(wanted),
  lacks: (actual: readonly string[], wanted: string) => !actual.includes(wanted),
  hasAny: (actual: readonly string[], wanted: readonly string[]) =>
    wanted.some((each) => actual.includes(each)),
  hasNone: (actual: readonly string[], wanted: readonly string[]) =>
    !wanted.some((each) => actual.includes(each)),
  hasAll: (actual: readonly string[], wanted: readonly string[]) =>
    wanted.every((each) => actual.includes(each)),
  lacksSome: (actual: readonly string[], wanted: readonly string[]) =>
    !wanted.every((each) => actual.includes(each)),
};

/**
 * One engine with a rule for each policy that fires unless it is a no. Those that fire are asked again, each in an engine of
 * its own, whether they are surely a yes: few are. Operators of their own say what is made of an unknown, so that no further
 * condition asks whether a fact is known.
 */
export function createJsonRulesEngine(policies: readonly PeerPolicy[]): Peer {
  const all = createEngine(policies.map(({ possibly }) => possibly));
  const single = policies.map(({ surely }) => createEngine([surely]));
  return {
    name: 'json-rules-engine',
    async find(flat) {
      const { events } = await all.run(flat);
      const yes: number[] = [];
      const unknown: number[] = [];
      for (const { type } of events) {
        const place = Number(type);
        const again = await single[place]?.run(flat);
        (again?.events.length === 1 ? yes : unknown).push(place);
      }
      return { yes, unknown };
    },
  };
}

function createEngine(tests: readonly Test[]): Engine {
  const engine = new Engine();
  for (const [name, holds] of Object.entries(HOLDS) as [Comparator, (a: Plain, b: Plain) => boolean][]) {
    engine.addOperator(`${name} surely`, (a: Plain, b: Plain) => a !== null && b !== null && holds(a, b));
    engine.addOperator(`${name} possibly`, (a: Plain, b: Plain) => a === null || b === null || holds(a, b));
  }
  tests.forEach((test, place) => {
    engine.addRule({ conditions: conditionOf(test) as TopLevelCondition, event: { type: String(place) } });
  });
  return engine;
}

function conditionOf(test: Test, top = true): unknown {
  switch (test.kind) {
    case 'all':
    case 'any':
      return { [test.kind]: test.parts.map((part) => conditionOf(part, false)) };
    case 'always':
      return test.holds ? { all: [] } : { not: { all: [] } };
    case 'compare':
      return top ? { all: [leafOf(test)] } : leafOf(test);
  }
}

function leafOf({ field, comparator, wanted, ofUnknown }: Comparison): unknown {
  const value = 'field' in wanted ? { fact: wanted.field } : wanted.constant;
  return { fact: field, operator: `${comparator} ${ofUnknown ? 'possibly' : 'surely'}`, value };
}
