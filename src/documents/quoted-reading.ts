import type { Sides } from './choose-reading.ts';
import type { Option } from './run-options.ts';

/** Shorter passages can agree by chance, and a punctuation mark says nothing of what stood beside it. */
const PASSAGE = /^\p{Script=Han}{4,}$/u;

/**
 * The reading of a damaged run that the document's sound text has word for word, with the same characters before
 * and after; undefined where there is none, or more than one.
 */
export function quotedReading(
  places: readonly (readonly Option[])[],
  sides: Sides,
  soundText: string,
): string | undefined {
  const texts = places.map((options) => new Set(options.map(({ first, second = '' }) => first + second)));
  const readings = new Set<string>();
  for (let start = 0; start < soundText.length; start += 1) {
    if (!soundText.startsWith(sides.before, start - sides.before.length)) continue;
    for (const end of endsOf(texts, soundText, start)) {
      const reading = soundText.slice(start, end);
      if (PASSAGE.test(reading) && soundText.startsWith(sides.after, end)) readings.add(reading);
    }
  }
  const [reading] = readings;
  return readings.size === 1 ? reading : undefined;
}

/** Where the text from `start` on can leave the places when it goes through them in order. */
function endsOf(places: readonly ReadonlySet<string>[], text: string, start: number): number[] {
  let ends = [start];
  for (const texts of places) {
    // An option is one character or two.
    ends = ends.flatMap((end) => [end + 1, end + 2].filter((next) => texts.has(text.slice(end, next))));
    if (ends.length === 0) break;
  }
  return ends;
}
