import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '../../src/app/batch/decide-part.ts';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { match } from '../../src/engine/match.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { type Files, runBatchFiles } from '../../src/io/table-files/batch-files.ts';
import { formatOf } from '../../src/io/table-files/format.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { folderOf } from '../cli/folder.ts';
import { arbitraryRows } from './arbitrary-rows.ts';
import { csvOf, factsIn, fullWidth, ndjsonOf, query, type Row, writeParquet } from './tables.ts';

const AS_OF = '2024-09-01';
const SOURCE = 'data-bureau';

const MOST_YUAN = Number.MAX_SAFE_INTEGER / 100;

/** A row of output: subject, policy, outcome, amount, paid, missing; amounts and missing are '' where there is none. */
type Line = readonly string[];

/** The slow obvious twin: one profile after the other through the evaluator. */
function twin(ruleSet: RuleSet, rows: readonly Row[], source: string | null): readonly Line[] {
  return rows.flatMap(({ subject, profile: json }) => {
    const { profile } = parseProfile(ruleSet, json, source);
    if (profile === null) return [];
    const matches = match(ruleSet, profile, AS_OF);
    // Refused: more than a table of fen can hold.
    if (
      matches.some(({ outcome, amount }) => outcome !== 'ineligible' && amount?.amount?.abs().gt(MOST_YUAN))
    )
      return [];
    return matches
      .filter(({ outcome }) => outcome !== 'ineligible')
      .toSorted((a, b) => (a.policy.id < b.policy.id ? -1 : 1))
      .map(({ policy, outcome, amount, award, missing }) => [
        subject,
        policy.id,
        outcome,
        amount?.amount?.toFixed(2) ?? '',
        award?.paid.toFixed(2) ?? '',
        missing.join(';'),
      ]);
  });
}

function questionOf(ruleSet: RuleSet, source: string | null, more: Partial<Question> = {}): Question {
  const none = { policies: undefined, only: undefined };
  return { ruleSet, matcher: createMatcher(ruleSet), asOf: AS_OF, source, ...none, ...more };
}

/** Runs a batch over small parts and reads what it wrote. */
async function batch(question: Question, input: string, output: string, more: Partial<Files> = {}) {
  const formats = { inputFormat: formatOf(input) ?? 'csv', outputFormat: formatOf(output) ?? 'csv' };
  const files: Files = {
    ...{
      input,
      output,
      ...formats,
      encoding: undefined,
      subject: undefined,
      threads: 1,
      force: true,
      language: 'en',
    },
    partRows: 7,
    ...more,
  };
  const silent = { signal: new AbortController().signal, onStart: () => undefined, onPart: () => undefined };
  const result = await runBatchFiles(question, files, silent);
  return { ...result, lines: await linesOf(output) };
}

async function linesOf(path: string): Promise<readonly Line[]> {
  const read = {
    csv: `read_csv('${path}', all_varchar = true, header = true)`,
    ndjson: `read_json('${path}', format = 'newline_delimited', columns = {subject: 'VARCHAR', policy: 'VARCHAR', outcome: 'VARCHAR', amount: 'VARCHAR', paid: 'VARCHAR', missing: 'VARCHAR[]'})`,
    parquet: `read_parquet('${path}')`,
  };
  const rows = await query(`SELECT * FROM ${read[formatOf(path) ?? 'csv']}`);
  return rows.map((row) =>
    Object.values(row).map((value) => (Array.isArray(value) ? value.join(';') : String(value ?? ''))),
  );
}

const sets: Record<string, RuleSet> = {};
beforeAll(async () => {
  for (const folder of ['rules', 'examples/national/rules']) {
    const { ruleSet } = parseRuleSet(await readJsonFiles(folder));
    if (ruleSet !== null) sets[folder] = ruleSet;
  }
});

describe('the same enterprises, whatever the files, come out as one by one', () => {
  const check = (folder: string, numRuns: number) =>
    it(`by ${folder}`, async () => {
      const ruleSet = sets[folder];
      if (ruleSet === undefined) throw new Error(`no rule set in ${folder}`);
      const files = await folderOf({});
      const at = (name: string) => join(files, name);
      const source = ruleSet.authorities.has(SOURCE) ? SOURCE : null;
      await fc.assert(
        fc.asyncProperty(arbitraryRows(ruleSet), fc.boolean(), async (rows, typed) => {
          const facts = factsIn(ruleSet, rows);
          const text = csvOf(facts, rows, typed ? fullWidth : undefined);
          await writeFile(at('in.csv'), typed ? `\uFEFF${text}` : text.replaceAll('\n', '\r\n'));
          await writeFile(at('in.ndjson'), ndjsonOf(rows));
          await writeParquet(at('in.parquet'), facts, rows);
          const expected = twin(ruleSet, rows, source);
          const question = questionOf(ruleSet, source);
          for (const [input, output] of [
            ['in.csv', 'out.parquet'],
            ['in.ndjson', 'out.csv'],
            ['in.parquet', 'out.ndjson'],
          ] as const) {
            const { lines, tally } = await batch(question, at(input), at(output));
            expect(lines, input).toEqual(expected);
            expect(tally.rows).toBe(rows.length);
          }
        }),
        { numRuns, endOnFailure: true },
      );
    });

  check('rules', 3);
  check('examples/national/rules', 5);
});
