import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/rules/diagnostic.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import { MESSAGES } from '../../src/rules/messages.ts';
import { ANALYSIS_MESSAGES } from '../../src/rules/messages-analysis.ts';
import { EXAMPLE_WORTH_MESSAGES } from '../../src/rules/messages-examples.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { AMOUNT_CASES } from './cases/amounts.ts';
import type { Case } from './cases/case.ts';
import { EXAMPLE_CASES } from './cases/examples.ts';
import { FACT_CASES } from './cases/facts.ts';
import { FAIR_COMPETITION_CASES } from './cases/fair-competition.ts';
import { LINK_CASES } from './cases/links.ts';
import { POLICY_CASES } from './cases/policies.ts';
import { REQUEST_CASES, type RequestCase } from './cases/requests.ts';
import { SHAPE_CASES } from './cases/shape.ts';
import { TEXT_CASES } from './cases/text.ts';
import { UNIT_CASES } from './cases/units.ts';
import { applyAll } from './edits.ts';
import { checkFiles, GOOD_FILES, goodRuleSet } from './good-rule-set.ts';

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'a text': TEXT_CASES,
  'a shape': SHAPE_CASES,
  facts: FACT_CASES,
  policies: POLICY_CASES,
  amounts: AMOUNT_CASES,
  units: UNIT_CASES,
  links: LINK_CASES,
  'fair competition': FAIR_COMPETITION_CASES,
  examples: EXAMPLE_CASES,
};

it('finds nothing in the good rule set', () => {
  const { diagnostics, ruleSet } = checkFiles(GOOD_FILES);
  expect(diagnostics).toEqual([]);
  expect(ruleSet?.policies).toHaveLength(1);
});

for (const [about, cases] of Object.entries(CASES))
  describe(`mistakes in ${about}`, () => {
    for (const each of cases) check(each);
  });

describe('mistakes in a request', () => {
  const ruleSet = goodRuleSet();
  const check = ({ name, json, found }: RequestCase) =>
    it(name, () => {
      const parsed = parseMatchRequest(ruleSet, json, '2024-09-01');
      const diagnostics = parsed.ok ? [] : parsed.diagnostics;
      expect(diagnostics.map(({ code, pointer, help }) => `${code} #${pointer}${suggestion(help)}`)).toEqual(
        found,
      );
      expect(new Set(diagnostics.map(({ file }) => file))).toEqual(new Set(['request']));
    });
  for (const each of REQUEST_CASES) check(each);
});

it('can find every mistake there is', () => {
  const cases = [...Object.values(CASES).flat(), ...REQUEST_CASES];
  const fired = new Set(cases.flatMap(({ found }) => found.map((each) => each.split(' ')[0])));
  // What examples are worth is asked by test/app/examine-examples.test.ts, what rules mean by test/app/analyse-rule-set.test.ts.
  const elsewhere = Object.keys({ ...EXAMPLE_WORTH_MESSAGES, ...ANALYSIS_MESSAGES });
  expect([...new Set([...fired, ...elsewhere])].toSorted()).toEqual(Object.keys(MESSAGES).toSorted());
});

function check({ name, edits, found }: Case): void {
  it(name, () => {
    const files = applyAll(edits, GOOD_FILES);
    const { diagnostics } = checkFiles(files);
    expect(diagnostics.map((each) => described(each, files))).toEqual(found);
    expect(diagnostics.filter((each) => !says(each))).toEqual([]);
  });
}

/** `code file#pointer line:column` and what stands there, counted without the code under test. */
function described(diagnostic: Diagnostic, files: readonly RuleFile[]): string {
  const { code, file, pointer, line, column } = diagnostic;
  if (line === undefined || column === undefined) return `${code} ${file}#${pointer}`;
  const text = files.find(({ path }) => path === file)?.text ?? '';
  const rest = [...(text.split('\n')[line - 1] ?? '').slice(0, 1000)].slice(column - 1);
  return `${code} ${file}#${pointer} ${line}:${column} ${rest.slice(0, 12).join('')}`;
}

/** Both languages, each without a gap where something should have been quoted. */
function says({ message, help }: Diagnostic): boolean {
  const texts = [message.zh, message.en, help?.zh ?? '—', help?.en ?? '—'];
  return texts.every((text) => text.trim() !== '' && !/undefined|“”|''|\[object/.test(text));
}

function suggestion(help: Diagnostic['help']): string {
  return help?.zh.startsWith('是不是') === true ? ` ${help.zh}` : '';
}
