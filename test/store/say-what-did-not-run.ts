import { postgresBinaries } from './postgres.ts';

/** Vitest calls it before the tests, and what it returns after them. */
export function setup(): () => void {
  return () => {
    if (postgresBinaries() !== undefined) return;
    console.log(
      '\nNOT RUN: every test that needs a real PostgreSQL; no PostgreSQL programs are on this machine ' +
        '(apt-get install postgresql, or set MIANSHEN_POSTGRES_BIN to their folder)',
    );
  };
}
