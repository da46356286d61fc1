import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseOrdinal } from '../../src/documents/chinese-ordinal.ts';
import { clauseDigest, parseClauses } from '../../src/documents/clauses.ts';
import type { Paragraph } from '../../src/documents/normalise.ts';

type Placed = readonly [path: string, text: string];

/** Paragraphs on every other line, as on a page with empty lines between them. */
const onLines = (texts: readonly string[]): readonly Paragraph[] =>
  texts.map((text, index) => ({ text, line: index * 2 + 1, repairs: [] }));
const parse = (texts: readonly string[]) => parseClauses(onLines(texts));

describe('the path of every paragraph', () => {
  const check = (name: string, ...expected: readonly Placed[]) =>
    it(name, () => {
      const { clauses, repeated } = parse(expected.map(([, text]) => text));
      expect(clauses.map(({ path, text }) => [path, text])).toEqual(expected);
      expect(repeated).toEqual([]);
    });

  check('of an empty document');
  check('before any number', ['p1', '某市便企措施'], ['p2', '各区：'], ['p3', '现将措施印发。']);
  check('sections', ['1', '一、总则'], ['2', '二、措施'], ['3', '三、保障']);
  check(
    'sections from ten on',
    ['10', '十、甲'],
    ['11', '十一、乙'],
    ['20', '二十、丙'],
    ['23', '二十三、丁'],
  );
  check(
    'subsections from ten on',
    ['2', '二、甲'],
    ['2.10', '（十）乙'],
    ['2.11', '(十一)丙'],
    ['2.99', '（九十九）丁'],
  );
  check('paragraphs of a section', ['1', '一、总则'], ['1.p1', '为便利企业，定此。'], ['1.p2', '下同。']);
  check(
    'subsections, in both kinds of brackets',
    ['1', '一、措施'],
    ['1.1', '（一）减轻负担'],
    ['1.2', '(二)改进服务'],
    ['1.2.p1', '说明如下。'],
    ['2', '二、保障'],
    ['2.1', '（一）分工'],
  );
  check(
    'items, with each sign behind the number',
    ['1', '一、措施'],
    ['1.17', '17.设立窗口。'],
    ['1.18', '18．延长时间。'],
    ['1.19', '19、公开清单。'],
    ['1.120', '120. 上门办理。'],
  );
  check(
    'items whose numbers go on across subsections and sections',
    ['1', '一、措施'],
    ['1.1', '（一）减轻负担'],
    ['1.1.1', '1.补助房租。'],
    ['1.1.2', '2.补助用电。'],
    ['1.2', '（二）改进服务'],
    ['1.2.3', '3.设立窗口。'],
    ['2', '二、保障'],
    ['2.4', '4.每年评估。'],
  );
  check(
    'items counted anew in each subsection',
    ['1', '一、措施'],
    ['1.1', '（一）减轻负担'],
    ['1.1.1', '1.补助房租。'],
    ['1.2', '（二）改进服务'],
    ['1.2.1', '1.设立窗口。'],
  );
  check(
    'paragraphs counted anew at the top, under a section, a subsection and an item',
    ['p1', '引言。'],
    ['1', '一、措施'],
    ['1.p1', '概述。'],
    ['1.1', '（一）减轻负担'],
    ['1.1.p1', '概述。'],
    ['1.1.p2', '范围。'],
    ['1.1.1', '1.补助房租。'],
    ['1.1.1.p1', '标准另定。'],
    ['1.1.1.p2', '每年一次。'],
    ['1.1.2', '2.补助用电。'],
    ['1.1.2.p1', '标准另定。'],
    ['2', '二、保障'],
    ['2.p1', '自发布之日起施行。'],
  );
  check(
    'items and subsections before any section',
    ['p1', '1.补助。'],
    ['p2', '（一）服务'],
    ['1', '一、总则'],
  );
  check(
    'items that begin with a figure',
    ['1', '一、措施'],
    ['1.5', '5.2024年底前建成。'],
    ['1.6', '6、3家银行参加。'],
    ['1.7', '7. 3家银行参加。'],
  );
});

describe('a paragraph that is no heading and no item', () => {
  const check = (text: string) =>
    it(text, () => {
      const { clauses } = parse(['一、措施', '（一）服务', '1.窗口。', text]);
      expect(clauses.at(-1)).toMatchObject({ path: '1.1.1.p1', kind: 'paragraph', text });
    });

  check('2024.6印发');
  check('24.6万户受益');
  check('3.5%以上');
  check('3．5亿元');
  check('1.2万元');
  check('1.20245年');
  check('2024年6月20日');
  check('2024、2025两年');
  check('17个部门');
  check('17)其他');
  check('(1)其他');
  check('详见17.');
  check('见一、总则');
  check('一是减负');
  check('第一、减负');
  check('（一');
  check('即（一）所列');
  check('（一、二）合并');
  check('一百、合并');
  check('十十、合并');
  check('（二三）合并');
});

describe('the kind of a clause', () => {
  const check = (text: string, kind: string) =>
    it(`${text} is a ${kind}`, () => expect(parse(['一、措施', text]).clauses[1]?.kind).toBe(kind));

  check('二、保障', 'heading');
  check('（一）服务', 'heading');
  check('1.窗口。', 'item');
  check('说明。', 'paragraph');
});

describe('numbers that occur twice in one place', () => {
  const check = (name: string, texts: readonly string[], ...expected: readonly [string, number, number][]) =>
    it(name, () => {
      const { clauses, repeated } = parse(texts);
      expect(repeated).toEqual(expected.map(([path, ...lines]) => ({ path, lines })));
      expect(clauses.map(({ text }) => text)).toEqual(texts);
    });

  check('an item', ['一、措施', '1.窗口。', '1.热线。'], ['1.1', 3, 5]);
  check('an item, three times', ['一、措施', '1.甲。', '1.乙。', '1.丙。'], ['1.1', 3, 5], ['1.1', 3, 7]);
  check(
    'a section with its paragraphs',
    ['一、甲', '说明。', '一、乙', '说明。'],
    ['1', 1, 5],
    ['1.p1', 3, 7],
  );
  check('a subsection', ['一、甲', '（二）乙', '（二）丙'], ['1.2', 3, 5]);
  check('an item and a subsection', ['一、甲', '1.乙。', '（一）丙'], ['1.1', 3, 5]);
  check('no number in two places', ['一、甲', '（一）乙', '1.丙。', '（二）丁', '1.戊。']);
});

describe('the digest of a clause', () => {
  const check = (name: string, text: string, sha256: string) =>
    it(name, () => {
      expect(clauseDigest(text)).toBe(`sha256:${sha256}`);
      expect(parse([text]).clauses[0]?.digest).toBe(`sha256:${sha256}`);
    });

  const CAFE = '850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e';
  check(
    'is the SHA-256 of its UTF-8',
    '一网通办',
    '4ea34fdfadd34bf44bb71d12d852c8282ca8d17129ca5c0c0bfaa8ca417eca07',
  );
  check('is of composed characters', 'caf\u00e9', CAFE);
  check('is the same of decomposed ones', 'cafe\u0301', CAFE);

  it('is of the whole paragraph, number included', () => {
    const [, item] = parse(['一、措施', '1.窗口。']).clauses;
    expect(item?.digest).toBe(clauseDigest('1.窗口。'));
  });
});

const ordinal = fc.integer({ min: 1, max: 99 }).map(chineseOrdinal);
const prose = fc.constantFrom(
  '说明。',
  '2024.6印发。',
  '3.5%以上。',
  '一是减负。',
  '第二、便利。',
  '12个部门。',
);
const paragraph = fc.oneof(
  ordinal.map((number) => `${number}、措施`),
  fc
    .tuple(ordinal, fc.constantFrom('（）', '()'))
    .map(([number, [open, close]]) => `${open}${number}${close}服务`),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('.', '．', '、'))
    .map(([n, sign]) => `${n}${sign}窗口。`),
  prose,
  fc.string({ unit: 'grapheme', minLength: 1 }),
);

describe('laws of any document', () => {
  const law = (name: string, holds: (texts: readonly string[]) => void) =>
    it(name, () => fc.assert(fc.property(fc.array(paragraph, { maxLength: 40 }), holds)));

  law('every paragraph is one clause, in order, word for word', (texts) => {
    const { clauses } = parse(texts);
    expect(clauses.map(({ text, line }) => ({ text, line, repairs: [] }))).toEqual(onLines(texts));
  });

  law('a path occurs once, or each further time is reported with the line of the first', (texts) => {
    const { clauses, repeated } = parse(texts);
    const paths = clauses.map(({ path }) => path);
    const again = clauses.filter(({ path }, index) => paths.indexOf(path) < index);
    const firstLine = (path: string) => clauses.find((clause) => clause.path === path)?.line;
    expect(repeated).toEqual(again.map(({ path, line }) => ({ path, lines: [firstLine(path), line] })));
  });

  law('what follows a paragraph does not touch its path', (texts) => {
    const half = texts.slice(0, texts.length / 2);
    expect(parse(half).clauses).toEqual(parse(texts).clauses.slice(0, half.length));
  });
});

/** Plain paragraphs under a heading or an item, and the items under a heading, each with its paragraphs. */
const below = fc.array(prose, { maxLength: 2 });
const items = fc.array(below, { maxLength: 3 });
const subsections = fc.array(fc.record({ below, items }), { maxLength: 12 });
const wellMade = fc.record({
  below,
  sections: fc.array(fc.record({ below, items, subsections }), { maxLength: 12 }),
});

type Outline = typeof wellMade extends fc.Arbitrary<infer T> ? T : never;

/** The paragraphs of a well-made document with their paths, told from the outline; items are numbered throughout. */
function written(document: Outline): readonly Placed[] {
  let number = 0;
  const plain = (place: string, texts: readonly string[]) =>
    texts.map((text, index): Placed => [`${place}p${index + 1}`, text]);
  const itemsAt = (place: string, each: readonly (readonly string[])[]) =>
    each.flatMap((texts): readonly Placed[] => {
      number += 1;
      return [[`${place}${number}`, `${number}.窗口。`], ...plain(`${place}${number}.`, texts)];
    });
  const sectionsOf = document.sections.map((section, index): readonly Placed[] => {
    const at = `${index + 1}`;
    const parts = section.subsections.flatMap((part, inner): readonly Placed[] => [
      [`${at}.${inner + 1}`, `（${chineseOrdinal(inner + 1)}）服务`],
      ...plain(`${at}.${inner + 1}.`, part.below),
      ...itemsAt(`${at}.${inner + 1}.`, part.items),
    ]);
    // Items beside subsections would share their numbers.
    const rest = parts.length > 0 ? parts : itemsAt(`${at}.`, section.items);
    return [[at, `${chineseOrdinal(index + 1)}、措施`], ...plain(`${at}.`, section.below), ...rest];
  });
  return [...plain('', document.below), ...sectionsOf.flat()];
}

it('a well-made document is read as it was outlined', () =>
  fc.assert(
    fc.property(wellMade, (document) => {
      const expected = written(document);
      const { clauses, repeated } = parse(expected.map(([, text]) => text));
      expect(clauses.map(({ path, text }) => [path, text])).toEqual(expected);
      expect(repeated).toEqual([]);
    }),
  ));
