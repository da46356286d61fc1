import { distance } from 'fastest-levenshtein';

/** The candidate closest to a mistyped word, if one is near enough: at most a third of its length away. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.floor(Math.min(word.length, 60) / 3) + 1;
  for (const candidate of candidates) {
    const away = distance(word.toLowerCase().slice(0, 60), candidate.toLowerCase());
    if (away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best;
}

export type Nearest = typeof nearest;

/** Words of one profile that are compared with what there is. */
export const MOST_COMPARED = 50;

/**
 * `nearest` for the first words that it is asked about; later ones resemble nothing. A hostile profile has thousands of
 * wrong words, and each would be compared with every candidate.
 */
export function nearestOfFirst(most = MOST_COMPARED): Nearest {
  let asked = 0;
  return (word, candidates) => {
    asked += 1;
    return asked > most ? undefined : nearest(word, candidates);
  };
}
