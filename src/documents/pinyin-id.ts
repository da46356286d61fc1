import { pinyin } from 'pinyin-pro';

/** So many syllables are enough to recognise a title by. */
const SYLLABLES = 6;

/** An id from a Chinese title: its first syllables without tones, and Latin words and numbers as they are. */
export function pinyinId(title: string): string {
  const words = title.match(/\p{Script=Han}+|[A-Za-z0-9]+/gu) ?? [];
  const syllables = words.flatMap((word) =>
    /^[A-Za-z0-9]/.test(word)
      ? [word.toLowerCase()]
      : pinyin(word, { toneType: 'none', type: 'array', v: true }),
  );
  return syllables.slice(0, SYLLABLES).join('-');
}
