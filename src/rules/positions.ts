/** Line and column, both counted from 1; columns count code points, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something begins, and the position after its end. */
export interface Span extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}

/** Finds the span of so many UTF-16 units from an offset on; see `positionsIn`. */
export function spansIn(text: string): (offset: number, length: number) => Span {
  const positionOf = positionsIn(text);
  return (offset, length) => {
    const { line: endLine, column: endColumn } = positionOf(offset + length);
    return { ...positionOf(offset), endLine, endColumn };
  };
}

/** Finds the position of any offset in one text; the text is read once, however many offsets are asked for. */
export function positionsIn(text: string): (offset: number) => Position {
  const lineStarts = [0, ...endsOf(text, /\r\n?|\n/g)];
  const pairEnds = endsOf(text, /[\uD800-\uDBFF][\uDC00-\uDFFF]/g);
  return (offset) => {
    const line = countUpTo(lineStarts, offset);
    const start = lineStarts[line - 1] ?? 0;
    const pairs = countUpTo(pairEnds, offset) - countUpTo(pairEnds, start);
    return { line, column: offset - start - pairs + 1 };
  };
}

function endsOf(text: string, pattern: RegExp): readonly number[] {
  return Array.from(text.matchAll(pattern), (match) => match.index + match[0].length);
}

/** How many of the ascending numbers are at most the limit. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
