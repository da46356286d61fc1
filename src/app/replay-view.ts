import type { Language } from '../rules/plain/language.ts';
import type { Difference } from './outcome-difference.ts';
import type { Replay, ReplayResult } from './replay.ts';

/** A replay in one language. */
export interface ReplayView {
  readonly decisionId: string;
  readonly result: ReplayResult;
  readonly recordedAt: string;
  readonly asOf: string;
  readonly ruleSet: string;
  readonly engine: Replay['engine'];
  readonly differences: readonly Difference[];
  readonly referenceDifferences: readonly Difference[];
  readonly why?: string;
}

export function viewReplay({ id, why, ...rest }: Replay, language: Language): ReplayView {
  return { decisionId: id, ...rest, ...(why === undefined ? {} : { why: why[language] }) };
}
