import { Decimal } from './decimal.ts';

/** A group of benefits that don't all add up: at most so many of them, or no more than so much together. */
export interface ExclusionGroup {
  readonly id: string;
  /** How many may apply; null sets no number. 1 is 就高不重复. */
  readonly atMost: number | null;
  /** Yuan that all of them together may come to; null sets no cap. */
  readonly cap: Decimal | null;
}

/** An eligible benefit that competes: what it gives by itself, and the groups it is in. */
export interface Contender {
  readonly id: string;
  readonly amount: Decimal;
  readonly groups: readonly string[];
}

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
 * amounts by id), each cut to what the caps of its groups leave. Among combinations of equal total the one wins that
 * holds the earliest contender, in payment order, in which they differ. Exact: branch and bound.
 */
export function award(
  contenders: readonly Contender[],
  groups: ReadonlyMap<string, ExclusionGroup>,
): readonly Award[] {
  const ordered = contenders.toSorted(byAmountThenId);
  const best = components(ordered).flatMap((component) => new Search(component, groups).run());
  const paid = new Map(best.map((each) => [each.id, each.paid]));
  return ordered.map((contender) => ({
    id: contender.id,
    paid: paid.get(contender.id) ?? ZERO,
    displacedBy: displacement(contender, paid, ordered, groups),
  }));
}

/** Payment order: the largest amount first, equal amounts by id. */
export function byAmountThenId(a: Contender, b: Contender): number {
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

interface Paid {
  readonly id: string;
  readonly paid: Decimal;
}

/** A contender as the search counts: in fen, as integers, which are exact and fast. */
interface Candidate {
  readonly id: string;
  readonly fen: bigint;
  readonly groups: Room[];
}

/** A group during the search: what it allows, and what the combination at hand has used of it. */
interface Room {
  readonly atMost: number;
  readonly cap: bigint | null;
  used: number;
  spent: bigint;
}

/** Depth first, taking before leaving, in payment order; cut where even the bound can't beat the best so far. */
class Search {
  private readonly candidates: readonly Candidate[];
  private readonly taken: { readonly id: string; readonly fen: bigint }[] = [];
  private best: readonly { readonly id: string; readonly fen: bigint }[] = [];
  private bestTotal = 0n;

  constructor(contenders: readonly Contender[], groups: ReadonlyMap<string, ExclusionGroup>) {
    const rooms = new Map([...groups].map(([id, group]) => [id, roomOf(group)]));
    this.candidates = contenders.map(({ id, amount, groups: ids }) => ({
      id,
      fen: toFen(amount),
      groups: ids.flatMap((each) => rooms.get(each) ?? []),
    }));
    this.tightestFirst();
  }

  /** The bound counts a candidate in its first group: the one that leaves least of what is asked of it. */
  private tightestFirst(): void {
    const share = (room: Room): number => {
      const asking = this.candidates.filter(({ groups }) => groups.includes(room)).map(({ fen }) => fen);
      const total = asking.reduce((sum, fen) => sum + fen, 0n);
      return total === 0n ? 1 : Number(roomFor(room, asking)) / Number(total);
    };
    for (const { groups } of this.candidates) groups.sort((a, b) => share(a) - share(b));
  }

  run(): readonly Paid[] {
    this.visit(0, 0n);
    return this.best.map(({ id, fen }) => ({ id, paid: new Decimal(fen.toString()).div(100) }));
  }

  private visit(index: number, total: bigint): void {
    if (total > this.bestTotal) {
      this.best = [...this.taken];
      this.bestTotal = total;
    }
    const candidate = this.candidates[index];
    if (candidate === undefined || total + this.bound(index) <= this.bestTotal) return;
    const fen = payable(candidate);
    if (fen > 0n) {
      use(candidate, fen, 1);
      this.taken.push({ id: candidate.id, fen });
      this.visit(index + 1, total + fen);
      this.taken.pop();
      use(candidate, -fen, -1);
    }
    this.visit(index + 1, total);
  }

  /** No less than what the rest can still add: each counted in its first group alone, within that group's limits. */
  private bound(index: number): bigint {
    const byRoom = new Map<Room | undefined, bigint[]>();
    for (const candidate of this.candidates.slice(index)) {
      const fen = payable(candidate);
      if (fen <= 0n) continue;
      const amounts = byRoom.get(candidate.groups[0]);
      if (amounts === undefined) byRoom.set(candidate.groups[0], [fen]);
      else amounts.push(fen);
    }
    let total = 0n;
    for (const [room, amounts] of byRoom) total += roomFor(room, amounts);
    return total;
  }
}

function roomOf({ atMost, cap }: ExclusionGroup): Room {
  return {
    atMost: atMost ?? Number.POSITIVE_INFINITY,
    cap: cap === null ? null : toFen(cap),
    used: 0,
    spent: 0n,
  };
}

function toFen(amount: Decimal): bigint {
  return BigInt(amount.times(100).toFixed(0));
}

/** What can be paid for this one now: nothing where a group is full. */
function payable({ fen, groups }: Candidate): bigint {
  let left = fen;
  for (const { atMost, cap, used, spent } of groups) {
    if (used >= atMost) return 0n;
    if (cap !== null && cap - spent < left) left = cap - spent;
  }
  return left;
}

function use({ groups }: Candidate, fen: bigint, members: 1 | -1): void {
  for (const room of groups) {
    room.used += members;
    room.spent += fen;
  }
}

/** The most that a group can still take of these amounts. */
function roomFor(room: Room | undefined, amounts: bigint[]): bigint {
  const largest = amounts.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const counted = room === undefined ? largest : largest.slice(0, room.atMost - room.used);
  const sum = counted.reduce((total, fen) => total + fen, 0n);
  if (room?.cap == null) return sum;
  return sum < room.cap - room.spent ? sum : room.cap - room.spent;
}

/** The group that binds: for one left out the first that is full, for one cut the first whose cap is reached. */
function displacement(
  contender: Contender,
  paid: ReadonlyMap<string, Decimal>,
  all: readonly Contender[],
  groups: ReadonlyMap<string, ExclusionGroup>,
): Displacement | null {
  const own = paid.get(contender.id) ?? ZERO;
  if (own.gte(contender.amount)) return null;
  for (const id of contender.groups) {
    const group = groups.get(id);
    const members = all.filter(
      (other) => other.id !== contender.id && other.groups.includes(id) && paid.has(other.id),
    );
    if (group === undefined || members.length === 0) continue;
    const spent = members.reduce((sum, other) => sum.plus(paid.get(other.id) ?? ZERO), own);
    const full = group.atMost !== null && members.length >= group.atMost;
    if (full || (group.cap !== null && spent.gte(group.cap)))
      return { group: id, by: members.map((other) => other.id) };
  }
  const first = contender.groups[0] ?? '';
  const rivals = all.filter(
    (other) => paid.has(other.id) && other.groups.some((id) => contender.groups.includes(id)),
  );
  return { group: first, by: rivals.map((other) => other.id) };
}
