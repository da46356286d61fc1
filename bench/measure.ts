import { createRandom } from './workload/random.ts';

/** Something that is timed: it does so many units of work, one after the other. */
export interface Contender {
  readonly name: string;
  run(units: number): Promise<unknown> | unknown;
  /** Fewer turns than the others, where one takes very long. */
  readonly rounds?: number;
}

/** Microseconds a unit took, in each round. */
export interface Timing {
  readonly name: string;
  readonly rounds: readonly number[];
}

export interface Turns {
  readonly rounds: number;
  /** About how long a turn lasts; a unit that takes longer is a turn by itself. */
  readonly turnMs: number;
}

/** Lets contenders work in turns: every round all of them, in an order that changes. The first round warms up. */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, turnMs }: Turns,
): Promise<readonly Timing[]> {
  const random = createRandom(1);
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  const units = new Map<string, number>();
  for (const contender of contenders) units.set(contender.name, await unitsFor(contender, turnMs));
  for (let round = 0; round < rounds; round += 1) {
    const order = contenders
      .filter((each) => round < (each.rounds ?? rounds))
      .map((contender) => ({ contender, at: random.next() }))
      .toSorted((a, b) => a.at - b.at);
    for (const { contender } of order) {
      const count = units.get(contender.name) ?? 1;
      times.get(contender.name)?.push(((await timed(() => contender.run(count))) * 1000) / count);
    }
  }
  return [...times].map(([name, taken]) => ({ name, rounds: taken }));
}

/** Warms up, and finds out how many units fill a turn. */
async function unitsFor(contender: Contender, turnMs: number): Promise<number> {
  // The first ones are slow, and tell nothing of those to come.
  const start = performance.now();
  while (performance.now() - start < turnMs) await contender.run(1);
  let units = 1;
  for (;;) {
    const taken = await timed(() => contender.run(units));
    if (taken >= turnMs / 4) return Math.max(1, Math.round((units * turnMs) / taken));
    units *= 2;
  }
}

/** Milliseconds that something takes, after the garbage of what went before is gone. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The middle one, and the outermost. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [middle, least, most] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)];
  if (middle === undefined || least === undefined || most === undefined) throw new Error('nothing was timed');
  return { median: middle, least, most };
}

/** How many times as long the first took as the second, round by round. */
export function ratioOf(timings: readonly Timing[], slower: string, faster: string): Spread {
  const [above, below] = [roundsOf(timings, slower), roundsOf(timings, faster)];
  return spreadOf(above.map((time, round) => time / (below[round] ?? Number.NaN)));
}

export function medianOf(timings: readonly Timing[], name: string): number {
  return spreadOf(roundsOf(timings, name)).median;
}

function roundsOf(timings: readonly Timing[], name: string): readonly number[] {
  const found = timings.find((timing) => timing.name === name);
  if (found === undefined) throw new Error(`'${name}' was not timed`);
  return found.rounds;
}
