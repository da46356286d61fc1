import type { LogEntry } from '../../src/api/dependencies.ts';
import { completeCreditCode } from '../../src/rules/credit-code.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { startService } from './service.ts';
import { smallRuleSet } from './small-rule-set.ts';

export const SUBJECT = completeCreditCode('91340000MA2XXXXXX');
export const PROFILE = {
  registeredRegion: '1001',
  employees: 86,
  dishonest: false,
  established: '2019-05-31',
};

/** The id of a decision, by the order in which they were recorded, from 1. */
export const id = (number: number) => `00000000-0000-4000-8000-${`${number}`.padStart(12, '0')}`;

/** A service with its record. Leaf 0 is the key; the first decision is leaf 1. */
export async function begin() {
  const small = smallRuleSet();
  const memory = await memoryLedger(small);
  const logged: LogEntry[] = [];
  const service = await startService({ ledger: memory.ledger, log: (entry) => void logged.push(entry) });
  const match = (more: object = {}, headers: Record<string, string> = {}) =>
    service.match({ source: 'data-bureau', subject: SUBJECT, profile: PROFILE, ...more }, headers);
  return { ...memory, ...service, match, logged, small };
}
