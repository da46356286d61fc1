import type { Fact } from '../engine/rule-set.ts';
import { daysToTry } from './days.ts';
import type { Finding } from './finding.ts';
import type { Inquiry } from './inquiry.ts';

/** Rows of a decision table that never decide: wherever one holds, one before it holds already. */
export function findIdleRows(fact: Fact, inquiry: Inquiry): readonly Finding[] {
  const { derivation } = fact;
  if (derivation?.kind !== 'table') return [];
  const conditions = derivation.rows.map(({ when }) => when);
  const days = daysToTry(inquiry.ruleSet, conditions, { from: null, to: null });
  return derivation.rows.flatMap((row, index): Finding[] => {
    const before = derivation.rows.slice(0, index);
    const where = { in: 'fact', id: fact.id, at: row.when.at } as const;
    const answer = inquiry.ask(
      [
        { condition: row.when, truth: 'yes' },
        ...before.map(({ when }) => ({ condition: when, truth: 'no' as const })),
      ],
      days,
    );
    if (answer.kind === 'found') return [];
    if (answer.kind === 'undecided')
      return [{ where, kind: 'not-decided', question: 'row-matters', why: answer.why }];
    return [{ where, kind: 'row-without-effect', row: index }];
  });
}
