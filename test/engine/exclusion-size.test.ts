import { describe, expect, it } from 'vitest';
import type { Contender, ExclusionGroup } from '../../src/engine/contender.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { type Award, award } from '../../src/engine/exclusion.ts';

const seed = 20_240_229;

interface Limits {
  readonly atMost?: number;
  readonly cap?: number;
}

/** A repeatable stream of numbers from 0 to below `n`. */
function dice(start: number): (n: number) => number {
  let state = start;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

describe('forty contenders in overlapping groups', () => {
  const roll = dice(seed);
  const forty = (limit: (at: number) => Limits) => {
    const count = 4 + roll(9);
    const limits = Array.from({ length: count }, (_each, at): ExclusionGroup => {
      const { atMost, cap } = limit(at);
      return { id: `g${at}`, atMost: atMost ?? null, cap: cap === undefined ? null : new Decimal(cap) };
    });
    const contenders = Array.from(
      { length: 40 },
      (_each, index): Contender => ({
        id: `p${index + 10}`,
        amount: new Decimal(10_000 * (1 + roll(100)) + roll(50)),
        groups: [...new Set(Array.from({ length: 1 + roll(3) }, () => `g${roll(count)}`))],
      }),
    );
    return { contenders, groups: new Map(limits.map((each) => [each.id, each])) };
  };
  const number = () => ({ atMost: 1 + roll(3) });
  const cap = () => ({ cap: 100_000 * (1 + roll(30)) + roll(100) });
  const finishes = (name: string, limit: (at: number) => Limits) =>
    it(`finish with ${name}`, () => {
      for (let run = 0; run < 60; run++) {
        const { contenders, groups } = forty(limit);
        const awards = award(contenders, groups);
        expect(awards.length).toBe(40);
        expect(total(awards).gte(greedy(contenders, groups))).toBe(true);
      }
    });

  finishes('numbers', number);
  finishes('caps', cap);
  finishes('numbers or caps', (at) => (at % 2 === 0 ? number() : cap()));
  finishes('numbers and caps', () => ({ ...number(), ...cap() }));
});

function total(awards: readonly Award[]): Decimal {
  return Decimal.sum(0, ...awards.map(({ paid }) => paid));
}

/** What comes of taking each, the largest first, where something can be paid of it. */
function greedy(contenders: readonly Contender[], groups: ReadonlyMap<string, ExclusionGroup>): Decimal {
  const left = new Map([...groups.values()].map(({ id, atMost, cap }) => [id, { slots: atMost ?? 99, cap }]));
  let sum = new Decimal(0);
  for (const { amount, groups: own } of contenders.toSorted((a, b) => b.amount.comparedTo(a.amount))) {
    const limits = own.map((id) => left.get(id)!);
    const caps = limits.flatMap(({ cap }) => (cap === null ? [] : [cap]));
    const paid = limits.some(({ slots }) => slots === 0) ? new Decimal(0) : Decimal.min(amount, ...caps);
    if (paid.isZero()) continue;
    sum = sum.plus(paid);
    for (const limit of limits) {
      limit.slots -= 1;
      limit.cap = limit.cap?.minus(paid) ?? null;
    }
  }
  return sum;
}
