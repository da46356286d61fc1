import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyseRuleSet } from '../../src/app/analyse-rule-set.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import type { Diagnostic } from '../../src/rules/diagnostic.ts';
import { ANALYSIS_MESSAGES } from '../../src/rules/messages-analysis.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { BASE_FILES } from '../broken/base-files.ts';
import { applyShown, readCheckPage } from '../docs/check-page.ts';
import { approve } from '../rules/approve.ts';

/** What the analysis says of the bad example of each code's page. */
const CODES = Object.keys(ANALYSIS_MESSAGES).filter((code) => code !== 'not-decided');

interface Analysed {
  readonly ruleSet: RuleSet;
  readonly diagnostics: readonly Diagnostic[];
}

function analysed(files: readonly RuleFile[]): Analysed {
  const parsed = parseRuleSet(files.filter(({ path }) => !path.startsWith('seeds/')));
  if (parsed.ruleSet === null) throw new Error(JSON.stringify(parsed.diagnostics));
  return { ruleSet: parsed.ruleSet, diagnostics: analyseRuleSet(parsed.ruleSet, parsed) };
}

function badExampleOf(code: string): Analysed {
  const page = readFileSync(new URL(`../../docs/checks/${code}.md`, import.meta.url), 'utf8');
  return analysed(applyShown(readCheckPage(page).bad, BASE_FILES));
}

it('says each thing in both languages, with the place and an enterprise where one shows it', () => {
  const lines = CODES.flatMap((code) =>
    badExampleOf(code)
      .diagnostics.filter((each) => each.code === code)
      .flatMap(({ severity, file, pointer, message, witness }) => [
        `${severity} ${code} ${file}${pointer}`,
        `  ${message.zh}`,
        `  ${message.en}`,
        ...(witness === undefined ? [] : [`  ${JSON.stringify(witness)}`]),
      ]),
  );
  approve('analysis', lines);
});

it('gives enterprises that a profile can hold', () => {
  const witnesses = CODES.flatMap((code) => {
    const { ruleSet, diagnostics } = badExampleOf(code);
    return diagnostics.flatMap(({ witness }) => (witness === undefined ? [] : [{ ruleSet, witness }]));
  });
  expect(witnesses.length).toBeGreaterThan(5);
  for (const { ruleSet, witness } of witnesses) {
    const parsed = parseProfile(ruleSet, witness.profile, null);
    expect(parsed.diagnostics).toEqual([]);
    if (parsed.profile === null) throw new Error('a profile');
    const reader = createReader(ruleSet, parsed.profile, witness.asOf);
    for (const id of parsed.profile.keys()) expect(reader.read(id).known).toBe(true);
  }
});

describe.each(['rules', 'examples/national/rules'])('%s', (directory) => {
  it('says nothing that nobody can have meant', { timeout: 120_000 }, async () => {
    const found = analysed(await readJsonFiles(directory)).diagnostics;
    expect(found.map(({ code, file, pointer }) => `${code} ${file}${pointer}`)).toEqual([]);
  });
});
