import { afterAll, beforeAll, describe, it } from 'vitest';
import { type PostgresServer, postgresBinaries, type ServerOptions, startPostgres } from './postgres.ts';

const SERVER_TIMEOUT = 120_000;

/**
 * Tests that need a real PostgreSQL, with a server of their own. Without its programs they are skipped and the end of the
 * run says so; with `MIANSHEN_REQUIRE_POSTGRES=1` they fail.
 */
export function describePostgres(
  name: string,
  tests: (server: () => PostgresServer) => void,
  options: ServerOptions = {},
): void {
  if (postgresBinaries() === undefined) withoutPostgres(name);
  else withPostgres(name, tests, options);
}

function withPostgres(
  name: string,
  tests: (server: () => PostgresServer) => void,
  options: ServerOptions,
): void {
  describe(name, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgres(options);
    }, SERVER_TIMEOUT);
    afterAll(() => server?.remove(), SERVER_TIMEOUT);
    tests(() => {
      if (server === undefined) throw new Error('PostgreSQL is started before the tests only');
      return server;
    });
  });
}

function withoutPostgres(name: string): void {
  if (process.env.MIANSHEN_REQUIRE_POSTGRES === '1')
    it(name, () => {
      throw new Error('PostgreSQL is required (MIANSHEN_REQUIRE_POSTGRES=1), and its programs are not here');
    });
  else describe.skip(name, () => it('needs PostgreSQL', () => {}));
}
