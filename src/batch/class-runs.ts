import { UNKNOWN } from './classes.ts';

/** First and last class of every run of classes, one after the other. */
export type Runs = Int32Array;

/** The classes for which each leaf holds, and those for which it isn't a definite no. */
export function runsOf(truths: readonly Uint8Array[]): {
  readonly yes: readonly Runs[];
  readonly possible: readonly Runs[];
} {
  return {
    yes: truths.map((each) => runsWhere(each, (truth) => truth > UNKNOWN)),
    possible: truths.map((each) => runsWhere(each, (truth) => truth >= UNKNOWN)),
  };
}

function runsWhere(truths: Uint8Array, belongs: (truth: number) => boolean): Runs {
  const runs: number[] = [];
  truths.forEach((truth, place) => {
    if (!belongs(truth)) return;
    if (place === 0 || !belongs(truths[place - 1] as number)) runs.push(place, place);
    else runs[runs.length - 1] = place;
  });
  return Int32Array.from(runs);
}
