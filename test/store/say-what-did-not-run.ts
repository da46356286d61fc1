import { postgresBinaries } from './postgres.ts';
import { mayMount } from './small-disk.ts';

/** Vitest calls it before the tests, and what it returns after them. */
export function setup(): () => void {
  return () => {
    const without = process.env.MIANSHEN_WITHOUT;
    if (without !== undefined) console.log(`\nNOT RUN: ${without} (MIANSHEN_WITHOUT)`);
    if (postgresBinaries() === undefined)
      console.log(
        '\nNOT RUN: every test that needs a real PostgreSQL; no PostgreSQL programs are on this machine ' +
          '(apt-get install postgresql, or set MIANSHEN_POSTGRES_BIN to their folder)',
      );
    if (!mayMount())
      console.log('\nNOT RUN: the tests on a full disk; this user may not mount a small file system');
  };
}
