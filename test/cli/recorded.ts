import { recordDecision, storedRuleSet } from '../../src/app/record-decision.ts';
import { match } from '../../src/engine/match.ts';
import { openLedgerToServe } from '../../src/io/open-ledger.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { completeCreditCode } from '../../src/rules/credit-code.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { createMemoryStore } from '../ledger/memory-store.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

export const SUBJECT = completeCreditCode('91340000MA2XXXXXX');

/** The rule set of these files, and the files. */
export function ruleSetOf(files: Readonly<Record<string, unknown>>) {
  const ruleFiles = Object.entries(files).map(([path, json]) => ({ path, text: JSON.stringify(json) }));
  const { ruleSet, diagnostics } = parseRuleSet(ruleFiles);
  if (ruleSet === null) throw new Error(JSON.stringify(diagnostics));
  return { ruleSet, ruleFiles };
}

/** The village's rules in a store in memory, with the key that the command line of tests has. */
export async function recordedVillage() {
  const { store, contents } = createMemoryStore();
  const village = ruleSetOf(VILLAGE_RULES);
  const { ledger } = await openLedgerToServe(store);
  await store.keepRuleSet(storedRuleSet(village.ruleSet, village.ruleFiles));
  const record = (more: object = {}) => recordOf(ledger, village.ruleSet, { ...VILLAGE_REQUEST, ...more });
  const run = (...args: readonly string[]) => mianshen(args, { store });
  return { store, contents, ledger, village, record, run };
}

/** Records a request as the service does, and resolves to its id. */
async function recordOf(
  ledger: Ledger,
  ruleSet: ReturnType<typeof ruleSetOf>['ruleSet'],
  json: object,
): Promise<string> {
  const parsed = parseMatchRequest(ruleSet, json, '2024-09-01');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  const { request } = parsed;
  const matches = match(ruleSet, request.profile, request.asOf);
  return (await recordDecision(ledger, ruleSet, { request, json, caller: null, matches })).id;
}
