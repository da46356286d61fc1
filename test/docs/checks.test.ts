import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import { type DiagnosticCode, MESSAGES } from '../../src/rules/messages.ts';
import { ANALYSIS_MESSAGES } from '../../src/rules/messages-analysis.ts';
import { BASE_FILES, checkAll, checkAllFully } from '../broken/base-files.ts';
import { applyShown, readCheckPage, type Shown } from './check-page.ts';

const folder = new URL('../../docs/checks/', import.meta.url);
const INDEX = 'README.md';
const codes = Object.keys(MESSAGES).toSorted() as readonly DiagnosticCode[];
const pages = readdirSync(folder).filter((name) => name !== INDEX);

/** Codes without an example: a defect of the program brings one about, a rule too large for a page the other. */
const BEYOND_PAGES: ReadonlySet<string> = new Set([
  'evaluators-differ',
  'unnoticed-undecided',
  'not-decided',
]);

/**
 * What is said of changes that no example notices, and of what rules mean: the small rule set has some, a bad example has
 * more.
 */
const COUNTED: ReadonlySet<string> = new Set([
  'unnoticed-change',
  'stale-reason',
  ...Object.keys(ANALYSIS_MESSAGES),
]);

/** What is said of examples that no longer fit: an example page isn't about those, unless it is. */
const ABOUT_EXAMPLES = new Set(['example-failed', 'example-coverage', 'few-examples']);

/** The codes found in what a page shows. */
function found(shown: readonly Shown[]): readonly string[] {
  const request = shown.find((each) => each.kind === 'request');
  const { ruleSet, diagnostics } = checkAll(applyShown(shown, BASE_FILES));
  if (request === undefined) return diagnostics.map(({ code }) => code);
  if (ruleSet === null) throw new Error('the rules that are asked have mistakes');
  const parsed = parseMatchRequest(ruleSet, request.json, '2024-09-01');
  return parsed.ok ? [] : parsed.diagnostics.map(({ code }) => code);
}

/** How often a code is found by all that `check` does. */
async function countOf(code: string, shown: readonly Shown[]): Promise<number> {
  const { diagnostics } = await checkAllFully(applyShown(shown, BASE_FILES));
  return diagnostics.filter((each) => each.code === code).length;
}

it('finds nothing in the rule set that the pages change', () => {
  expect(checkAll(BASE_FILES).diagnostics).toEqual([]);
});

it('every code has a page, every page a code', () => {
  expect(pages.toSorted()).toEqual(codes.map((code) => `${code}.md`).toSorted());
});

it('the index lists every page once, with its title', () => {
  const index = readFileSync(new URL(INDEX, folder), 'utf8');
  const listed = [...index.matchAll(/^- \[`([a-z0-9-]+)`\]\(([^)]+)\)：(.+)$/gm)].map(
    ([, code, link, title]) => [code, link, title],
  );
  const expected = codes.map((code) => {
    const title = readCheckPage(readFileSync(new URL(`${code}.md`, folder), 'utf8')).heading.split('：')[1];
    return [code, `${code}.md`, title];
  });
  expect(listed.toSorted()).toEqual(expected.toSorted());
});

describe.each(pages.map((name) => name.replace(/\.md$/, '')))('%s', (code) => {
  const text = readFileSync(new URL(`${code}.md`, folder), 'utf8');
  const page = readCheckPage(text);

  it('is headed by its code, and says why it matters, in both languages', () => {
    expect(page.heading).toMatch(new RegExp(`^${code}：\\S+`));
    expect(text).toContain('**为什么要紧**：');
    expect(text).toContain('\n## In English\n');
  });

  if (BEYOND_PAGES.has(code)) return;

  if (COUNTED.has(code)) {
    it('its bad example gives more of this than its good one', async () => {
      expect(await countOf(code, page.bad)).toBeGreaterThan(await countOf(code, page.good));
    });
    return;
  }

  it('its bad example gives exactly this', () => {
    expect(page.bad).not.toEqual([]);
    const codesFound = new Set(found(page.bad));
    const others = [...codesFound].filter((each) => each !== code && !ABOUT_EXAMPLES.has(each));
    expect({ fires: codesFound.has(code as DiagnosticCode), others }).toEqual({ fires: true, others: [] });
  });

  it('its good example doesn’t', () => {
    expect(page.good).not.toEqual([]);
    expect(found(page.good).filter((each) => each === code || !ABOUT_EXAMPLES.has(each))).toEqual([]);
  });
});
