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
  readonly fixed?: boolean;
}

/** The lead bytes that a note inside a character leaves: note and the two bytes before it made a character. */
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
export function optionsOf(leads: readonly number[], run: ShiftedRun): Option[][] | undefined {
  if (run.end.kind === 'lost') return undefined;
  const places: Option[][] = [];
  let pending = leads;
  for (const { trail, lead } of run.pairs) {
    places.push(optionsAt(pending, [trail], () => true));
    pending = [lead];
  }
  const { syllable } = run.end;
  const fits = (character: string) => syllable === undefined || reads(character, syllable);
  places.push(
    optionsAt(pending, run.end.kind === 'trail' ? [run.end.trail] : TRAIL_BYTES, fits).map((o) => ({
      ...o,
      fixed: syllable !== undefined && run.start === 'note',
    })),
  );
  return places.every((options) => options.length > 0) ? places : undefined;
}

function optionsAt(
  leads: readonly number[],
  trails: readonly number[],
  fits: (character: string) => boolean,
): Option[] {
  const seen = leads.length === 1 && trails.length === 1;
  const last = new Map(LEAD_BYTES.map((lead) => [lead, charactersOf([lead], trails, seen).filter(fits)]));
  const single = unique(leads.flatMap((lead) => last.get(lead) ?? []));
  const options: Option[] = single.map((first) => ({ first, seen: single.length === 1 }));
  for (const lead of leads) {
    for (const trail of TRAIL_BYTES) {
      const [first] = charactersOf([lead], [trail], false);
      if (first === undefined) continue;
      const seconds = leadsVanishingAfter(trail).flatMap((next) => last.get(next) ?? []);
      for (const second of unique(seconds)) options.push({ first, second, seen: false });
    }
  }
  return options;
}

function charactersOf(leads: readonly number[], trails: readonly number[], seen: boolean): string[] {
  const characters: string[] = [];
  for (const lead of leads) {
    for (const trail of trails) {
      const character = decodePair(lead, trail);
      if (character === undefined || mayVanish(lead, trail)) continue;
      if (seen || isGeneralUse(character)) characters.push(simplifyCharacter(character));
    }
  }
  return unique(characters);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
