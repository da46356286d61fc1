import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/io/store/database.ts';
import { finding } from '../../src/io/store/find.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { postgres } from '../../src/io/store/postgres.ts';
import type { DecisionQuery } from '../../src/ledger/store.ts';
import { describePostgres } from './describe-postgres.ts';

const TIMEOUT = 120_000;

/* 100,000 decisions: 20,000 subjects; a policy that many get, and one that few get; ten rule sets; a minute apart. */
const MANY_DECISIONS = `
  insert into rule_set select 'sha256:' || n, '' from generate_series(0, 9) n;
  insert into rule_set_policy select 'sha256:' || n, policy, null, null
    from generate_series(0, 9) n, unnest(array['common', 'rare']) policy;
  insert into leaf select n, convert_to('leaf ' || n, 'UTF8'), sha256(n::text::bytea)
    from generate_series(0, 99999) n;
  insert into decision (index, id, recorded_at, as_of, rule_set, engine, subject, caller, marks)
    select n, 'd' || n, timestamptz '2026-01-01Z' + n * interval '1 minute', '2026-01-01',
      'sha256:' || n / 10000, '0.1.0', 'subject ' || n % 20000, null,
      case when n % 1000 = 0 then array['eligible', 'eligible:common', 'eligible:rare']
        else array['eligible', 'eligible:common'] end
    from generate_series(0, 99999) n;
  insert into payload select n, '', '', '' from generate_series(0, 99999) n;
  alter table decision alter column marks set statistics 1000;
  analyze;
`;

describePostgres('what is looked for among many decisions', (server) => {
  let database: Database;
  beforeAll(async () => {
    const url = await server().freshDatabase();
    const limits = { connect: 20_000, statement: 100_000 };
    database = postgres({ url, limits, allowUnsafe: false });
    await migrate(database.queries);
    await sql.raw(MANY_DECISIONS).execute(database.queries);
    return () => database.close();
  }, TIMEOUT);

  const check = (query: Omit<DecisionQuery, 'limit'>, index: string) =>
    it(`${JSON.stringify(query)} is found by ${index}`, async () => {
      const plan = await finding(database.queries, { ...query, limit: 50 }).explain('text');
      const text = plan.map((line) => Object.values(line).join('')).join('\n');
      expect(text).toContain(index);
      expect(text).not.toMatch(/Seq Scan on (decision|leaf|payload)/);
    });

  check({ subject: 'subject 7' }, 'decision_by_subject');
  check({ subject: 'subject 7', newestFirst: true, after: 90_000 }, 'decision_by_subject');
  check({ policy: 'rare', outcome: 'eligible' }, 'decision_by_mark');
  check({ policy: 'common', outcome: 'conditional' }, 'decision_by_mark');
  check({ policy: 'common', outcome: 'eligible', newestFirst: true }, 'decision_pkey');
  check({ from: '2026-01-10T00:00:00Z', before: '2026-01-10T01:00:00Z' }, 'decision_by_time');
  check({ ruleSet: 'sha256:7' }, 'decision_by_rule_set');
  check({ policy: 'rare' }, 'decision_pkey');
  check({ policy: 'rare', outcome: 'ineligible', newestFirst: true }, 'decision_pkey');
  check({ outcome: 'ineligible' }, 'decision_pkey');
});
