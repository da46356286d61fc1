import { z } from '@hono/zod-openapi';
import { isDecisionId } from '../app/find-decisions.ts';
import type { KeptDecision } from '../ledger/store.ts';
import type { ApiDependencies } from './dependencies.ts';
import { notFound } from './not-found.ts';

/** The address part that names a decision. */
export const decisionParams = z.object({
  id: z.string().refine(isDecisionId, { error: 'decision-id' }).describe('判断记录的编号（UUID）'),
});

/**
 * The decision of that id, found to be in the signed log. Throws a `Problem` where there is none; rejects with
 * `StoreUnavailable`, and with `LedgerDamaged`.
 */
export async function decisionOf({ ledger }: ApiDependencies, id: string): Promise<KeptDecision> {
  const decision = await ledger.store.decision(id);
  if (decision === undefined || (await ledger.receipt(id, { opening: false })) === undefined)
    throw notFound('decision', id);
  return decision;
}
