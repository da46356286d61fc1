import type { RuleSet, Text } from '../engine/rule-set.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import { canonicalBytes } from '../ledger/canonical.ts';
import { sameBytes } from '../ledger/hash.ts';
import type { KeptDecision } from '../ledger/store.ts';
import { openDecision } from './kept-decision.ts';
import { type Difference, differences } from './outcome-difference.ts';
import {
  decideByReference,
  decideForRecord,
  type OutcomeRecord,
  withoutEngineOnly,
} from './outcome-record.ts';
import type { RecordedRuleSet } from './recorded-rule-set.ts';
import { type RequestRecord, readRequestRecord } from './request-record.ts';

/** What deciding again came to. */
export const REPLAY_RESULTS = [
  'identical',
  'erased',
  'engine-differs',
  'reference-differs',
  'not-replayable',
] as const;
export type ReplayResult = (typeof REPLAY_RESULTS)[number];

/** The replay of one decision. */
export interface Replay {
  readonly id: string;
  readonly result: ReplayResult;
  readonly recordedAt: string;
  readonly asOf: string;
  readonly ruleSet: string;
  /** The engine that decided then, and the one that decided now. */
  readonly engine: { readonly recorded: string; readonly now: string };
  /** What the engine decided otherwise. */
  readonly differences: readonly Difference[];
  /** What the reference decides otherwise than was recorded. */
  readonly referenceDifferences: readonly Difference[];
  /** Why it can't be replayed. */
  readonly why?: Text;
}

/**
 * Decides a recorded decision again, from the facts and the rule set that were recorded, by the engine and by the
 * reference, and compares the canonical bytes. Facts that were false when they were given are replayed as given.
 */
export async function replay(
  decision: KeptDecision,
  loadRuleSet: (digest: string) => Promise<RecordedRuleSet>,
): Promise<Replay> {
  const opened = openDecision(decision);
  // Of a damaged leaf the columns beside it are all there is to name it by.
  const { id, recordedAt, asOf, ruleSet, engine } = opened.ok ? opened.leaf : decision;
  const head = { id, recordedAt, asOf, ruleSet, engine: { recorded: engine, now: ENGINE_VERSION } };
  const none = { differences: [], referenceDifferences: [] };
  const failed = (why: Text): Replay => ({ ...head, result: 'not-replayable', ...none, why });
  if (!opened.ok) return failed(opened.why);
  if (opened.payload === null) return { ...head, result: 'erased', ...none };
  const loaded = await loadRuleSet(ruleSet);
  if (!loaded.ok) return failed(loaded.why);
  const again = await decideAgain(loaded.ruleSet, opened.payload.request);
  if ('why' in again) return failed(again.why);
  const { outcome, outcomeBytes } = opened.payload;
  const found = {
    differences: differing(loaded.ruleSet, outcomeBytes, again.engine),
    referenceDifferences: differing(
      loaded.ruleSet,
      canonicalBytes(withoutEngineOnly(outcome)),
      again.reference,
    ),
  };
  return { ...head, result: resultOf(found), ...found };
}

function resultOf(found: Pick<Replay, 'differences' | 'referenceDifferences'>): ReplayResult {
  if (found.differences.length > 0) return 'engine-differs';
  return found.referenceDifferences.length > 0 ? 'reference-differs' : 'identical';
}

/** The bytes decide; what differs is then looked for. */
function differing(ruleSet: RuleSet, recorded: Uint8Array, now: OutcomeRecord): readonly Difference[] {
  if (sameBytes(recorded, canonicalBytes(now))) return [];
  const found = differences(ruleSet, JSON.parse(decode(recorded)) as OutcomeRecord, now);
  if (found.length > 0) return found;
  return [
    {
      policy: '',
      what: 'record',
      recorded: decode(recorded),
      now: decode(canonicalBytes(now)),
    },
  ];
}

interface Again {
  readonly engine: OutcomeRecord;
  readonly reference: OutcomeRecord;
}

async function decideAgain(ruleSet: RuleSet, record: RequestRecord): Promise<Again | { readonly why: Text }> {
  const parsed = readRequestRecord(ruleSet, record);
  if (!parsed.ok) {
    const [first] = parsed.diagnostics;
    return {
      why: {
        zh: `规则集不接受留存的档案：${first?.pointer} ${first?.message.zh}`,
        en: `the rule set doesn't accept the recorded profile: ${first?.pointer} ${first?.message.en}`,
      },
    };
  }
  const engine = decideForRecord(ruleSet, parsed.request);
  return { engine, reference: await decideByReference(ruleSet, parsed.request) };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
