/** One line of a stream of bytes. */
export interface Line {
  /** Counted from 1; blank lines count. */
  readonly number: number;
  /**
   * Without its end, `\n` or `\r\n`; null where it is longer than allowed. They are there until the next line is asked
   * for: the memory is used again.
   */
  readonly bytes: Uint8Array | null;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NOTHING = new Uint8Array(0);

/** Cuts chunks of bytes into lines, wherever the chunks end. It holds one line at most, and of too long a line nothing. */
export class LineSplitter {
  private readonly longest: number;
  private number = 0;
  /** The beginning of a line that goes on in the next chunk: the first `held` bytes. */
  private memory = NOTHING;
  private held = 0;
  private tooLong = false;

  /** `longest`: the bytes that a line may have, without its end. */
  constructor(longest: number) {
    this.longest = longest;
  }

  /** The lines that end in this chunk. To be run through before the next chunk. */
  *push(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      yield this.close(chunk.subarray(start, end));
      start = end + 1;
    }
    this.hold(chunk.subarray(start));
  }

  /** The last line, where no line feed ends it. */
  *end(): Generator<Line> {
    if (this.held > 0 || this.tooLong) yield this.close(NOTHING);
  }

  private close(rest: Uint8Array): Line {
    const isWhole = this.held === 0 && !this.tooLong;
    if (!isWhole) this.hold(rest);
    const bytes = withoutReturn(isWhole ? rest : this.memory.subarray(0, this.held));
    const tooLong = this.tooLong || bytes.length > this.longest;
    this.number += 1;
    this.held = 0;
    this.tooLong = false;
    return { number: this.number, bytes: tooLong ? null : bytes };
  }

  /** One byte more than a line may have is kept: it may be the first of its end. */
  private hold(rest: Uint8Array): void {
    const length = this.held + rest.length;
    if (this.tooLong || length > this.longest + 1) {
      this.tooLong = true;
      this.held = 0;
      return;
    }
    if (length > this.memory.length) {
      const larger = new Uint8Array(Math.min(Math.max(length, 2 * this.memory.length), this.longest + 1));
      larger.set(this.memory.subarray(0, this.held));
      this.memory = larger;
    }
    this.memory.set(rest, this.held);
    this.held = length;
  }
}

function withoutReturn(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
