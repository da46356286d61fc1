import { isAscii } from 'node:buffer';
import { countNewlines } from './record-blocks.ts';

/** Tells, chunk by chunk, how much of a text is UTF-8. */
export class Utf8Check {
  /** Characters of three bytes and more: Chinese ones, and what text in GB18030 hardly ever comes to. */
  wide = 0;
  /** Bytes, or beginnings of a character, that are no UTF-8. */
  bad = 0;
  /** The line of the first of them, from 1. */
  badLine = 0;
  private line = 1;
  /** Bytes that the character still needs. */
  private bytesLeft = 0;
  /** Between which the next one of them lies. */
  private lowest = 0x80;
  private highest = 0xbf;
  private isWide = false;

  take(chunk: Buffer): void {
    if (this.bytesLeft === 0 && isAscii(chunk)) this.line += countNewlines(chunk);
    else this.takeEach(chunk);
  }

  private takeEach(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.bytesLeft > 0 && this.goesOn(byte)) continue;
      if (byte >= 0x80) this.begin(byte);
      else if (byte === 0x0a) this.line += 1;
    }
  }

  end(): void {
    if (this.bytesLeft > 0) this.fail();
  }

  /** False where the character breaks off before this byte. */
  private goesOn(byte: number): boolean {
    if (byte < this.lowest || byte > this.highest) {
      this.fail();
      return false;
    }
    this.expect(this.bytesLeft - 1);
    if (this.bytesLeft === 0 && this.isWide) this.wide += 1;
    return true;
  }

  /** The bounds leave out surrogates, and what a shorter form or no character has. */
  private begin(byte: number): void {
    this.isWide = byte >= 0xe0;
    if (byte < 0xc2 || byte > 0xf4) this.fail();
    else if (byte < 0xe0) this.expect(1);
    else if (byte < 0xf0) this.expect(2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf);
    else this.expect(3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf);
  }

  private expect(bytesLeft: number, lowest = 0x80, highest = 0xbf): void {
    this.bytesLeft = bytesLeft;
    this.lowest = lowest;
    this.highest = highest;
  }

  private fail(): void {
    this.bytesLeft = 0;
    if (this.bad === 0) this.badLine = this.line;
    this.bad += 1;
  }
}
