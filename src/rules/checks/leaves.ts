import type { Condition, Leaf } from '../../engine/condition.ts';
import { Decimal } from '../../engine/decimal.ts';
import { OPERATORS } from '../../engine/operators/table.ts';
import type { Fact } from '../../engine/rule-set.ts';
import type { Value } from '../../engine/value.ts';
import { type Diagnostic, diagnose } from '../diagnostic.ts';

/** Leaves that every value the fact can have answers alike: they can never decide anything. */
export function checkLeaves(
  condition: Condition,
  facts: ReadonlyMap<string, Fact>,
  file: string,
): readonly Diagnostic[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap((part) => checkLeaves(part, facts, file));
    case 'not':
      return checkLeaves(condition.part, facts, file);
    case 'named': // Checked once, in the file that defines it.
      return [];
    case 'leaf':
      return checkLeaf(condition, facts.get(condition.fact), file);
  }
}

function checkLeaf(leaf: Leaf, fact: Fact | undefined, file: string): readonly Diagnostic[] {
  if (fact === undefined || !('constant' in leaf.wanted)) return [];
  const { constant } = leaf.wanted;
  const holds = (value: Value): boolean => OPERATORS[leaf.operator].holds(value, constant, undefined);
  const answers = new Set(probes(fact, constant).map(holds));
  if (answers.size !== 1) return [];
  const expected = answers.has(true) ? { zh: '成立', en: 'holds' } : { zh: '不成立', en: 'fails' };
  return [diagnose('unreachable', { file, pointer: leaf.at }, { expected })];
}

/** Values that stand for all the fact can have; empty where nothing is known about them. */
function probes(fact: Fact, constant: Value): readonly Value[] {
  if (fact.type.kind === 'enum') return fact.type.values;
  const { minimum, maximum } = fact.range ?? {};
  if (!(constant instanceof Decimal) || (minimum === undefined && maximum === undefined)) return [];
  const inside = [constant, constant.minus(1), constant.plus(1)].filter(
    (value) => (minimum === undefined || value.gte(minimum)) && (maximum === undefined || value.lte(maximum)),
  );
  const ends = [minimum ?? constant.minus(2), maximum ?? constant.plus(2)];
  return [...inside, ...ends];
}
