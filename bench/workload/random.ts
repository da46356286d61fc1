/**
 * Numbers that look random and are the same in every run: a generator for each stream and index, so that any part of a
 * workload can be made by itself.
 */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** From the bell curve of mean 0 and deviation 1. */
  normal(): number;
  /** Starts again as the generator of that index. */
  restart(index: number): void;
}

export function createRandom(seed: number, index = 0): Random {
  let state = 0;
  const random: Random = {
    // Mulberry32.
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    },
    below: (below) => Math.floor(random.next() * below),
    chance: (probability) => random.next() < probability,
    pick(list) {
      const picked = list[random.below(list.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    // Box and Muller.
    normal: () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
    restart(at) {
      state = scatter(scatter(seed | 0) ^ at);
    },
  };
  random.restart(index);
  return random;
}

/** Neighbouring numbers become distant ones. */
function scatter(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

/** Draws places of a list of weights, each as often as its share of their sum. */
export function createLottery(weights: readonly number[]): (random: Random) => number {
  let sum = 0;
  const ends = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return (random) => {
    const at = random.next() * sum;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
