import type { Language } from './language.ts';

/** A question of yes or no whose label is a sentence is said as one: 有失信记录, 无失信记录. Null for other labels. */
export function statement(label: string, asked: boolean, language: Language): string | null {
  if (ONE_WORD.test(label)) return null;
  const found = NEGATIONS[language]
    .filter(([verb]) => label.startsWith(verb))
    .toSorted(([a], [b]) => b.length - a.length)[0];
  if (found === undefined) return language === 'zh' ? beingOne(label, asked) : null;
  const [verb, not] = found;
  return asked ? label : `${not}${label.slice(verb.length)}`;
}

/** How a question that begins with a verb is answered no. The longest beginning counts. */
const NEGATIONS: Readonly<Record<Language, readonly (readonly [verb: string, not: string])[]>> = {
  zh: [
    ['有', '无'],
    ['已', '未'],
    ['属', '不属'],
    ['持有', '未持有'],
    ['具备', '不具备'],
    ['列入', '未列入'],
    ['从事', '不从事'],
    ['发生过', '未发生过'],
    ['须', '无须'],
  ],
  en: [
    ['has a ', 'has no '],
    ['has an ', 'has no '],
    ['has ', 'has no '],
    ['holds ', 'holds no '],
  ],
};

/** 有限责任公司 isn't had, 属地企业 doesn't belong: a word that only begins like a verb is left alone. */
const ONE_WORD = /^(有[限效色机关序力害形名线毒轨益利无偿价]|属[地性实于])/;

/** A label that names a kind of body or thing: 为高新技术企业, 不是高新技术企业. */
function beingOne(label: string, asked: boolean): string | null {
  if (!NOUN.test(label) || HAS_VERB.test(label)) return null;
  return `${asked ? '为' : '不是'}${label}`;
}

const NOUN = /(企业|机构|会员|项目|中心|[人方者车])$/;
const HAS_VERB = /[为由系是向给]|被(?!执行人)/;
