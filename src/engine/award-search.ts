import type { Contender, ExclusionGroup } from './contender.ts';
import type { Decimal } from './decimal.ts';

/** What a combination pays one of its members: fen, more than none. */
export interface PaidFen {
  readonly id: string;
  readonly fen: bigint;
}

/** A contender as the search counts: in fen, as integers, which are exact. */
interface Candidate {
  readonly id: string;
  /** Its place in payment order. */
  readonly place: number;
  readonly fen: bigint;
  readonly rooms: readonly Room[];
  /** What the bound at hand still counts for it. */
  asks: bigint;
}

/** A group during the search: what it allows, and what the combination at hand has used of it. */
interface Room {
  readonly atMost: number;
  readonly cap: bigint | null;
  readonly members: Candidate[];
  used: number;
  spent: bigint;
  /** Of what the members ask, how much the bound at hand finds not to fit; null while it has not looked. */
  excess: bigint | null;
}

/** The combination that `award` describes, of contenders in payment order. */
export function bestCombination(
  ordered: readonly Contender[],
  groups: ReadonlyMap<string, ExclusionGroup>,
): readonly PaidFen[] {
  const search = new Search(ordered, groups);
  search.visit(0, 0n);
  return search.best;
}

/** Depth first, taking before leaving, in payment order; cut where even the bound can't beat the best so far. */
class Search {
  best: readonly PaidFen[] = [];
  private bestTotal = 0n;
  private readonly taken: PaidFen[] = [];
  private readonly candidates: readonly Candidate[];
  private readonly rooms: readonly Room[];

  constructor(ordered: readonly Contender[], groups: ReadonlyMap<string, ExclusionGroup>) {
    const rooms = new Map([...groups].map(([id, group]) => [id, roomOf(group)]));
    this.candidates = ordered.map(({ id, amount, groups: ids }, place) => ({
      id,
      place,
      fen: toFen(amount),
      rooms: ids.flatMap((each) => rooms.get(each) ?? []),
      asks: 0n,
    }));
    for (const candidate of this.candidates) for (const room of candidate.rooms) room.members.push(candidate);
    this.rooms = [...rooms.values()].filter(({ members }) => members.length > 0);
  }

  visit(place: number, total: bigint): void {
    if (total > this.bestTotal) {
      this.best = [...this.taken];
      this.bestTotal = total;
    }
    const candidate = this.candidates[place];
    if (candidate === undefined || !this.canAdd(place, this.bestTotal - total)) return;
    const fen = payable(candidate);
    if (fen > 0n) {
      use(candidate, fen, 1);
      this.taken.push({ id: candidate.id, fen });
      this.visit(place + 1, total + fen);
      this.taken.pop();
      use(candidate, -fen, -1);
    }
    this.visit(place + 1, total);
  }

  /**
   * Whether the rest might add more than this: all that it asks, less what does not fit into groups. No candidate is
   * counted in two groups; the group that cuts most off comes first.
   */
  private canAdd(place: number, fen: bigint): boolean {
    let bound = 0n;
    for (const candidate of this.candidates) {
      candidate.asks = candidate.place < place ? 0n : payable(candidate);
      bound += candidate.asks;
    }
    const open = new Set(this.rooms);
    for (const room of open) room.excess = null;
    while (bound > fen) {
      const room = mostExcessive(open);
      if (room === null) return true;
      bound -= room.excess ?? 0n;
      open.delete(room);
      for (const member of room.members) settle(member);
    }
    return false;
  }
}

function roomOf({ atMost, cap }: ExclusionGroup): Room {
  return {
    atMost: atMost ?? Number.POSITIVE_INFINITY,
    cap: cap === null ? null : toFen(cap),
    members: [],
    used: 0,
    spent: 0n,
    excess: null,
  };
}

function toFen(amount: Decimal): bigint {
  return BigInt(amount.times(100).toFixed(0));
}

/** What can be paid for this one now: nothing where a group is full. */
function payable({ fen, rooms }: Candidate): bigint {
  let left = fen;
  for (const { atMost, cap, used, spent } of rooms) {
    if (used >= atMost) return 0n;
    if (cap !== null && cap - spent < left) left = cap - spent;
  }
  return left;
}

function use({ rooms }: Candidate, fen: bigint, members: 1 | -1): void {
  for (const room of rooms) {
    room.used += members;
    room.spent += fen;
  }
}

/** The room that cuts most off; null where all that is asked fits. Rooms that cut nothing off are dropped. */
function mostExcessive(open: Set<Room>): Room | null {
  let most: Room | null = null;
  for (const room of open) {
    room.excess ??= excessIn(room);
    if (room.excess === 0n) open.delete(room);
    else if (room.excess > (most?.excess ?? 0n)) most = room;
  }
  return most;
}

/** What has been counted in one room is not counted in the others. */
function settle(candidate: Candidate): void {
  if (candidate.asks === 0n) return;
  candidate.asks = 0n;
  for (const room of candidate.rooms) room.excess = null;
}

/** How much of what its members ask does not fit into the room. */
function excessIn({ atMost, cap, used, spent, members }: Room): bigint {
  const asked = members.filter(({ asks }) => asks > 0n).map(({ asks }) => asks);
  const total = sum(asked);
  const slots = atMost - used;
  if (asked.length > slots) asked.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)).length = slots;
  const fits = sum(asked);
  return total - (cap !== null && cap - spent < fits ? cap - spent : fits);
}

function sum(amounts: readonly bigint[]): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
