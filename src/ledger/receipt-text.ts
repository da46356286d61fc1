import { type Refusal, refuse } from './refusal.ts';

export type Json = { readonly ok: true; readonly json: unknown } | Refusal;

/**
 * The JSON in the text of a file; a byte-order mark is passed over. A member that is there twice is refused: people would
 * read the one and the check the other.
 */
export function parseReceiptText(withMark: string): Json {
  const text = withMark.startsWith('\uFEFF') ? withMark.slice(1) : withMark;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('not-json');
  }
  const twin = findTwin(text);
  return twin === undefined ? { ok: true, json } : refuse('twice', { found: twin });
}

/** The first name that one object has twice. The text is known to be JSON. */
function findTwin(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let before = '';
  for (const token of tokensOf(text)) {
    const names = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (names !== undefined && token.startsWith('"') && before !== ':') {
      const name = JSON.parse(token) as string;
      if (names.has(name)) return name;
      names.add(name);
    }
    before = token;
  }
  return undefined;
}

/** Texts and punctuation. Looked for piece by piece: one pattern for a whole text gives up on very long ones. */
function* tokensOf(json: string): Generator<string> {
  let start: number | undefined;
  for (const { 0: piece, index } of json.matchAll(/\\.|["{}[\],:]/g)) {
    if (start === undefined && piece === '"') start = index;
    else if (start === undefined) yield piece;
    else if (piece === '"') {
      yield json.slice(start, index + 1);
      start = undefined;
    }
  }
}
