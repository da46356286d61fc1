import { bestCombination } from './award-search.ts';
import type { Contender, ExclusionGroup } from './contender.ts';
import { Decimal } from './decimal.ts';

/** What a contender comes to. */
export interface Award {
  readonly id: string;
  /** Yuan paid: its own amount, or what the caps leave of it; zero where displaced. */
  readonly paid: Decimal;
  readonly displacedBy: Displacement | null;
}

/** Why less than the full amount is paid: the binding group, and the awarded members that fill it. */
export interface Displacement {
  readonly group: string;
  readonly by: readonly string[];
}

const ZERO = new Decimal(0);

/**
 * Chooses the combination that pays most in total. Chosen contenders are paid from the largest amount down (equal
 * amounts by id), each cut to what the caps of its groups leave; one for which nothing is left isn't chosen. Among
 * combinations of equal total the one wins that holds the earliest contender, in payment order, in which they differ.
 * Exact: branch and bound.
 */
export function award(
  contenders: readonly Contender[],
  groups: ReadonlyMap<string, ExclusionGroup>,
): readonly Award[] {
  const ordered = contenders.toSorted(byAmountThenId);
  const best = components(ordered).flatMap((component) => bestCombination(component, groups));
  const paid = new Map(best.map(({ id, fen }) => [id, new Decimal(fen.toString()).div(100)]));
  const awarded = ordered
    .filter(({ id }) => paid.has(id))
    .map((contender) => ({ ...contender, paid: paid.get(contender.id) ?? ZERO, displacedBy: null }));
  return ordered.map((contender) => {
    const own = paid.get(contender.id) ?? ZERO;
    const displacedBy = own.lt(contender.amount) ? displacement(contender, awarded, groups) : null;
    return { id: contender.id, paid: own, displacedBy };
  });
}

/** Payment order: the largest amount first, equal amounts by id. */
function byAmountThenId(a: Contender, b: Contender): number {
  return b.amount.comparedTo(a.amount) || (a.id < b.id ? -1 : 1);
}

/** Contenders that share no group, even indirectly, don't concern each other. */
function components(ordered: readonly Contender[]): readonly (readonly Contender[])[] {
  const left = new Set(ordered);
  const found: Contender[][] = [];
  for (const start of ordered) {
    if (!left.delete(start)) continue;
    const component = [start];
    for (const member of component)
      for (const other of left)
        if (other.groups.some((group) => member.groups.includes(group))) {
          left.delete(other);
          component.push(other);
        }
    found.push(component.toSorted(byAmountThenId));
  }
  return found;
}

/**
 * The group that leaves the contender least room, and the awarded members that fill it. Of equal ones the first, and
 * sooner one that others fill than one whose cap alone is below the amount.
 */
function displacement(
  contender: Contender,
  awarded: readonly (Award & Contender)[],
  groups: ReadonlyMap<string, ExclusionGroup>,
): Displacement | null {
  const binding = contender.groups
    .flatMap((id) => groups.get(id) ?? [])
    .map((group) => {
      const members = awarded.filter((other) => other.id !== contender.id && other.groups.includes(group.id));
      return { group: group.id, by: members.map(({ id }) => id), room: roomBeside(members, group) };
    })
    .toSorted((a, b) => compareRoom(a.room, b.room) || Number(a.by.length === 0) - Number(b.by.length === 0));
  const [first] = binding;
  return first === undefined ? null : { group: first.group, by: first.by };
}

/** What the group leaves beside these members; null is no limit. */
function roomBeside(members: readonly Award[], { atMost, cap }: ExclusionGroup): Decimal | null {
  if (atMost !== null && members.length >= atMost) return ZERO;
  return cap === null ? null : Decimal.sum(cap, ...members.map(({ paid }) => paid.neg()));
}

function compareRoom(a: Decimal | null, b: Decimal | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.comparedTo(b);
}
