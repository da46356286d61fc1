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
