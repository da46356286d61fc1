import type { Comparison, Peer, PeerFound, PeerPolicy, Test } from './test-tree.ts';

interface ZenDecision {
  evaluate(
    context: unknown,
  ): Promise<{ readonly result: readonly { readonly place: number; readonly yes: boolean }[] }>;
}

interface Zen {
  readonly ZenEngine: new () => { createDecision(content: unknown): ZenDecision };
  readonly ZenDecisionContent: new (content: object) => unknown;
}

/**
 * @gorules/zen-engine: one decision table that collects every row that hits, a row for each policy. The row's input says
 * whether the policy may be met, its output whether it surely is, so that only few outputs are worked out.
 */
export async function createZen(policies: readonly PeerPolicy[]): Promise<Peer> {
  const name: string = '@gorules/zen-engine';
  const { default: zen } = (await import(name)) as { default: Zen };
  const decision = new zen.ZenEngine().createDecision(new zen.ZenDecisionContent(content(policies)));
  return {
    name: '@gorules/zen-engine',
    async find(flat): Promise<PeerFound> {
      const { result } = await decision.evaluate(flat);
      return {
        yes: result.filter(({ yes }) => yes).map(({ place }) => place),
        unknown: result.filter(({ yes }) => !yes).map(({ place }) => place),
      };
    },
  };
}

/** The same with a decision for each policy, evaluated one after the other: how it is used where nobody thinks of speed. */
export async function createZenSingly(policies: readonly PeerPolicy[]): Promise<Peer> {
  const name: string = '@gorules/zen-engine';
  const { default: zen } = (await import(name)) as { default: Zen };
  const engine = new zen.ZenEngine();
  const decisions = policies.map((policy) =>
    engine.createDecision(new zen.ZenDecisionContent(content([policy]))),
  );
  return {
    name: '@gorules/zen-engine, a decision for each policy',
    async find(flat): Promise<PeerFound> {
      const yes: number[] = [];
      const unknown: number[] = [];
      for (const [place, decision] of decisions.entries()) {
        const [hit] = (await decision.evaluate(flat)).result;
        if (hit !== undefined) (hit.yes ? yes : unknown).push(place);
      }
      return { yes, unknown };
    },
  };
}

function content(policies: readonly PeerPolicy[]): object {
  const table = {
    hitPolicy: 'collect',
    inputs: [{ id: 'may', name: 'may be met', type: 'expression' }],
    outputs: [
      { id: 'place', name: 'place', field: 'place', type: 'expression' },
      { id: 'yes', name: 'yes', field: 'yes', type: 'expression' },
    ],
    rules: policies.map(({ surely, possibly }, place) => ({
      ...{ _id: `r${place}`, may: expressionOf(possibly) },
      ...{ place: String(place), yes: expressionOf(surely) },
    })),
  };
  return {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      { id: 'table', name: 'table', type: 'decisionTableNode', content: table },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
}

function expressionOf(test: Test): string {
  switch (test.kind) {
    case 'all':
    case 'any':
      return `(${test.parts.map(expressionOf).join(test.kind === 'all' ? ' and ' : ' or ')})`;
    case 'always':
      return String(test.holds);
    case 'compare':
      return guarded(test);
  }
}

function guarded(test: Comparison): string {
  const { field, wanted, ofUnknown } = test;
  const fields = 'field' in wanted ? [field, wanted.field] : [field];
  const known = fields.map((each) => (ofUnknown ? `${each} == null` : `${each} != null`));
  return `(${[...known, comparison(test)].join(ofUnknown ? ' or ' : ' and ')})`;
}

function comparison({ field, comparator, wanted }: Comparison): string {
  const other = 'field' in wanted ? wanted.field : JSON.stringify(wanted.constant);
  switch (comparator) {
    case '=':
      return `${field} == ${other}`;
    case 'in':
      return `${field} in ${other}`;
    case 'notIn':
      return `${field} not in ${other}`;
    case 'has':
      return `contains(${field}, ${other})`;
    case 'lacks':
      return `not contains(${field}, ${other})`;
    case 'hasAny':
      return `some(${other}, contains($root.${field}, #))`;
    case 'hasNone':
      return `none(${other}, contains($root.${field}, #))`;
    case 'hasAll':
      return `all(${other}, contains($root.${field}, #))`;
    case 'lacksSome':
      return `not all(${other}, contains($root.${field}, #))`;
    default:
      return `${field} ${comparator} ${other}`;
  }
}
