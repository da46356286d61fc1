import { describe, expect, it } from 'vitest';
import type { Amount } from '../../../src/engine/amount-formula.ts';
import { Decimal } from '../../../src/engine/decimal.ts';
import { policy, type Short } from '../../engine/tiny-rule-set.ts';
import { leaf, noticed, rulesOf, whole } from './planted.ts';

describe('an edit of an amount', () => {
  const bounds = { cap: null, floor: null };
  const check = (
    name: string,
    amount: Amount,
    edit: string,
    noticing: Readonly<Record<string, Short>>,
    blind: Readonly<Record<string, Short>>,
  ) =>
    it(name, () => {
      const benefit = { kind: 'subsidy', text: { zh: '补', en: 'pay' }, amount } as const;
      const rules = rulesOf(policy(whole(leaf('flag', 'equal', true)), { benefit }));
      const given = { flag: true, ...noticing };
      expect(noticed(rules, edit, given, { statesAmount: true })).toBe(true);
      expect(noticed(rules, edit, { flag: true, ...blind }, { statesAmount: true })).toBe(false);
      // Who states no amount notices none.
      expect(noticed(rules, edit, given)).toBe(false);
    });
  const d = (text: string) => new Decimal(text);
  const rate: Amount = { kind: 'rate', rate: d('0.2'), of: 'revenue', cap: d('100'), floor: d('10') };
  const at = '/benefit/amount';
  check('a sum', { kind: 'fixed', amount: d('5') }, `raised ${at}/fixed`, {}, { flag: false });
  check('a rate', rate, `raised ${at}/rate`, { revenue: 100 }, { revenue: 1000 });
  check('a cap', rate, `raised ${at}/cap`, { revenue: 1000 }, { revenue: 500 });
  check('a floor', rate, `lowered ${at}/floor`, { revenue: 1 }, { revenue: 50 });
  const units: Amount = { ...bounds, kind: 'per-unit', amount: d('7'), of: 'staff', maxUnits: d('10') };
  check('so much for each', units, `raised ${at}/perUnit`, { staff: 1 }, { staff: 0 });
  check('how many at most', units, `raised ${at}/maxUnits`, { staff: 11 }, { staff: 10 });
  const bands = [
    { upTo: d('100'), rate: d('0.1'), fixed: d('0') },
    { upTo: null, rate: d('0.2'), fixed: d('0') },
  ];
  const slab: Amount = { ...bounds, kind: 'tiers', mode: 'slab', of: 'revenue', bands };
  check('the edge of a band, up', slab, `raised ${at}/bands/0/upTo`, { revenue: 100.01 }, { revenue: 100 });
  check(
    'the edge of a band, down',
    slab,
    `lowered ${at}/bands/0/upTo`,
    { revenue: 100 },
    { revenue: 100.01 },
  );
  check('the rate of a band', slab, `raised ${at}/bands/1/rate`, { revenue: 200 }, { revenue: 50 });
  check('slab or marginal', slab, `swapped ${at}/tiers`, { revenue: 200 }, { revenue: 50 });
  check(
    'the bend of a curve',
    { ...slab, mode: 'marginal' },
    `raised ${at}/bands/0/upTo`,
    { revenue: 200 },
    { revenue: 100 },
  );
  const choice: Amount = {
    kind: 'greater-of',
    parts: [
      { kind: 'fixed', amount: d('20') },
      { ...rate, ...bounds },
    ],
  };
  check('the greater or the lesser', choice, `swapped ${at}/greaterOf`, { revenue: 200 }, { revenue: 100 });
  check('one of two', choice, `dropped ${at}/greaterOf/0`, { revenue: 1 }, { revenue: 200 });
  check('inside one of two', choice, `raised ${at}/greaterOf/1/rate`, { revenue: 200 }, { revenue: 1 });
});
