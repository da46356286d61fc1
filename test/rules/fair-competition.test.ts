import { describe, expect, it } from 'vitest';
import { checkRuleSet } from '../../src/app/check-rule-set.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { namesIn } from '../../src/rules/checks/enterprise-names.ts';
import { completeCreditCode } from '../../src/rules/credit-code.ts';
import { approve } from './approve.ts';

const CODES = /^(differs-by-\w+|names-enterprise|review-unknown|idle-justification)$/;
const shipped = await Promise.all(
  ['rules', 'examples/national/rules'].map(async (path) => checkRuleSet(await readJsonFiles(path), null)),
);

describe('the rule sets that are shipped', () => {
  it('record a reason for every difference; what nobody is known to have reviewed is said', () => {
    const lines = shipped.flatMap(({ diagnostics }) =>
      diagnostics
        .filter(({ code }) => CODES.test(code))
        .map(({ severity, code, file, found }) => `${severity} ${code} ${file} ${found}`),
    );
    approve('fair-competition', lines);
  });

  // Slow and obvious: the text of a policy and of the conditions it names, without looking at what they mean.
  it('differ nowhere else', async () => {
    for (const root of ['rules', 'examples/national/rules']) {
      const files = await readJsonFiles(root);
      const tagged = [
        ...textOf(files, 'facts/').matchAll(/"id": "(\w+)"(?:(?!"id": ").)*?"distinguishes": /gs),
      ]
        .map(([, id]) => id)
        .filter((id) => id !== 'registeredRegion');
      const read = new RegExp(`"fact": "(${tagged.join('|')})"`);
      const differing = files
        .filter(({ path }) => path.startsWith('policies/'))
        .filter(({ text }) => {
          const named = [...text.matchAll(/"condition": "([^"]+)"/g)].map(
            ([, id]) => `conditions/${id}.json`,
          );
          return (
            tagged.length > 0 &&
            [text, ...named.map((path) => textOf(files, path))].some((each) => read.test(each))
          );
        });
      const recorded = files.filter(({ text }) => text.includes('"fairCompetition": ['));
      expect(differing.map(({ path }) => path)).toEqual(recorded.map(({ path }) => path));
    }
  });
});

function textOf(files: readonly { readonly path: string; readonly text: string }[], start: string): string {
  return files
    .filter(({ path }) => path.startsWith(start))
    .map(({ text }) => text)
    .join('\n');
}

describe('an enterprise is named by', () => {
  const names = { endings: ['股份有限公司', '有限公司'], notAfter: ['的', '和', '股份', '或'] };
  const code = completeCreditCode('91341800MA2XXXXXX');
  const check = (text: string, ...found: readonly string[]) =>
    it(JSON.stringify(text), () => expect(namesIn(text, names)).toEqual(found));

  check('购买宁国某某电机有限公司的产品', '购买宁国某某电机有限公司');
  check('某某（宣城）电机股份有限公司', '某某（宣城）电机股份有限公司');
  check(`供应者为${code}`, code);
  check('有限公司、股份有限公司和有限公司');
  check('依法设立的有限公司');
  check('市供电公司');
  check(`${code.slice(0, 17)}${code.endsWith('0') ? '1' : '0'}`);
  check('');
});
