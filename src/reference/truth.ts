import type { Condition, Leaf } from '../engine/condition.ts';
import type { Truth } from '../engine/truth.ts';
import { branchesOf } from './branches.ts';
import type { Facts } from './facts.ts';
import { whichHold } from './json-rules.ts';
import { listIn, type Plain, plainOf } from './plain.ts';
import { asksBranches, branchesFact, fineEnoughFact, surelyNo, surelyYes } from './translate.ts';

/** Yes, no, or, when neither is sure, unknown. Throws when both are: that is a bug of the reference. */
export async function truthOf(condition: Condition, facts: Facts): Promise<Truth> {
  const conditions = { yes: surelyYes(condition), no: surelyNo(condition) };
  const held = await whichHold(conditions, await readAll(leavesIn(condition), facts));
  if (held.length > 1) throw new Error(`both surely yes and surely no at ${condition.at}`);
  if (held.includes('yes')) return 'yes';
  return held.includes('no') ? 'no' : 'unknown';
}

/** Every leaf of the condition. */
function leavesIn(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(leavesIn);
    case 'not':
    case 'named':
      return leavesIn(condition.part);
    case 'leaf':
      return [condition];
  }
}

/** What the leaves read, what they are compared with, and for codes where in their table those lie. */
async function readAll(leaves: readonly Leaf[], facts: Facts): Promise<ReadonlyMap<string, Plain | null>> {
  const values = new Map<string, Plain | null>();
  for (const leaf of leaves) {
    values.set(leaf.fact, await facts.read(leaf.fact));
    if ('fact' in leaf.wanted) values.set(leaf.wanted.fact, await facts.read(leaf.wanted.fact));
    if (!asksBranches(leaf)) continue;
    const { branches, fineEnough } = await placeCode(leaf, facts);
    values.set(branchesFact(leaf.fact), branches);
    values.set(fineEnoughFact(leaf), fineEnough);
  }
  return values;
}

/** The branches that a code lies in; it is too coarse when a branch asked about lies below it, and it in none of them. */
async function placeCode(
  { fact: id, wanted }: Leaf,
  facts: Facts,
): Promise<{ branches: readonly string[] | null; fineEnough: boolean }> {
  const fact = facts.ruleSet.facts.get(id);
  const table = fact?.type.kind === 'code' ? facts.ruleSet.hierarchies.get(fact.type.hierarchy) : undefined;
  if (table === undefined) throw new Error(`no hierarchy for '${id}' in the compiled rule set`);
  const code = await facts.read(id);
  const asked = 'fact' in wanted ? await facts.read(wanted.fact) : plainOf(wanted.constant);
  if (typeof code !== 'string') return { branches: null, fineEnough: false };
  const branches = branchesOf(table, code);
  if (asked === null) return { branches, fineEnough: false };
  const inside = listIn(asked).some((branch) => branches.includes(branch));
  const below = listIn(asked).some((branch) => branchesOf(table, branch).includes(code));
  return { branches, fineEnough: fact?.derivation !== null || inside || !below };
}
