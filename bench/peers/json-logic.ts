import type { Comparison, Peer, PeerPolicy, Test } from './test-tree.ts';

interface LogicEngine {
  build(logic: unknown): (data: unknown) => unknown;
}

/**
 * json-logic-engine, compiled: a function for each policy that says whether it may be met, and one, asked only then, whether
 * it surely is.
 */
export async function createJsonLogic(policies: readonly PeerPolicy[]): Promise<Peer> {
  const name: string = 'json-logic-engine';
  const { LogicEngine } = (await import(name)) as { LogicEngine: new () => LogicEngine };
  const engine = new LogicEngine();
  const compiled = policies.map(({ surely, possibly }) => ({
    surely: engine.build(logicOf(surely)),
    possibly: engine.build(logicOf(possibly)),
  }));
  return {
    name: 'json-logic-engine, compiled',
    find(flat) {
      const yes: number[] = [];
      const unknown: number[] = [];
      compiled.forEach((each, place) => {
        if (each.possibly(flat) === true) (each.surely(flat) === true ? yes : unknown).push(place);
      });
      return { yes, unknown };
    },
  };
}

function logicOf(test: Test): unknown {
  switch (test.kind) {
    case 'all':
      return { and: test.parts.map(logicOf) };
    case 'any':
      return { or: test.parts.map(logicOf) };
    case 'always':
      return test.holds;
    case 'compare':
      return guarded(test);
  }
}

/** An unknown is asked for first, unless the comparison says of null what is to be said anyway. */
function guarded(test: Comparison): unknown {
  const { field, wanted, ofUnknown, comparator } = test;
  const saysItself = 'constant' in wanted && ['=', 'in'].includes(comparator) && !ofUnknown;
  if (saysItself || (comparator === '!=' && ofUnknown && 'constant' in wanted)) return comparison(test);
  const fields = 'field' in wanted ? [field, wanted.field] : [field];
  return ofUnknown
    ? { or: [...fields.map((each) => ({ '===': [{ var: each }, null] })), comparison(test)] }
    : { and: [...fields.map((each) => ({ '!==': [{ var: each }, null] })), comparison(test)] };
}

function comparison({ field, comparator, wanted }: Comparison): unknown {
  const actual = { var: field };
  const other = 'field' in wanted ? { var: wanted.field } : wanted.constant;
  const held = (each: unknown) => ({ in: [each, actual] });
  const members = Array.isArray(other) ? other : [other];
  switch (comparator) {
    case '=':
      return { '===': [actual, other] };
    case '!=':
      return { '!==': [actual, other] };
    case 'in':
      return { in: [actual, other] };
    case 'notIn':
      return { '!': { in: [actual, other] } };
    case 'has':
    case 'hasAny':
      return { or: members.map(held) };
    case 'lacks':
    case 'hasNone':
      return { '!': { or: members.map(held) } };
    case 'hasAll':
      return { and: members.map(held) };
    case 'lacksSome':
      return { '!': { and: members.map(held) } };
    default:
      return { [comparator]: [actual, other] };
  }
}
