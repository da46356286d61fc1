/** What is known of the words of a document. */
export interface Lexicon {
  /** The document's sound text. */
  readonly soundText: string;
  /** How far two characters are a word: of the document and the dictionary, of one of them, or of none. */
  evidence(first: string, second: string): 'both' | 'one' | 'none';
  /** Whether the character stands as a word by itself somewhere in the document. */
  timesAlone(character: string): number;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const dictionaryAnswers = new Map<string, boolean>();

/**
 * The words of a document: those of ICU's Chinese dictionary, and pairs of characters that its sound text has.
 * @param soundText Simplified text of the document without its damaged places.
 */
export function lexiconOf(soundText: string): Lexicon {
  const alone = new Map<string, number>();
  for (const { segment, isWordLike } of segmenter.segment(soundText)) {
    if (isWordLike && segment.length === 1) alone.set(segment, (alone.get(segment) ?? 0) + 1);
  }
  const pairs = pairsOf(soundText);
  return {
    soundText,
    evidence(first, second) {
      const known = isDictionaryWord(first, second);
      const attested = pairs.has(first + second);
      if (known && attested) return 'both';
      return known || attested ? 'one' : 'none';
    },
    timesAlone: (character) => alone.get(character) ?? 0,
  };
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(/\p{Script=Han}+/gu)) {
    for (let index = 1; index < run.length; index += 1) pairs.add(run.slice(index - 1, index + 1));
  }
  return pairs;
}

function isDictionaryWord(first: string, second: string): boolean {
  const word = first + second;
  let answer = dictionaryAnswers.get(word);
  if (answer === undefined) {
    answer = HAN_PAIR.test(word) && segmenter.segment(word).containing(0)?.segment === word;
    dictionaryAnswers.set(word, answer);
  }
  return answer;
}

const HAN_PAIR = /^\p{Script=Han}{2}$/u;
