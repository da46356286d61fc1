import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '../../src/io/store/tables.ts';
import type { LedgerStore, StoredDecision } from '../../src/ledger/store.ts';
import { OTHER_RULE_SET, RULE_SET, stepFrom } from './steps.ts';

/** What the suite runs on. */
export interface Subject {
  /** Two stores on one log, as two instances of the service have them. */
  readonly store: LedgerStore;
  readonly second: LedgerStore;
  /** The tables behind them. */
  readonly tables: Kysely<Tables>;
}

/** Makes empty tables for one test. */
export type Begin = () => Promise<Subject>;

/** An opened log with both rule sets. */
export async function openLog(begin: Begin): Promise<Subject> {
  const subject = await begin();
  await subject.store.open({ origin: 'test.example/log', hash: 'sha256' });
  await subject.store.keepRuleSet(RULE_SET);
  await subject.store.keepRuleSet(OTHER_RULE_SET);
  return subject;
}

/** Appends these decisions, each in a step of its own or all in one. */
export async function appendAll(store: LedgerStore, decisions: readonly StoredDecision[]): Promise<void> {
  const contents = decisions.map((decision) => ({ decision }));
  if (!(await store.append(stepFrom(await store.head(), contents)))) throw new Error('not appended');
}

const TABLES = ['log', 'leaf', 'node', 'checkpoint', 'decision', 'payload', 'rule_set', 'rule_set_policy'];

/** Every row of every table, as text. */
export async function everything(tables: Kysely<Tables>): Promise<Readonly<Record<string, unknown>>> {
  const entries = [];
  for (const table of TABLES) {
    const { rows } = await sql`select t::text from ${sql.table(table)} t order by 1`.execute(tables);
    entries.push([table, rows] as const);
  }
  return Object.fromEntries(entries);
}
