import type { CivilDate } from '../../engine/civil-date.ts';
import type { Language } from '../../rules/plain/language.ts';
import type { Meanings } from './meaning.ts';
import type { MergedSets } from './merged-sets.ts';
import type { RuleSets } from './sides.ts';

/** What every part of a comparison is given. */
export interface Comparison {
  readonly sets: RuleSets;
  readonly meaning: Meanings;
  readonly merged: MergedSets;
  readonly asOf: CivilDate;
  readonly language: Language;
}
