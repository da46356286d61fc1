/**
 * The first part of what a page shows that isn't in what was printed; empty where all of it is, in order. `…` stands for anything
 * left out; without one at its start or end, the page shows the start or end.
 */
export function firstDifference(shown: string, printed: string): string {
  const parts = shown.split('…');
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const found = isLast ? printed.length - part.length : printed.indexOf(part, at);
    if (found < at || (index === 0 && found !== 0) || !printed.startsWith(part, found)) return part;
    at = found + part.length;
  }
  return '';
}
