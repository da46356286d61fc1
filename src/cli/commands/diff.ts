import { realpath, writeFile } from 'node:fs/promises';
import { type Affected, AffectedCount } from '../../app/diff/affected.ts';
import { type DiffView, viewDiff } from '../../app/diff/diff-view.ts';
import { diffPage } from '../../app/diff/html/page.ts';
import { diffRuleSets } from '../../app/diff/rule-set-diff.ts';
import type { Both, RuleSets } from '../../app/diff/sides.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { todayInShanghai } from '../../io/clock.ts';
import { readProfileTexts } from '../../io/profile-texts.ts';
import { parseRuleSet } from '../../rules/parse-rule-set.ts';
import { asOfOption, type CommandLine, say } from '../command-line.ts';
import { printDiagnostics } from '../diagnostic-text.ts';
import { printDiff } from '../diff-text.ts';
import { fromHere, readDirectory, sourcesIn } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, paint, printJson, WrongUse } from '../output.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly asOf?: string;
  readonly profiles?: string;
  readonly json?: boolean;
  readonly html?: string;
}

/** `mianshen diff OLD NEW`: what changes between two rule sets, and whom it touches. */
export function addDiff(line: CommandLine): void {
  line.program
    .command('diff')
    .description(say(line, '比较两套规则：宽严变化与影响的企业', 'what changes between two rule sets'))
    .argument('<old>', say(line, '旧规则目录', 'directory of the old rule set'))
    .argument('<new>', say(line, '新规则目录', 'directory of the new rule set'))
    .addOption(asOfOption(line))
    .option(
      '--profiles <file>',
      say(line, '企业档案（NDJSON 或目录）：谁受益、谁受损', 'NDJSON file or folder: who gains, who loses'),
    )
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .option('--html <file>', say(line, '写成一个独立的网页', 'write a self-contained page'))
    .action((old: string, now: string, options: Options) =>
      line.run((output) => diff({ old, new: now }, options, output)),
    );
}

/** Like diff(1): 0 where both mean the same, 1 where they differ or a profile can't be read. */
async function diff(paths: Both<string>, options: Options, output: Output): Promise<ExitCode> {
  if (await sameDirectory(paths.old, paths.new))
    throw new WrongUse(
      say(output, `两边是同一个目录 ${paths.old}`, `both are the same directory ${paths.old}`),
    );
  const sets = { old: await load(paths.old, 'old', output), new: await load(paths.new, 'new', output) };
  const today = todayInShanghai();
  const bar = progressBar(output, '政策', 'policies');
  const found = diffRuleSets(sets, options.asOf ?? today, output.language, bar.update);
  bar.stop();
  const changed = found.policies.map(({ id }) => id);
  const affected =
    options.profiles === undefined
      ? null
      : await countAffected(
          options.profiles,
          new AffectedCount(sets, changed, { today, asOf: options.asOf }),
          output,
        );
  const view = viewDiff(found, affected, sets, paths, output.language);
  if (options.html !== undefined) await writePage(options.html, view, output);
  if (options.json === true) printJson(output, view);
  else printDiff(view, output);
  reportBad(view, output);
  const differs = view.policies.some(({ change }) => change !== 'equal');
  return differs || (affected?.badCount ?? 0) > 0 ? EXIT.findings : EXIT.fine;
}

/** Mistakes in a rule set are wrong use here: nothing was compared, which mustn't look like a difference. */
async function load(path: string, side: keyof RuleSets, output: Output): Promise<RuleSet> {
  const directory = await readDirectory(path, output);
  const { ruleSet, diagnostics } = parseRuleSet(directory.files);
  if (ruleSet !== null) return ruleSet;
  printDiagnostics(output, fromHere(diagnostics, directory, null), sourcesIn(directory, null));
  const which =
    side === 'old' ? { zh: '旧规则', en: 'the old rules' } : { zh: '新规则', en: 'the new rules' };
  throw new WrongUse(
    say(
      output,
      `${which.zh} ${path} 有错误，没有比较`,
      `${which.en}, ${path}, have mistakes: nothing was compared`,
    ),
  );
}

async function sameDirectory(old: string, now: string): Promise<boolean> {
  const [a, b] = await Promise.all([old, now].map((path) => realpath(path).catch(() => null)));
  return a !== null && a === b;
}

async function countAffected(path: string, count: AffectedCount, output: Output): Promise<Affected> {
  const bar = progressBar(output, '企业', 'enterprises');
  try {
    for await (const { done, ...profile } of readProfileTexts(path)) {
      count.add(profile);
      if (done !== null) bar.update(Math.round(done * 100), 100);
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new WrongUse(say(output, `读不到企业档案 ${path}`, `can't read the profiles ${path}`));
  } finally {
    bar.stop();
  }
  return count.result();
}

async function writePage(path: string, view: DiffView, output: Output): Promise<void> {
  try {
    await writeFile(path, diffPage(view, output.language));
  } catch {
    throw new WrongUse(say(output, `写不了文件 ${path}`, `can't write the file ${path}`));
  }
}

/** Profiles that weren't counted, each with its line and every reason. */
function reportBad({ affected }: DiffView, output: Output): void {
  if (affected === undefined || affected.badCount === 0) return;
  for (const { place, reasons } of affected.bad)
    for (const reason of reasons) output.err(`${place}  ${paint(output, 'red', reason)}\n`);
  const rest = affected.badCount - affected.bad.length;
  if (rest > 0) output.err(say(output, `…另有 ${rest} 份\n`, `… ${rest} more\n`));
}
