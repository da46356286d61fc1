import { Decimal } from '../engine/decimal.ts';

/** A figure that a Chinese text states: "500万元" is 500, times 10,000, of 元. */
export interface Mention {
  /** As it stands in the text. */
  readonly text: string;
  readonly digits: Decimal;
  /** The digits times what 千, 万 and 亿 make of them. */
  readonly value: Decimal;
  /** 元, %, 天, … in the one spelling that stands for its others. */
  readonly unit: string;
}

/** The figures that texts state in digits, with a unit. Full-width digits count; numerals in characters don't. */
export function mentionsIn(texts: readonly string[]): readonly Mention[] {
  return texts.flatMap((text) =>
    [...text.normalize('NFKC').matchAll(FIGURE)].map(([whole, digits = '', scale = '', unit = '']) => {
      const plain = new Decimal(digits.replaceAll(',', ''));
      return {
        text: whole.replaceAll(/\s/g, ''),
        digits: plain,
        value: scaled(plain, scale),
        unit: unitOf(unit),
      };
    }),
  );
}

/** One spelling for the units that mean the same. */
export function unitOf(unit: string): string {
  return SAME_UNIT[unit] ?? unit;
}

const SAME_UNIT: Readonly<Record<string, string>> = {
  ...{ 人民币: '元', 日: '天', 工作日: '天', 个工作日: '天', 个月: '月', 周年: '年', 名: '人', 位: '人' },
  ...{ '％': '%', 个百分点: '%' },
};

const FIGURE =
  /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([十百千]?[万亿]{0,2}|[十百千])\s*(元|%|个百分点|个?工作日|个月|周年|年|月|天|日|小时|人|名|位|户|家|个|项|件|吨|辆)/g;

function scaled(digits: Decimal, scale: string): Decimal {
  return [...scale].reduce((value, sign) => value.times(SCALES[sign] ?? 1), digits);
}

const SCALES: Readonly<Record<string, number>> = {
  ...{ 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 },
};
