const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A whole number from 1 to 99 in Chinese numerals, as headings are counted: 一, 十, 十二, 二十三. */
export function chineseOrdinal(number: number): string {
  const tens = Math.floor(number / 10);
  const tensText = tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`;
  return tensText + (DIGITS[number % 10] ?? '');
}

/** The number of a heading's Chinese numeral; undefined where it is not one from 1 to 99. */
export function parseChineseOrdinal(numeral: string): number | undefined {
  return numbers.get(numeral);
}

const numbers = new Map(Array.from({ length: 99 }, (_, index) => [chineseOrdinal(index + 1), index + 1]));
