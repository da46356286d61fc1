import { Decimal } from '../engine/decimal.ts';
import type { PolicyChange, Redecided } from './redecide.ts';

/** What another rule set would change about one policy. */
export interface PolicyGains {
  readonly policy: string;
  readonly gains: readonly Affected[];
  readonly loses: readonly Affected[];
  /** Those for whom it changes without a gain or a loss, such as from no to unknown. */
  readonly changes: number;
  /** Yuan, of all who gain or lose: exact sums of what is eligible and known. */
  readonly before: string;
  readonly now: string;
  /** Those who gain or lose and whose amount isn't known before or now: they are in neither sum. */
  readonly unknown: number;
}

/** Who gains or loses: a subject, or a decision that names none. */
export interface Affected extends Pick<PolicyChange, 'before' | 'now'> {
  readonly subject: string | null;
  readonly decisionId: string;
}

/** Gathers what decisions came to. Of several decisions about one subject the last one counts. */
export class GainsAndLosses {
  private readonly last = new Map<string, Redecided>();

  /** In order of the leaves. */
  add(redecided: Redecided): void {
    if (redecided.result !== 'decided') return;
    const who = redecided.subject ?? redecided.id;
    if (redecided.changes.length === 0) this.last.delete(who);
    else this.last.set(who, redecided);
  }

  /** In order of the policies. */
  byPolicy(): readonly PolicyGains[] {
    const affected = new Map<string, (Affected & Pick<PolicyChange, 'who'>)[]>();
    for (const { id, subject, changes } of this.last.values())
      for (const { policy, who, before, now } of changes) {
        const list = affected.get(policy) ?? [];
        affected.set(policy, list);
        list.push({ subject, decisionId: id, who, before, now });
      }
    return [...affected]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([policy, list]) => ({ policy, ...gainsAmong(list) }));
  }
}

function gainsAmong(list: readonly (Affected & Pick<PolicyChange, 'who'>)[]): Omit<PolicyGains, 'policy'> {
  const those = (wanted: PolicyChange['who']): readonly Affected[] =>
    list.filter(({ who }) => who === wanted).map(({ who: _, ...affected }) => affected);
  const [gains, loses] = [those('gains'), those('loses')];
  const all = [...gains, ...loses];
  const known = all.filter(({ before, now }) => before.amount !== null && now.amount !== null);
  const sum = (when: 'before' | 'now') =>
    known.reduce((total, each) => total.plus(each[when].amount ?? 0), new Decimal(0)).toFixed(2);
  return {
    ...{ gains, loses, changes: those('changes').length },
    ...{ before: sum('before'), now: sum('now'), unknown: all.length - known.length },
  };
}
