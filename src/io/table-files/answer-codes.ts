import type { FoundRows } from '../../batch/found-rows.ts';

/** Found rows with equal answers (policy, outcome, amounts, missing facts) by one code. */
export interface AnswerCodes {
  /** The code of each found row. */
  readonly codes: Int32Array;
  /** By code: a found row that has the answer. */
  readonly first: Int32Array;
}

/** Many enterprises get the same answer: what a row of output says is put together once for all of them. */
export function codeAnswers(found: FoundRows): AnswerCodes {
  const table = new AnswerTable(found);
  const codes = new Int32Array(found.length);
  for (let at = 0; at < found.length; at += 1) codes[at] = table.codeOf(at);
  return { codes, first: table.first.slice(0, table.size) };
}

/** An open hash table of the places where an answer first was. */
class AnswerTable {
  size = 0;
  first = new Int32Array(2048);
  private slots = new Int32Array(4096).fill(-1);
  private readonly found: FoundRows;
  private readonly amount: Int32Array;
  private readonly paid: Int32Array;

  constructor(found: FoundRows) {
    this.found = found;
    this.amount = bitsOf(found.amountFen);
    this.paid = bitsOf(found.paidFen);
  }

  codeOf(at: number): number {
    let slot = this.hash(at) & (this.slots.length - 1);
    for (;;) {
      const code = this.slots[slot] ?? -1;
      if (code < 0) return this.add(at, slot);
      if (this.same(at, this.first[code] ?? 0)) return code;
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }

  private add(at: number, slot: number): number {
    const code = this.size;
    this.slots[slot] = code;
    this.first[code] = at;
    this.size += 1;
    if (this.size === this.first.length) this.grow();
    return code;
  }

  private grow(): void {
    const first = new Int32Array(this.first.length * 2);
    first.set(this.first);
    this.first = first;
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let code = 0; code < this.size; code += 1) {
      let slot = this.hash(first[code] ?? 0) & (this.slots.length - 1);
      while ((this.slots[slot] ?? -1) >= 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = code;
    }
  }

  private hash(at: number): number {
    const { policy, outcome, missing } = this.found;
    let hash = Math.imul((policy[at] ?? 0) * 4 + (outcome[at] ?? 0), 0x9e3779b1);
    hash = Math.imul(hash ^ (missing[at] ?? 0) ^ (hash >>> 15), 0x85ebca6b);
    hash = Math.imul(hash ^ (this.amount[2 * at] ?? 0) ^ (this.amount[2 * at + 1] ?? 0), 0xc2b2ae35);
    hash = Math.imul(hash ^ (this.paid[2 * at] ?? 0) ^ (this.paid[2 * at + 1] ?? 0), 0x27d4eb2f);
    return hash ^ (hash >>> 13);
  }

  private same(a: number, b: number): boolean {
    const { policy, outcome, missing } = this.found;
    return (
      policy[a] === policy[b] &&
      outcome[a] === outcome[b] &&
      missing[a] === missing[b] &&
      this.amount[2 * a] === this.amount[2 * b] &&
      this.amount[2 * a + 1] === this.amount[2 * b + 1] &&
      this.paid[2 * a] === this.paid[2 * b] &&
      this.paid[2 * a + 1] === this.paid[2 * b + 1]
    );
  }
}

function bitsOf({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length * 2);
}
