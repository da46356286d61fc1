import { ledger } from './0001-ledger.ts';
import type { Migration } from './migration.ts';

/** All migrations, in order. They only lead forward. */
export const MIGRATIONS: readonly Migration[] = [ledger];
