/** What is known of the words of a document. */
export interface Lexicon {
  /** The document's sound text. */
  readonly soundText: string;
  /** How far two characters are a word: of the document and the dictionary, of one of them, or of none. */
  evidence(first: string, second: string): 'both' | 'one' | 'none';
  /** How often the character stands as a word by itself in the document. */
  timesAlone(character: string): number;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const dictionaryAnswers = new Map<string, boolean>();

/**
 * The words of a document. The dictionary is ICU's, which comes with Node; words that it doesn't have show as
 * single characters that stand together in the document more than once.
 * @param soundText Simplified text of the document without its damaged places.
 */
export function lexiconOf(soundText: string): Lexicon {
  const alone = new Map<string, number>();
  const pairs = new Map<string, number>();
  let previous = '';
  for (const { segment } of segmenter.segment(soundText)) {
    for (let index = 1; index < segment.length; index += 1) count(pairs, segment.slice(index - 1, index + 1));
    if (segment.length === 1) {
      count(alone, segment);
      count(pairs, previous + segment);
    }
    previous = segment.length === 1 ? segment : '';
  }
  return {
    soundText,
    evidence(first, second) {
      const inDictionary = isDictionaryWord(first, second);
      const times = pairs.get(first + second) ?? 0;
      if (inDictionary) return times > 0 ? 'both' : 'one';
      return times > 1 && HAN_PAIR.test(first + second) ? 'one' : 'none';
    },
    timesAlone: (character) => alone.get(character) ?? 0,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
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
