import type { Contender, ExclusionGroup } from '../../src/engine/contender.ts';

type Groups = ReadonlyMap<string, ExclusionGroup>;

/** What each member of the best combination is paid, in fen, by id. Every combination is tried. */
export function bestOfAll(contenders: readonly Contender[], groups: Groups): ReadonlyMap<string, number> {
  const ordered = [...contenders].sort(
    (a, b) => b.amount.minus(a.amount).toNumber() || (a.id < b.id ? -1 : 1),
  );
  let best = { total: 0, paid: new Map<string, number>(), code: '' };
  for (let bits = 0; bits < 2 ** ordered.length; bits++) {
    const chosen = ordered.filter((_each, place) => (bits & (1 << place)) !== 0);
    const paid = payOut(chosen, groups);
    if (paid === null) continue;
    const total = [...paid.values()].reduce((sum, fen) => sum + fen, 0);
    // Of two combinations the one with the greater code has the earliest contender in which they differ.
    const code = ordered.map(({ id }) => (paid.has(id) ? '1' : '0')).join('');
    if (total > best.total || (total === best.total && code > best.code)) best = { total, paid, code };
  }
  return best.paid;
}

/** What these are paid, the largest first; null where a group admits fewer, or nothing is left for one of them. */
function payOut(chosen: readonly Contender[], groups: Groups): Map<string, number> | null {
  const paid = new Map<string, number>();
  const membersOf = (id: string) => chosen.filter((each) => each.groups.includes(id));
  for (const { id, atMost } of groups.values())
    if (atMost !== null && membersOf(id).length > atMost) return null;
  for (const { id, amount, groups: own } of chosen) {
    const left = own.map((group) => {
      const cap = groups.get(group)?.cap?.times(100).toNumber() ?? Infinity;
      return membersOf(group).reduce((rest, each) => rest - (paid.get(each.id) ?? 0), cap);
    });
    const fen = Math.min(amount.times(100).toNumber(), ...left);
    if (fen <= 0) return null;
    paid.set(id, fen);
  }
  return paid;
}
