import type { AmountJson, ExclusionJson } from '../../src/rules/schema/amount-schema.ts';
import type { PolicyJson } from '../../src/rules/schema/policy-schema.ts';
import { drawConditions } from './conditions.ts';
import type { Places } from './places.ts';
import { createLottery, createRandom, type Random } from './random.ts';

const DELIVERIES = ['automatic', 'instant', 'application'] as const;
const drawDelivery = createLottery([30, 25, 45]);
const BENEFITS = ['subsidy', 'fee-reduction', 'tax', 'loan', 'procedure', 'service', 'inspection'] as const;
const RATE_OF = ['rdExpense', 'equipmentInvestment', 'taxPaid', 'exports'] as const;

/** How many policies an exclusion group has. */
const GROUP_SIZE = 8;

/** The first policies of an endless series. The same for every count, but for who is left alone in the last group. */
export function drawPolicies(count: number, places: Places, seed: number): PolicyJson[] {
  const random = createRandom(seed);
  let exclusive = 0;
  const policies = Array.from({ length: count }, (_, index) => {
    random.restart(index);
    const policy = drawPolicy(index, places, random);
    const joins = policy.benefit.amount !== undefined && random.chance(0.12);
    if (!joins) return policy;
    exclusive += 1;
    return { ...policy, exclusive: [groupId(exclusive - 1)] };
  });
  const last = groupId(exclusive - 1);
  return exclusive % GROUP_SIZE === 1 ? policies.map((policy) => without(policy, last)) : policies;
}

function without(policy: PolicyJson, group: string): PolicyJson {
  if (policy.exclusive?.includes(group) !== true) return policy;
  const { exclusive: _, ...rest } = policy;
  return rest;
}

function groupId(exclusive: number): string {
  return `group-${Math.floor(exclusive / GROUP_SIZE)}`;
}

/** The exclusion groups that policies are in: only the highest benefit is given. */
export function groupsOf(policies: readonly PolicyJson[]): ExclusionJson[] {
  const ids = new Set(policies.flatMap(({ exclusive = [] }) => exclusive));
  return [...ids].map((id) => ({ id, label: { zh: id, en: id }, description: id, atMost: 1 }));
}

function drawPolicy(index: number, places: Places, random: Random): PolicyJson {
  const id = `p-${String(index).padStart(6, '0')}`;
  const text = { zh: id, en: id };
  const amount = drawAmount(random);
  return {
    ...{ id, title: text, summary: text },
    source: [{ document: 'workload', clause: String(index) }],
    departments: ['市政府办公室'],
    region: places.policyRegion(random),
    ...drawValidity(random),
    delivery: DELIVERIES[drawDelivery(random)] ?? 'application',
    basis: random.chance(0.5) ? 'status' : 'indicator',
    conditions: drawConditions(random),
    ...(random.chance(0.2) ? { residual: [{ text, confirmedBy: '市政府办公室' }] } : {}),
    benefit: { kind: random.pick(BENEFITS), text, ...(amount === null ? {} : { amount }) },
    examples: [],
  };
}

/** One in twenty isn't in force on the as-of date. */
function drawValidity(random: Random): Pick<PolicyJson, 'validFrom' | 'validTo'> {
  const kind = random.next();
  if (kind < 0.03) return { validFrom: '2022-01-01', validTo: '2024-12-31' };
  if (kind < 0.05) return { validFrom: '2026-01-01', validTo: null };
  const validFrom = `${2019 + random.below(6)}-0${1 + random.below(9)}-01`;
  return { validFrom, validTo: kind < 0.5 ? `${2026 + random.below(4)}-12-31` : null };
}

function drawAmount(random: Random): AmountJson | null {
  const kind = random.next();
  if (kind < 0.25) return { fixed: 1000 * (1 + random.below(500)) };
  if (kind < 0.4)
    return {
      rate: (1 + random.below(30)) / 100,
      of: random.pick(RATE_OF),
      cap: 100_000 * (1 + random.below(30)),
    };
  return null;
}
