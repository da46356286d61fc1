import { isPunctuation } from './general-use.ts';
import type { Lexicon } from './lexicon.ts';
import type { Option } from './run-options.ts';

/*
 * What a reading costs: the less there is to say for it, the more. The figures were found by damaging sound
 * documents and counting wrong restorations; looser ones restore more and are sometimes wrong.
 */
const COST = {
  wordOfDocumentAndDictionary: 0,
  wordOfOne: 1,
  guessedWordOfOne: 2,
  seenAlone: 1,
  guessedAlone: 3,
  guessedPunctuation: 2,
  vanishedPair: 2,
  inNoWord: 4,
};

/** The best reading must be better than the second by this much. */
const LEAD = 2;

/** A character that stands alone this often in a document is one of its function words, such as 等. */
const OFTEN_ALONE = 10;

/** The sound characters before and after a run, '' where there is none. */
export interface Sides {
  readonly before: string;
  readonly after: string;
}

/** A way through the places of a run. */
interface Path {
  /** Characters whose word is settled. */
  readonly text: string;
  /** The last character, where it may still be the first half of a word. */
  readonly open: string;
  /** Whether the open character's bytes were seen. */
  readonly seen: boolean;
  readonly cost: number;
  /** Whether it may be chosen. One that may not can still be too near to the best. */
  readonly sure: boolean;
}

/**
 * The one reading of a damaged run whose every character stands in a word; undefined where there is none or
 * another one is about as good. Characters of a vanished pair are believed only in a run of a single place
 * between two notes: elsewhere whole words can have vanished with nothing to show for it.
 */
export function chooseReading(
  places: readonly (readonly Option[])[],
  sides: Sides,
  lexicon: Lexicon,
  betweenNotes: boolean,
): string | undefined {
  let paths = new Paths();
  const start = { seen: true, cost: 0, sure: true };
  paths.add({ ...start, text: sides.before, open: '' });
  if (sides.before !== '') paths.add({ ...start, text: '', open: sides.before });
  for (const options of places) paths = through(options, paths, lexicon, betweenNotes && places.length === 1);
  if (sides.after !== '') paths = withCharacter(paths, sides.after, true, lexicon);
  const readings = [...paths].map((path) =>
    path.open === sides.after ? settle(path) : close(path, lexicon),
  );
  const best = bestByFar(readings);
  return best?.text.slice(sides.before.length, best.text.length - sides.after.length);
}

/** The two cheapest paths to each end: more are never needed to know the best and its lead. */
class Paths {
  readonly #byEnd = new Map<string, readonly Path[]>();

  *[Symbol.iterator](): IterableIterator<Path> {
    for (const paths of this.#byEnd.values()) yield* paths;
  }

  add(path: Path): void {
    const end = path.open + (path.seen ? '' : '?');
    const others = this.#byEnd.get(end) ?? [];
    const same = others.find(({ text }) => text === path.text);
    if (same !== undefined && same.cost <= path.cost) return;
    const kept = [...others.filter((other) => other !== same), path].sort((a, b) => a.cost - b.cost);
    this.#byEnd.set(end, kept.slice(0, 2));
  }
}

/** The paths through one place more. */
function through(
  options: readonly Option[],
  paths: Paths,
  lexicon: Lexicon,
  believeVanished: boolean,
): Paths {
  const next = new Paths();
  for (const { first, seen, alone, seconds } of byFirst(options)) {
    const withFirst = withCharacter(paths, first, seen, lexicon);
    if (alone) for (const path of withFirst) next.add(path);
    for (const second of seconds) {
      const believed = believeVanished && lexicon.evidence(first, second) === 'both';
      for (const path of withCharacter(withFirst, second, false, lexicon)) {
        const sure = path.sure && believed && path.open === '';
        next.add({ ...path, sure, cost: path.cost + COST.vanishedPair });
      }
    }
  }
  return next;
}

interface OptionsByFirst {
  readonly first: string;
  readonly seen: boolean;
  /** Whether the first character may be all there was. */
  alone: boolean;
  readonly seconds: string[];
}

function byFirst(options: readonly Option[]): Iterable<OptionsByFirst> {
  const groups = new Map<string, OptionsByFirst>();
  for (const { first, second, seen } of options) {
    const key = first + String(seen);
    const group = groups.get(key) ?? { first, seen, alone: false, seconds: [] };
    groups.set(key, group);
    if (second === undefined) group.alone = true;
    else group.seconds.push(second);
  }
  return groups.values();
}

/** The paths with one character more, as the second half of a word or as the start of the next. */
function withCharacter(paths: Paths, character: string, seen: boolean, lexicon: Lexicon): Paths {
  const next = new Paths();
  for (const path of paths) {
    next.add({ ...close(path, lexicon), open: character, seen });
    const evidence = path.open === '' ? 'none' : lexicon.evidence(path.open, character);
    if (evidence === 'none') continue;
    const ofOne = path.seen && seen ? COST.wordOfOne : COST.guessedWordOfOne;
    const cost = path.cost + (evidence === 'both' ? COST.wordOfDocumentAndDictionary : ofOne);
    next.add({ ...settle(path), text: path.text + path.open + character, cost });
  }
  return next;
}

/** The path with its open character as a word by itself. */
function close(path: Path, lexicon: Lexicon): Path {
  const { open, seen, cost, sure } = path;
  if (open === '' || (isPunctuation(open) && seen)) return settle(path);
  if (isPunctuation(open)) return settle({ ...path, cost: cost + COST.guessedPunctuation, sure: false });
  const times = lexicon.timesAlone(open);
  if (times === 0) return settle({ ...path, cost: cost + COST.inNoWord, sure: false });
  const alone = seen ? COST.seenAlone : COST.guessedAlone;
  return settle({ ...path, cost: cost + alone, sure: sure && seen && times >= OFTEN_ALONE });
}

function settle(path: Path): Path {
  return { ...path, text: path.text + path.open, open: '', seen: true };
}

function bestByFar(readings: readonly Path[]): Path | undefined {
  const [best, ...others] = readings.toSorted((a, b) => a.cost - b.cost);
  if (best === undefined || !best.sure) return undefined;
  const second = others.find(({ text }) => text !== best.text);
  return second === undefined || second.cost - best.cost >= LEAD ? best : undefined;
}
