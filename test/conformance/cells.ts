import { OPERATOR_NAMES, OPERATORS } from '../../src/engine/operators/table.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { LeafTrace, Reading, Trace } from '../../src/engine/trace.ts';

/** One thing that a leaf can turn out to be: an operator asked about a kind of fact, what it is compared with, its truth. */
type Cell = string;

const TRUTHS = ['yes', 'no', 'unknown'] as const;

/** Every cell that the language has. A fact can stand for one value, never for a list. */
export const ALL_CELLS: readonly Cell[] = OPERATOR_NAMES.flatMap((operator) => {
  const onlyLists = ['list', 'elements'].includes(OPERATORS[operator].operand);
  const operands = onlyLists ? ['constant'] : ['constant', 'fact'];
  return OPERATORS[operator].kinds.flatMap((kind) =>
    operands.flatMap((operand) => TRUTHS.map((truth) => `${operator} · ${kind} · ${operand} · ${truth}`)),
  );
});

export function cellOf({ operator, fact, wanted, truth }: LeafTrace, ruleSet: RuleSet): Cell {
  const operand = 'fact' in wanted ? 'fact' : 'constant';
  return `${operator} · ${ruleSet.facts.get(fact)?.type.kind} · ${operand} · ${truth}`;
}

/** The leaves of an explanation, those under its derived facts too. */
export function leafTracesOf(trace: Trace): readonly LeafTrace[] {
  switch (trace.kind) {
    case 'all':
    case 'any':
      return trace.parts.flatMap(leafTracesOf);
    case 'not':
    case 'named':
      return leafTracesOf(trace.part);
    case 'leaf': {
      const rows = [trace.actual, trace.other].flatMap((reading) =>
        reading === null ? [] : rowsUnder(reading),
      );
      return [trace, ...rows.flatMap(leafTracesOf)];
    }
  }
}

function rowsUnder(reading: Reading): readonly Trace[] {
  return [...reading.rows, ...reading.from.flatMap(rowsUnder)];
}
