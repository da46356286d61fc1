import type { Condition } from '../engine/condition.ts';
import type { Truth } from '../engine/truth.ts';
import { branchesOf } from './branches.ts';
import type { Facts } from './facts.ts';
import { whichHold } from './json-rules.ts';
import type { Plain } from './plain.ts';
import { branchesFact, surelyNo, surelyYes } from './translate.ts';

/** Yes, no, or, when neither is sure, unknown. Throws when both are: that is a bug of the reference. */
export async function truthOf(condition: Condition, facts: Facts): Promise<Truth> {
  const conditions = { yes: surelyYes(condition), no: surelyNo(condition) };
  const held = await whichHold(conditions, await readAll(factsIn(condition), facts));
  if (held.length > 1) throw new Error(`both surely yes and surely no at ${condition.at}`);
  if (held.includes('yes')) return 'yes';
  return held.includes('no') ? 'no' : 'unknown';
}

/** Every fact that the condition names, those it is compared with too. */
function factsIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(factsIn);
    case 'not':
    case 'named':
      return factsIn(condition.part);
    case 'leaf':
      return 'fact' in condition.wanted ? [condition.fact, condition.wanted.fact] : [condition.fact];
  }
}

async function readAll(factIds: readonly string[], facts: Facts): Promise<ReadonlyMap<string, Plain | null>> {
  const values = new Map<string, Plain | null>();
  for (const id of factIds) {
    const value = await facts.read(id);
    values.set(id, value);
    const type = facts.ruleSet.facts.get(id)?.type;
    if (type?.kind !== 'code') continue;
    const hierarchy = facts.ruleSet.hierarchies.get(type.hierarchy);
    if (hierarchy === undefined) throw new Error(`no hierarchy '${type.hierarchy}' in the compiled rule set`);
    values.set(branchesFact(id), typeof value === 'string' ? branchesOf(hierarchy, value) : null);
  }
  return values;
}
