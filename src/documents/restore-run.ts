import { chineseOrdinal } from './chinese-ordinal.ts';
import { chooseReading } from './choose-reading.ts';
import { encodePair, LEAD_BYTES, mayVanish } from './gbk.ts';
import type { Lexicon } from './lexicon.ts';
import { quotedReading } from './quoted-reading.ts';
import { leadsInsideNote, optionsOf } from './run-options.ts';
import { simplifyCharacter } from './script.ts';
import type { ShiftedRun } from './shifted-run.ts';

/** What a run's place in the document tells about it. */
export interface RunContext {
  /** The sound characters before and after the run, '' where there is none. */
  readonly before: string;
  readonly after: string;
  /** Number that the next heading `（一）` of the section must have, where that is known. */
  readonly nextOrdinal: number | undefined;
  readonly lexicon: Lexicon;
}

/** A restored run in Simplified script. */
export interface Restored {
  /** How it was restored: read from its bytes, chosen among candidates, or with a heading's number in sequence. */
  readonly kind: 'shifted' | 'candidate' | 'ordinal' | 'unrepaired';
  readonly text: string;
}

/** Stands in a normalised text for a place that can't be restored. */
export const UNREPAIRED_MARK = '〔?〕';

/** The text of a shifted run, or the mark where it can't be told with certainty. */
export function restoreRun(run: ShiftedRun, context: RunContext): Restored {
  return restored(run, context) ?? { kind: 'unrepaired', text: UNREPAIRED_MARK };
}

function restored(run: ShiftedRun, context: RunContext): Restored | undefined {
  if (run.syllable !== undefined) {
    return read(leadsInsideNote(encodePair(context.before), run.syllable), run, context);
  }
  const { nextOrdinal } = context;
  const heading = nextOrdinal === undefined ? undefined : `（${chineseOrdinal(nextOrdinal)}）`;
  const start = heading === undefined ? undefined : afterLiteral(`　${heading}`, run);
  if (heading === undefined || start === undefined) {
    const bare = afterLiteral('　', run);
    return bare === undefined ? undefined : read(bare.leads, bare.run, context);
  }
  const rest = read(start.leads, start.run, context);
  if (rest === undefined) return { kind: 'unrepaired', text: `${heading}${UNREPAIRED_MARK}` };
  return { kind: start.vanished ? 'ordinal' : rest.kind, text: heading + rest.text };
}

function read(leads: readonly number[], run: ShiftedRun, context: RunContext): Restored | undefined {
  const places = optionsOf(leads, run);
  if (places === undefined) return undefined;
  const sides = { before: simplifyCharacter(context.before), after: simplifyCharacter(context.after) };
  const text =
    quotedReading(places, sides, context.lexicon.soundText) ?? chooseReading(places, sides, context.lexicon);
  if (text === undefined) return undefined;
  const plain = places.map(([option]) => (option?.seen === true ? option.first : '')).join('');
  return {
    kind: text === plain ? 'shifted' : 'candidate',
    text: text + (run.end.kind === 'trail' ? (run.end.letter ?? '') : ''),
  };
}

/**
 * The rest of a run behind a text that it must start with. The text's first byte is the lost one; from the second
 * on, its bytes must be seen in the run or be a pair that can vanish.
 */
function afterLiteral(
  literal: string,
  run: ShiftedRun,
): { leads: number[]; run: ShiftedRun; vanished: boolean } | undefined {
  const bytes = [...literal].flatMap((character) => {
    const pair = encodePair(character);
    return pair === undefined ? [] : [pair.lead, pair.trail];
  });
  const pairs = [...run.pairs];
  let vanished = false;
  for (let index = 1; index + 1 < bytes.length; index += 2) {
    const [trail = 0, lead = 0] = bytes.slice(index, index + 2);
    if (mayVanish(trail, lead)) vanished = true;
    else {
      const seen = pairs.shift();
      if (seen?.trail !== trail || seen.lead !== lead) return undefined;
    }
  }
  const last = bytes.at(-1) ?? 0;
  const [next] = pairs;
  const leads = LEAD_BYTES.filter((lead) => mayVanish(last, lead));
  if (next?.trail !== last) return { leads, run: { ...run, pairs }, vanished: true };
  return { leads: [next.lead], run: { ...run, pairs: pairs.slice(1) }, vanished };
}
