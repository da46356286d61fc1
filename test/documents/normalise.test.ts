import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/documents/normalise.ts';

const texts = (original: string) => normalise(original).paragraphs.map(({ text }) => text);

describe('spaces, signs and lines', () => {
  const check = (name: string, original: string, ...expected: readonly string[]) =>
    it(name, () => expect(texts(original)).toEqual(expected));

  check('nothing of an empty text', '');
  check('nothing of empty lines', '\n \n\u3000\n');
  check('ends of paragraphs', '\u2003\u2003为企业\u00a0\n\u3000\u3000办事\t', '为企业', '办事');
  check('spaces inside, one for many', '便企\u3000\u2003 方案', '便企 方案');
  check('byte order mark and zero width', '\ufeff便\u200b企\u2060方案', '便企方案');
  check('line ends of every system', '甲\r\n乙\r丙\n丁', '甲', '乙', '丙', '丁');
  check('full-width signs, as ASCII', '（一）补助３０００元，５％：是；否！', '(一)补助3000元,5%:是;否!');
  check('signs without an ASCII form stay', '“一网”、《办法》。〔2024〕—…·', '“一网”、《办法》。〔2024〕—…·');
  check('composed characters', 'cafe\u0301 企业\uf9d1', 'café 企业六');

  it('tells the line of each paragraph', () => {
    const lines = normalise('\r\n甲\r\n\r\n \r\n乙').paragraphs.map(({ text, line }) => [text, line]);
    expect(lines).toEqual([
      ['甲', 2],
      ['乙', 5],
    ]);
  });
});

describe('pinyin notes', () => {
  const check = (original: string, expected: string) =>
    it(`${original} → ${expected}`, () => expect(texts(original)).toEqual([expected]));

  check('营商环(huán)境', '营商环境');
  check('营（yíng）商', '营商');
  check('绿(lǜ)色', '绿色');
  check('绿(lü)色', '绿色');
  check('长(zhǎng)期成长(cháng)', '长期成长');
  check('长(chang)期', '长期');
  check('儿(ér)童', '儿童');
  check('嗯(ńg)', '嗯(ńg)');
  check('企业对企业(B2B)', '企业对企业(B2B)');
  check('协定(RCEP)', '协定(RCEP)');
  check('三次(含三次)', '三次(含三次)');
  check('终端(app)', '终端(app)');
  check('环(guǒ)境', '环(guǒ)境');
  check('环 (huán)境', '环 (huán)境');
  check('环()境', '环()境');
  check('A(a)股', 'A(a)股');

  it('each is reported, with its place in the line', () =>
    expect(normalise('\n　经(jīng)营环(huán)境').paragraphs[0]?.repairs).toEqual([
      { kind: 'pinyin', before: '经(jīng)', after: '经', offset: 1 },
      { kind: 'pinyin', before: '环(huán)', after: '环', offset: 9 },
    ]));
});

describe('script', () => {
  const check = (original: string, expected: string) =>
    it(`${original} → ${expected}`, () => expect(texts(original)).toEqual([expected]));

  // The words stay those of the mainland: 檔案 is not 文件, 資訊 is not 信息.
  check('檔案管理與資訊發佈', '档案管理与资讯发布');
  check('軟件質量、網絡程序', '软件质量、网络程序');
  check('臺賬與後臺,乾淨的幹部', '台账与后台,干净的干部');
  // A Simplified text keeps the characters that are Traditional elsewhere.
  check('企业信息著录与乾隆年间的著作,办理登记和审批事项', '企业信息著录与乾隆年间的著作,办理登记和审批事项');
});

describe('question marks of a Simplified document', () => {
  const check = (text: string) => it(text, () => expect(texts(text)).toEqual([text]));

  check('数字平台?公共服务');
  check('?怎样申请');
  check('可否申请?no)');
});

describe('laws', () => {
  const law = (name: string, holds: (original: string) => void) =>
    it(name, () =>
      fc.assert(
        fc.property(
          fc.string({
            unit: fc.constantFrom(...'企業经營环(huán)?（一）\n\r \u3000\u2003\ufeff'),
            maxLength: 60,
          }),
          holds,
        ),
      ),
    );

  law('a paragraph has no space at its ends, no two inside, and is not empty', (original) => {
    for (const text of texts(original)) expect(text).toMatch(/^\S+( \S+)*$/);
  });

  law('lines ascend and are lines of the original', (original) => {
    const lines = normalise(original).paragraphs.map(({ line }) => line);
    expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
    expect(Math.max(0, ...lines)).toBeLessThanOrEqual(original.split(/\r\n|\r|\n/).length);
  });

  law('each repair quotes the original', (original) => {
    const lines = original.replaceAll('\ufeff', '').split(/\r\n|\r|\n/);
    for (const { line, repairs } of normalise(original).paragraphs) {
      for (const { before, offset } of repairs)
        expect(lines[line - 1]?.startsWith(before, offset)).toBe(true);
    }
  });
});
