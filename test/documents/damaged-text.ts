import fc from 'fast-check';
import { isTraditional, simplify } from '../../src/documents/script.ts';
import { charactersOutOfStep, garble, gbkBytes, syllableOf } from './garble.ts';

/** Words that the invented document uses. */
export const WORDS =
  `建設 環境 市場 企業 服務 專業 債務 實踐 標準 問題 重大 小型 供應 質量 登記 審批 窗口 貸款 擔保 補助 租金 用電 用水
   園區 創新 產業 融資 數據 平臺 監管 檢查 信用 修復 承諾 材料 流程 時間 成本 稅費 減免 公平 競爭 招標 採購 合同 糾紛
   調解 律師 法院 執行 破產 人才 住房 就業 培訓 出口 貿易 物流 港口 倉庫 車輛 道路 設施 能源 節約 綠色 農業 旅遊 文化
   教育 醫療 養老 社區 居民 政府 部門 制度 機制 方案 任務 目標 計劃 措施 政策 資金 項目 工程 技術 設備 產品 品牌 消費`.match(
    /\S+/g,
  ) ?? [];

/** Words that it doesn't use, some of them in no dictionary. */
const OTHER_WORDS =
  '助力 構建 燃氣 雙牽頭 貸投聯動 店小二 晾曬 漁港 燈塔 礦泉 瓷器 茶園 竹編 冷鏈 氫能 渡輪 勘驗 織造 塗料 釀酒 籌備'.split(
    ' ',
  );
const LITTLE_WORDS = '等 的 和 與 及 對 向 在 為 以 將 由 不 是 了 、 ，'.split(' ');

/** Sound paragraphs: each word occurs twice, and the little ones often. */
export const SOUND = [...WORDS, ...WORDS.toReversed()]
  .map((word, index) => `${word}${LITTLE_WORDS[index % LITTLE_WORDS.length] ?? ''}`)
  .join('')
  .replaceAll('，', '，\n');

const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...OTHER_WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...LITTLE_WORDS) },
);

/** A phrase, and how it is seen after damage to its first line byte or by a note inside a character. */
export const damagedPhrase = fc
  .record({
    words: fc.array(word, { minLength: 3, maxLength: 8 }),
    lineStart: fc.boolean(),
    inside: fc.nat(),
    notes: fc.infiniteStream(fc.boolean()),
  })
  .map(({ words, lineStart, inside, notes }) => {
    const phrase = lineStart ? `（一）${words.join('')}` : words.join('');
    const places = charactersOutOfStep(phrase).filter(([, character]) => annotated(character));
    const place = lineStart ? undefined : places[inside % places.length];
    const inStep = [...phrase].flatMap((character, index) =>
      annotated(character) && notes.next().value && (index + 1) * 2 + 1 !== place?.[0]
        ? [[index * 2 + 2, syllableOf(character)] as const]
        : [],
    );
    const outOfStep = place === undefined ? [] : [[place[0], syllableOf(place[1])] as const];
    const seen = garble(phrase, { notes: [...inStep, ...outOfStep], lineStart });
    return { phrase, seen, damaged: lineStart || place !== undefined };
  })
  .filter(({ damaged }) => damaged);

/** The annotator wrote notes behind Traditional characters only. */
const annotated = (character: string) =>
  /\p{Script=Han}/u.test(character) &&
  simplify(character) !== character &&
  /^\p{Ll}+$/u.test(syllableOf(character));

if (!isTraditional(SOUND) || gbkBytes(SOUND.replaceAll('\n', '')) === undefined)
  throw new Error('the sound text is none');
