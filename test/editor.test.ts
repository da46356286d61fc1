import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type * as JsonLanguageService from 'vscode-json-languageservice';

// Its ESM build lacks file endings, which Node asks for.
const { getLanguageService, TextDocument } = createRequire(import.meta.url)(
  'vscode-json-languageservice',
) as typeof JsonLanguageService;

const root = new URL('../', import.meta.url);
const service = getLanguageService({
  workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
});

const OFFICER = 'rules/policies/341800/xuancheng-service-officer.json';
const NATIONAL = 'examples/national/rules/policies/000000/national-small-low-profit-income-tax.json';
const CONDITION = 'rules/conditions/outside-size-standard.json';

/** A file as it stands in an editor, with one thing in it replaced; `|` is the cursor. */
function open(path: string, find = '', by = '') {
  const text = readFileSync(new URL(path, root), 'utf8');
  if (!text.includes(find)) throw new Error(`${path} has no ${find}`);
  const edited = text.replace(find, () => by.replace('|', ''));
  const document = TextDocument.create(new URL(path, root).href, 'json', 1, edited);
  const offset = text.indexOf(find) + Math.max(by.indexOf('|'), 0);
  return { document, json: service.parseJSONDocument(document), position: document.positionAt(offset) };
}

/** What is offered at the cursor, with what is said of it. */
async function offered(path: string, find: string, by: string): Promise<ReadonlyMap<string, string>> {
  const { document, json, position } = open(path, find, by);
  const { items } = (await service.doComplete(document, position, json)) ?? { items: [] };
  const said = ({ documentation }: (typeof items)[number]) =>
    typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
  return new Map(items.map((item) => [item.label.replaceAll('"', ''), said(item)]));
}

/** What is said of that which stands under the cursor. */
async function hovered(path: string, find: string, by: string): Promise<string> {
  const { document, json, position } = open(path, find, by);
  const hover = await service.doHover(document, position, json);
  return [hover?.contents ?? []]
    .flat()
    .map((each) => (typeof each === 'string' ? each : each.value))
    .join('\n');
}

async function marked(path: string, find = '', by = ''): Promise<readonly string[]> {
  const { document, json } = open(path, find, by);
  const problems = await service.doValidation(document, json, { schemaValidation: 'error' });
  return problems.map(
    ({ range, message }) =>
      `${document.getText(range)}: ${(typeof message === 'string' ? message : message.value).slice(0, 60)}`,
  );
}

describe('an editor offers', () => {
  const check = (
    name: string,
    path: string,
    find: string,
    by: string,
    items: Readonly<Record<string, RegExp>>,
  ) =>
    it(name, async () => {
      const there = await offered(path, find, by);
      for (const [label, said] of Object.entries(items)) expect(there.get(label), label).toMatch(said);
    });

  const leaf = '"fact": "fourAbove"';
  check('facts, with their labels', OFFICER, leaf, '"fact": |', {
    fourAbove: /“四上”企业（是或否）/,
    employees: /从业人员数（整数，人）/,
  });
  check(
    'the facts of the rule set that the file is in',
    NATIONAL,
    '"condition": "small-low-profit"',
    '"fact": |',
    { taxableIncome: /年应纳税所得额/ },
  );
  check('named conditions', NATIONAL, '"condition": "small-low-profit"', '"condition": |', {
    'small-low-profit': /小型微利企业/,
  });
  check('operators that the fact takes', OFFICER, '"operator": "in"', '"operator": |', {
    in: /为所列之一/,
    notEqual: /不等于/,
  });
  check('values that the fact can have', OFFICER, '["municipal", "provincial", "national"]', '[|]', {
    provincial: /省级/,
  });
  check('documents', OFFICER, '"document": "xuancheng-2024"', '"document": |', { 'xiamen-2023': /厦门市/ });
  check('who reports an example', OFFICER, '"source": "data-bureau"', '"source": |', {
    'data-bureau': /./,
    self: /企业自报/,
  });
  check('facts in an example', OFFICER, '"projectRegion": "341881",', '|', { projectRegion: /项目所在地/ });
  check('fields, with what they are for', OFFICER, '"basis": "status",', '|', {
    basis: /认定类/,
    exclusive: /互斥组/,
  });
  check('kinds of benefit', OFFICER, '"kind": "service"', '"kind": |', { service: /./, subsidy: /./ });

  it('no operator that the fact does not take', async () => {
    const there = await offered(OFFICER, '"operator": "in"', '"operator": |');
    expect(there.has('within')).toBe(false);
  });

  it('no fact of another rule set', async () => {
    const there = await offered(NATIONAL, '"condition": "small-low-profit"', '"fact": |');
    expect(there.has('fourAbove')).toBe(false);
  });
});

describe('an editor explains', () => {
  const check = (what: string, path: string, find: string, by: string, said: RegExp) =>
    it(what, async () => expect(await hovered(path, find, by)).toMatch(said));

  check(
    'a field',
    OFFICER,
    '"delivery"',
    '"del|ivery"',
    /automatic 免申即享；instant 即申即享；application 申报/,
  );
  check(
    'a fact',
    OFFICER,
    '"highTechEnterprise"',
    '"highTech|Enterprise"',
    /高新技术企业（是或否）：高新技术企业证书在有效期内/,
  );
  check('an operator', OFFICER, '"operator": "in"', '"operator": "i|n"', /为所列之一/);
  check(
    'a fact in an example',
    OFFICER,
    '"projectRegion": "341881"',
    '"project|Region": "341881"',
    /项目所在地/,
  );
  check('a condition', CONDITION, '"conditions"', '"condi|tions"', /条件/);
});

describe('an editor marks', () => {
  const check = (what: string, find: string, by: string, ...found: readonly RegExp[]) =>
    it(what, async () => {
      const marks = await marked(OFFICER, find, by);
      expect(marks).toHaveLength(found.length);
      found.forEach((each, index) => void expect(marks[index]).toMatch(each));
    });

  check('a fact that there is none of', '"fourAbove",', '"fourAbov",', /^"fourAbov": /);
  check('an operator that the fact does not take', '"operator": "in"', '"operator": "within"', /^"within": /);
  check(
    'a value that the fact cannot have',
    '"provincial", "national"]',
    '"provincal", "national"]',
    /^"provincal": /,
  );
  check('a document that there is none of', '"xuancheng-2024"', '"xuancheng-2023"', /^"xuancheng-2023": /);
  check(
    'a fact misspelt in an example',
    '"projectRegion": "341881"',
    '"projectRegon": "341881"',
    /^"projectRegon": /,
  );
  check('a field misspelt', '"summary"', '"sumary"', /summary/, /^"sumary": /);

  for (const path of [
    OFFICER,
    NATIONAL,
    CONDITION,
    'rules/facts/size.json',
    'examples/national/rules/facts/tax.json',
  ])
    it(`nothing in ${path}`, async () => expect(await marked(path)).toEqual([]));
});
