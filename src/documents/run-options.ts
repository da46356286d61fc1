import { type BytePair, decodePair, LEAD_BYTES, leadsVanishingAfter, mayVanish, TRAIL_BYTES } from './gbk.ts';
import { isGeneralUse } from './general-use.ts';
import { reads } from './pinyin-reading.ts';
import { simplifyCharacter } from './script.ts';
import type { ShiftedRun } from './shifted-run.ts';

/** What may have stood between two seen bytes: one character, or two where a pair vanished. In Simplified form. */
export interface Option {
  readonly first: string;
  readonly second?: string;
  /** Whether its bytes were seen, or can be no others. */
  readonly seen: boolean;
}

/** The lead bytes that a note inside a character leaves: it follows two bytes that made a character with its reading. */
export function leadsInsideNote(before: BytePair | undefined, syllable: string): number[] {
  if (before === undefined) return [];
  return LEAD_BYTES.filter((lead) => {
    const character = decodePair(before.trail, lead);
    return character !== undefined && isGeneralUse(character) && reads(character, syllable);
  });
}

/**
 * The options of a run from left to right; undefined where some place has none.
 * @param leads What the lead byte of the first character may be.
 */
export function optionsOf(leads: readonly number[], run: ShiftedRun): readonly Option[][] | undefined {
  const { end } = run;
  if (end.kind === 'lost') return undefined;
  const fits =
    ({ syllable }: { syllable?: string }) =>
    (character: string) =>
      syllable === undefined || reads(character, syllable);
  const leadsAt = [leads, ...run.pairs.map(({ lead }) => [lead])];
  const places = leadsAt.map((pending, index) => {
    const pair = run.pairs[index];
    if (pair !== undefined) return optionsAt(pending, [pair.trail], () => true);
    return optionsAt(pending, end.kind === 'trail' ? [end.trail] : TRAIL_BYTES, fits(end));
  });
  return places.every((options) => options.length > 0) ? places : undefined;
}

function optionsAt(
  leads: readonly number[],
  trails: readonly number[],
  fits: (character: string) => boolean,
): Option[] {
  const seen = leads.length === 1 && trails.length === 1;
  const lasts = new Map(
    LEAD_BYTES.map((lead) => [lead, charactersOf(lead, trails, seen && leads.includes(lead)).filter(fits)]),
  );
  const lastsOf = (those: readonly number[]) => unique(those.flatMap((lead) => lasts.get(lead) ?? []));
  const singles = lastsOf(leads);
  const pairs = leads.flatMap((lead) =>
    TRAIL_BYTES.flatMap((trail) =>
      charactersOf(lead, [trail], false).flatMap((first) =>
        lastsOf(leadsVanishingAfter(trail)).map((second) => ({ first, second, seen: false })),
      ),
    ),
  );
  return [...singles.map((first) => ({ first, seen: singles.length === 1 })), ...pairs];
}

/** The characters of a lead byte with any of the trail bytes: those in general use, or all where the bytes were seen. */
function charactersOf(lead: number, trails: readonly number[], seen: boolean): string[] {
  return trails.flatMap((trail) => {
    const character = decodePair(lead, trail);
    if (character === undefined || mayVanish(lead, trail)) return [];
    return seen || isGeneralUse(character) ? [simplifyCharacter(character)] : [];
  });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
