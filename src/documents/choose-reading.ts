import { isPunctuation } from './general-use.ts';
import type { Lexicon } from './lexicon.ts';
import type { Option } from './run-options.ts';

/*
 * What a reading costs: the less there is to say for it, the more. Found by damaging sound documents and counting
 * wrong restorations: with these figures there were none.
 */
export const COST = {
  wordOfBoth: 0,
  wordOfOne: 1,
  guessedWordOfOne: 2,
  seenAlone: 1,
  guessedAlone: 3,
  guessedPunctuation: 2,
  vanished: 2,
  unsupported: 4,
  lead: 2,
  aloneMin: 10,
  gapIn: 3, // 2: word of both, 1: word of any, 0: anything
  okOne: 1,
};

interface Path {
  /** Characters whose word is settled. */
  readonly text: string;
  /** The last character, where it may still be the first half of a word. */
  readonly open: string;
  readonly seen: boolean;
  readonly cost: number;
  readonly supported: boolean;
}

/** The two cheapest paths of each end: more are never needed to know the best and its lead. */
class Paths {
  readonly #byEnd = new Map<string, Path[]>();

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

/**
 * The one reading of a damaged run whose every character stands in a word; undefined where there is none or
 * another one is about as good.
 * @param context The sound characters before and after the run, '' where there is none.
 */
export function chooseReading(
  places: readonly (readonly Option[])[],
  context: { readonly before: string; readonly after: string },
  lexicon: Lexicon,
): string | undefined {
  let paths = new Paths();
  const start = { seen: true, cost: 0, supported: true };
  paths.add({ ...start, text: context.before, open: '' });
  if (context.before !== '') paths.add({ ...start, text: '', open: context.before });
  for (const options of places) paths = through(options, paths, lexicon, places.length === 1);
  if (context.after !== '') paths = feed(paths, context.after, true, lexicon);
  const readings = [...paths].map((path) =>
    path.open === context.after ? settle(path) : close(path, lexicon),
  );
  const best = bestByFar(readings);
  return best?.text.slice(context.before.length, best.text.length - context.after.length);
}

function through(options: readonly Option[], paths: Paths, lexicon: Lexicon, places1: boolean): Paths {
  const next = new Paths();
  for (const { first, seen, seconds, alone, fixed } of byFirst(options)) {
    const withFirst = feed(paths, first, seen, lexicon);
    if (alone) for (const path of withFirst) next.add(path);
    for (const second of seconds) {
      const e = lexicon.evidence(first, second);
      const ok = fixed && places1 && e === 'both';
      for (const path of feed(withFirst, second, false, lexicon)) {
        next.add({
          ...path,
          cost: path.cost + COST.vanished,
          supported: path.supported && ok && (COST.gapIn === 0 || path.open === ''),
        });
      }
    }
  }
  return next;
}

interface OptionsWithFirst {
  readonly first: string;
  readonly seen: boolean;
  readonly seconds: string[];
  fixed: boolean;
  alone: boolean;
}

function byFirst(options: readonly Option[]): Iterable<OptionsWithFirst> {
  const groups = new Map<string, OptionsWithFirst>();
  for (const { first, second, seen, fixed } of options) {
    const key = first + String(seen);
    const group = groups.get(key) ?? { first, seen, seconds: [], alone: false, fixed: false };
    groups.set(key, group);
    group.fixed = fixed === true;
    if (second === undefined) group.alone = true;
    else group.seconds.push(second);
  }
  return groups.values();
}

/** All paths with one character more, as the second half of a word or as the start of the next. */
function feed(paths: Paths, character: string, seen: boolean, lexicon: Lexicon): Paths {
  const next = new Paths();
  for (const path of paths) {
    next.add({ ...close(path, lexicon), open: character, seen });
    const evidence = path.open === '' ? 'none' : lexicon.evidence(path.open, character);
    if (evidence === 'none') continue;
    const ofOne = path.seen && seen ? COST.wordOfOne : COST.guessedWordOfOne;
    const cost = path.cost + (evidence === 'both' ? COST.wordOfBoth : ofOne);
    next.add({ ...path, text: path.text + path.open + character, open: '', seen: true, cost });
  }
  return next;
}

/** The path with its open character as a word by itself. */
function close(path: Path, lexicon: Lexicon): Path {
  if (path.open === '') return path;
  if (isPunctuation(path.open))
    return settle(
      path.seen ? path : { ...path, cost: path.cost + COST.guessedPunctuation, supported: false },
    );
  const n = lexicon.timesAlone(path.open);
  if (n > 0) {
    return settle({
      ...path,
      supported: path.supported && path.seen && n >= COST.aloneMin,
      cost: path.cost + (path.seen ? COST.seenAlone : COST.guessedAlone),
    });
  }
  return settle({ ...path, cost: path.cost + COST.unsupported, supported: false });
}

function settle(path: Path): Path {
  return { ...path, text: path.text + path.open, open: '', seen: true };
}

function bestByFar(readings: readonly Path[]): Path | undefined {
  const [best, ...others] = [...readings].sort((a, b) => a.cost - b.cost);
  if (best === undefined || !best.supported) return undefined;
  const second = others.find(({ text }) => text !== best.text);
  return second === undefined || second.cost - best.cost >= COST.lead ? best : undefined;
}
