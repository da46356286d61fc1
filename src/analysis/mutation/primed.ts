import type { Condition, Leaf } from '../../engine/condition.ts';
import { inputsOf } from '../../engine/facts-read.ts';
import type { Derivation, Fact, RuleSet } from '../../engine/rule-set.ts';

type Rename = (fact: string) => string;

/** A rule set in which every fact that some edit of derivations touches stands twice: as it is, and under the edit. */
export interface Primed {
  readonly ruleSet: RuleSet;
  /** What a fact is called as it is under the edit. */
  rename(fact: string): string;
}

/**
 * Puts the edited facts beside those that they are edits of, so that one profile can be asked for which both differ. None
 * of them can be reported: a report would settle both.
 */
export function primed(ruleSet: RuleSet, derivations: ReadonlyMap<string, Derivation>): Primed {
  const touched = touchedBy(ruleSet, derivations);
  const rename: Rename = (fact) => (touched.has(fact) ? `${fact}′` : fact);
  const facts = new Map(ruleSet.facts);
  for (const id of touched) {
    const fact = facts.get(id);
    if (fact === undefined) continue;
    const derived: Fact = { ...fact, authorities: [] };
    const edited = derivations.get(id) ?? fact.derivation;
    facts.set(id, derived);
    facts.set(rename(id), {
      ...derived,
      id: rename(id),
      derivation: edited === null ? null : renameDerivation(edited, rename),
    });
  }
  return { ruleSet: { ...ruleSet, facts }, rename };
}

/** The edited facts, and all that are derived from them, however far. */
function touchedBy(ruleSet: RuleSet, derivations: ReadonlyMap<string, Derivation>): ReadonlySet<string> {
  const touched = new Set(derivations.keys());
  for (let before = -1; before < touched.size; ) {
    before = touched.size;
    for (const { id, derivation } of ruleSet.facts.values())
      if (derivation !== null && inputsOf(derivation).some((input) => touched.has(input))) touched.add(id);
  }
  return touched;
}

function renameCondition(condition: Condition, rename: Rename): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, parts: condition.parts.map((part) => renameCondition(part, rename)) };
    case 'not':
    case 'named':
      return { ...condition, part: renameCondition(condition.part, rename) };
    case 'leaf':
      return renameLeaf(condition, rename);
  }
}

function renameLeaf(leaf: Leaf, rename: Rename): Leaf {
  const wanted = 'fact' in leaf.wanted ? { fact: rename(leaf.wanted.fact) } : leaf.wanted;
  return { ...leaf, fact: rename(leaf.fact), wanted };
}

function renameDerivation(derivation: Derivation, rename: Rename): Derivation {
  switch (derivation.kind) {
    case 'ratio':
      return {
        ...derivation,
        numerator: rename(derivation.numerator),
        denominator: rename(derivation.denominator),
      };
    case 'sum':
      return { ...derivation, of: derivation.of.map(rename) };
    case 'difference':
      return {
        ...derivation,
        minuend: rename(derivation.minuend),
        subtrahend: rename(derivation.subtrahend),
      };
    case 'age':
      return { ...derivation, since: rename(derivation.since) };
    case 'table':
      return {
        ...derivation,
        rows: derivation.rows.map((row) => ({ ...row, when: renameCondition(row.when, rename) })),
      };
  }
}
