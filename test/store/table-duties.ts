import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { appendAll, type Begin, everything, openLog } from './contract.ts';
import { decisionOf } from './steps.ts';

/** What the tables refuse, whoever asks, on any database. */
export function tableDuties(begin: Begin): void {
  describe('the database itself refuses', () => {
    const check = (statement: string, says: string) =>
      it(statement, async () => {
        const { store, tables } = await openLog(begin);
        await appendAll(store, [decisionOf('d')]);
        const before = await everything(tables);
        await expect(sql.raw(statement).execute(tables)).rejects.toThrow(says);
        expect(await everything(tables)).toEqual(before);
      });

    for (const [table, column] of Object.entries(FIXED)) {
      check(`update ${table} set ${column} = ${column}`, 'append-only: update refused');
      check(`delete from ${table}`, 'append-only: delete refused');
      check(`truncate ${table}`, 'append-only: truncate refused');
    }
    for (const table of ['log', 'decision']) {
      check(`delete from ${table}`, 'append-only: delete refused');
      check(`truncate ${table}`, 'append-only: truncate refused');
    }
    check('update payload set salt = salt', 'append-only: update refused');
    check('truncate payload', 'append-only: truncate refused');

    for (const change of ['size = size', 'size = 0', `size = 9, origin = 'o'`, `size = 9, hash = 'sm3'`])
      check(`update log set ${change}`, 'the log only grows');
    check(`insert into log (only_one, origin, hash, size, root) values (false, 'o', 'sm3', 0, '')`, 'check');

    for (const change of DECISION_CHANGES)
      check(`update decision set ${change}`, 'a decision is never changed, only erased');
  });
}

const FIXED = {
  leaf: 'bytes',
  node: 'hash',
  checkpoint: 'note',
  rule_set: 'files',
  rule_set_policy: 'valid_to',
} as const;

const ERASED = 'subject = null, caller = null, marks = null, erased_by = 1';
const DECISION_CHANGES = [
  `subject = 'someone else'`,
  'subject = null, caller = null',
  'subject = null, marks = null',
  'subject = null, caller = null, marks = null',
  `${ERASED}, index = 5`,
  `${ERASED}, id = 'other'`,
  `${ERASED}, recorded_at = now()`,
  `${ERASED}, as_of = '2020-01-01'`,
  `${ERASED}, rule_set = 'sha256:bb'`,
  `${ERASED}, engine = '9'`,
];
