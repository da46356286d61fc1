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
  /** The sound characters before and after the run as they are in the original, '' where there is none. */
  readonly before: string;
  readonly after: string;
  /** Number that the next heading `（一）` of the section must have. */
  readonly nextOrdinal: number;
  readonly lexicon: Lexicon;
}

/** A restored run in Simplified script. */
export interface RestoredRun {
  /** How it was restored: read from its bytes, chosen among candidates, with a heading's number in sequence; or not. */
  readonly kind: 'shifted' | 'candidate' | 'ordinal' | 'unrepaired';
  readonly text: string;
}

/** Stands in a normalised text for a place that can't be restored. */
export const UNREPAIRED_MARK = '〔?〕';

/** The text of a shifted run, or the mark where it can't be told with certainty. */
export function restoreRun(run: ShiftedRun, context: RunContext): RestoredRun {
  if (run.syllable !== undefined) {
    const leads = leadsInsideNote(encodePair(context.before), run.syllable);
    return read(leads, run, context) ?? unrepaired('');
  }
  const heading = `（${chineseOrdinal(context.nextOrdinal)}）`;
  const inHeading = afterLiteral(`　${heading}`, run);
  if (inHeading !== undefined) {
    const rest = read(inHeading.leads, inHeading.run, context);
    if (rest === undefined) return unrepaired(heading);
    return { kind: inHeading.vanished ? 'ordinal' : rest.kind, text: heading + rest.text };
  }
  const plain = afterLiteral('　', run);
  return (plain && read(plain.leads, plain.run, context)) ?? unrepaired('');
}

function unrepaired(certain: string): RestoredRun {
  return { kind: 'unrepaired', text: certain + UNREPAIRED_MARK };
}

function read(leads: readonly number[], run: ShiftedRun, context: RunContext): RestoredRun | undefined {
  const places = optionsOf(leads, run);
  if (places === undefined || run.end.kind === 'lost') return undefined;
  const { lexicon } = context;
  const sides = { before: simplifyCharacter(context.before), after: simplifyCharacter(context.after) };
  const betweenNotes = run.syllable !== undefined && run.end.syllable !== undefined;
  const text =
    quotedReading(places, sides, lexicon.soundText) ?? chooseReading(places, sides, lexicon, betweenNotes);
  if (text === undefined) return undefined;
  const asSeen = places.map(([option]) => (option?.seen === true ? option.first : '')).join('');
  const letter = run.end.kind === 'trail' ? (run.end.letter ?? '') : '';
  return { kind: text === asSeen ? 'shifted' : 'candidate', text: text + letter };
}

/** The rest of a run and what its first lead byte may be; whether bytes of what came before had vanished. */
interface AfterLiteral {
  readonly run: ShiftedRun;
  readonly leads: readonly number[];
  readonly vanished: boolean;
}

/**
 * The rest of a run behind a text that it must start with. The text's first byte is the lost one; from the second
 * on, its bytes must be seen in the run or be a pair that can vanish.
 */
function afterLiteral(literal: string, run: ShiftedRun): AfterLiteral | undefined {
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
  if (next?.trail === last) return { leads: [next.lead], run: { ...run, pairs: pairs.slice(1) }, vanished };
  return {
    leads: LEAD_BYTES.filter((lead) => mayVanish(last, lead)),
    run: { ...run, pairs },
    vanished: true,
  };
}
