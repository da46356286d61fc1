import { describe, expect, it } from 'vitest';
import { type Report, weigh } from '../../src/engine/profile.ts';
import { fact, ruleSet, type Short, valueFrom } from './tiny-rule-set.ts';

const AS_OF = '2024-03-01';
const { authorities } = ruleSet([]);
const staff = fact('staff', 'integer', { authorities: ['tax'], maxAgeDays: 30 });
const lasting = fact('lasting', 'integer', { authorities: ['tax'] });
const tags = fact('tags', { kind: 'set', of: { kind: 'text' } });

const says = (source: string | null, value: Short, observedOn: string | null = null): Report => ({
  value: valueFrom(value),
  source,
  observedOn,
});

describe('what the reports of a fact establish', () => {
  const check = (name: string, reports: readonly Report[], expected: object, about = staff) =>
    it(name, () => {
      const evidence = weigh(about, reports, authorities, AS_OF);
      expect(evidence.reports).toBe(reports);
      expect(evidence).toMatchObject(expected);
    });
  const known = (value: Short, vouched: boolean) => ({ known: true, value: valueFrom(value), vouched });
  const unknown = (why: string) => ({ known: false, why });

  check('nothing', [], unknown('absent'));
  check('its authority', [says('tax', 7)], known(7, true));
  check('the enterprise itself', [says(null, 7)], known(7, false));
  check('another authority', [says('court', 7)], known(7, false));
  check('an aggregator', [says('hub', 7)], known(7, true));
  check('a body nobody knows', [says('stranger', 7)], known(7, false));
  check('an authority and the enterprise agreeing', [says(null, 7), says('tax', 7)], known(7, true));
  check(
    'an authority and the enterprise in conflict',
    [says(null, 8), says('tax', 7)],
    unknown('conflicting'),
  );
  check('one body in conflict with itself', [says('tax', 7), says('tax', 8)], unknown('conflicting'));

  check('observed on the day', [says('tax', 7, AS_OF)], known(7, true));
  check('observed the day after', [says('tax', 7, '2024-03-02')], unknown('later'));
  check('exactly as old as allowed', [says('tax', 7, '2024-01-31')], known(7, true));
  check('one day too old', [says('tax', 7, '2024-01-30')], unknown('stale'));
  check('old where age does not matter', [says('tax', 7, '1999-01-01')], known(7, true), lasting);
  check(
    'too old and too late',
    [says('tax', 7, '2023-01-01'), says('court', 8, '2025-01-01')],
    unknown('stale'),
  );

  check('a newer report', [says('tax', 7, '2024-02-01'), says('tax', 8, '2024-02-02')], known(8, true));
  check(
    'a newer report listed first',
    [says('tax', 8, '2024-02-02'), says('tax', 7, '2024-02-01')],
    known(8, true),
  );
  check('one that holds today', [says('tax', 7, AS_OF), says('tax', 8)], known(8, true));
  check('one from the future', [says('tax', 7, '2024-02-01'), says('tax', 8, '2024-03-02')], known(7, true));
  check(
    'two of the same day in conflict',
    [says('tax', 7, '2024-02-01'), says('tax', 8, '2024-02-01')],
    unknown('conflicting'),
  );
  check(
    'a newer report of another body',
    [says('tax', 7, '2024-02-01'), says('court', 8, '2024-02-02')],
    unknown('conflicting'),
  );
  check(
    'a conflict with what has gone stale',
    [says('tax', 7, '2024-02-01'), says('court', 8, '2023-02-02')],
    known(7, true),
  );
  check(
    'a word that only a stale report vouched for',
    [says('tax', 7, '2023-02-01'), says(null, 7, '2024-02-02')],
    known(7, false),
  );
  check(
    'sets in another order',
    [says('tax', ['a', 'b']), says(null, ['b', 'a'])],
    known(['a', 'b'], true),
    tags,
  );
  check(
    'a set and a smaller one',
    [says('tax', ['a', 'b']), says(null, ['a'])],
    unknown('conflicting'),
    tags,
  );
  check('an empty set', [says('tax', [])], known([], true), tags);
});
