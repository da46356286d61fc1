import type { CivilDate } from '../../engine/civil-date.ts';
import type { Text } from '../../engine/rule-set.ts';
import type { Witness } from './witness.ts';

/** Whether there is an enterprise for which something holds. `none` is proven, `some` has been shown. */
export type Anyone = 'some' | 'none' | 'undecided';

export type Change = 'wider' | 'narrower' | 'both' | 'equal' | 'undecided';

/** In what respect a policy changed. */
export type AspectKind =
  | 'presence'
  | 'conditions'
  | 'validity'
  | 'confirmation'
  | 'delivery'
  | 'evidence'
  | 'amount'
  | 'exclusion';

/** What a change comes to in one respect. */
export interface Aspect {
  readonly kind: AspectKind;
  readonly gains: Anyone;
  readonly loses: Anyone;
  readonly witnesses: readonly Witness[];
  /** What a `none` is proven for: every day, or the day compared alone because ages are counted. */
  readonly onlyOn: CivilDate | null;
  /** What a reader must know besides: why it isn't decided, from which day. */
  readonly notes: readonly Text[];
}

export function aspect(kind: AspectKind, found: Partial<Omit<Aspect, 'kind'>>): Aspect {
  return { kind, gains: 'none', loses: 'none', witnesses: [], onlyOn: null, notes: [], ...found };
}

/** Wider: some enterprise gains, none loses; narrower the other way round; equal: none of either. */
export function changeOf({ gains, loses }: { readonly gains: Anyone; readonly loses: Anyone }): Change {
  if (gains === 'some' && loses === 'some') return 'both';
  if (gains === 'undecided' || loses === 'undecided') return 'undecided';
  if (gains === loses) return 'equal';
  return gains === 'some' ? 'wider' : 'narrower';
}

/** All respects together: an enterprise that gains in one of them gains. */
export function together(aspects: readonly Aspect[]): { readonly gains: Anyone; readonly loses: Anyone } {
  const anyone = (of: (each: Aspect) => Anyone): Anyone => {
    if (aspects.some((each) => of(each) === 'some')) return 'some';
    return aspects.some((each) => of(each) === 'undecided') ? 'undecided' : 'none';
  };
  return { gains: anyone(({ gains }) => gains), loses: anyone(({ loses }) => loses) };
}
