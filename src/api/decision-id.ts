import { z } from '@hono/zod-openapi';
import { isDecisionId } from '../app/find-decisions.ts';
import type { KeptDecision } from '../ledger/store.ts';
import type { ApiDependencies } from './dependencies.ts';
import { notFound } from './not-found.ts';

/** The address part that names a decision. */
export const decisionParams = z.object({
  id: z.string().refine(isDecisionId, { error: 'decision-id' }).describe('判断记录的编号（UUID）'),
});

/** The decision of that id. Throws a `Problem` where there is none; rejects with `StoreUnavailable`. */
export async function decisionOf({ ledger }: ApiDependencies, id: string): Promise<KeptDecision> {
  const decision = await ledger.store.decision(id);
  if (decision === undefined) throw notFound('decision', id);
  return decision;
}
