import { Option } from 'commander';
import { checkFully, type FullyChecked } from '../../app/check-fully.ts';
import { rulesDirectory, seedsDirectory } from '../../io/directories.ts';
import { stateOf } from '../../io/rule-files.ts';
import { type Diagnostic, hasErrors } from '../../rules/diagnostic.ts';
import { type CommandLine, say } from '../command-line.ts';
import { printDiagnostics, type Sources } from '../diagnostic-text.ts';
import { fromHere, readDirectory, sourcesIn } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, printJson } from '../output.ts';
import { progressBar } from '../progress.ts';
import { toSarif } from '../sarif.ts';
import { printSuggestions } from '../suggestions.ts';
import { changesIn, interrupted, watchCheck } from '../watch-check.ts';

interface Options {
  readonly seeds?: string;
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly watch?: boolean;
  /** False under `--no-mutation`. */
  readonly mutation: boolean;
  readonly suggest?: boolean;
  readonly write?: string;
  readonly answers?: boolean;
}

/** What is checked: a rule set, and its documents unless that is null. */
interface Directories {
  readonly rules: string;
  readonly seeds: string | null;
}

/** What one check found, and the texts it read, by paths as seen from the working directory. */
interface Checked extends FullyChecked {
  readonly sources: Sources;
}

/** `mianshen check [DIR]`: load, type-check and lint a rule set, run its examples. */
export function addCheck(line: CommandLine): void {
  line.program
    .command('check')
    .description(say(line, '检查规则并运行全部例子', 'check a rule set and run its examples'))
    .argument('[dir]', say(line, '规则目录（默认随附的）', 'rule set directory (default: the one shipped)'))
    .option(
      '--seeds <dir>',
      say(line, '文件目录：核对政策与条款的对应', 'its documents; links between both are checked'),
    )
    .option('--json', say(line, '输出 JSON', 'diagnostics as JSON'))
    .addOption(
      new Option('--sarif', say(line, '输出 SARIF 2.1.0', 'diagnostics as SARIF 2.1.0')).conflicts('json'),
    )
    .option(
      '--no-mutation',
      say(line, '不试改规则看例子能否发现', "don't ask whether the examples would notice small changes"),
    )
    .addOption(
      new Option(
        '--suggest',
        say(line, '给出缺少的例子，结果待人工确认', 'the missing examples, their outcome left to confirm'),
      ).conflicts(['sarif', 'noMutation']),
    )
    .option('--write <file>', say(line, '与 --suggest 连用：写入文件', 'with --suggest: into a file'))
    .option(
      '--answers',
      say(line, '与 --suggest 连用：附程序算出的结果', 'with --suggest: with what the program gives'),
    )
    .addOption(
      new Option(
        '--watch',
        say(
          line,
          '文件一改就重新检查（不试改规则），Ctrl-C 结束',
          'check again on every change, without trying changes; Ctrl-C ends it',
        ),
      ).conflicts(['json', 'sarif', 'suggest']),
    )
    .action((dir: string | undefined, options: Options) => line.run((output) => check(dir, options, output)));
}

async function check(dir: string | undefined, options: Options, output: Output): Promise<ExitCode> {
  const directories = directoriesOf(dir, options);
  if (options.watch === true) return watch(directories, output);
  const checked = await checkDirectories(directories, options, output);
  const { diagnostics, sources, ruleSet } = checked;
  const ok = !hasErrors(diagnostics);
  if (options.suggest === true && checked.examined !== null) {
    await printSuggestions(checked, options, output);
    return ok ? EXIT.fine : EXIT.findings;
  }
  if (options.json === true) printJson(output, { ok, ruleSet: ruleSet?.digest ?? null, diagnostics });
  else if (options.sarif === true) printJson(output, toSarif(diagnostics, sources, output.language));
  else {
    printDiagnostics(output, diagnostics, sources);
    printSummary(checked, output);
  }
  return ok ? EXIT.fine : EXIT.findings;
}

async function watch(directories: Directories, output: Output): Promise<ExitCode> {
  const watched = [directories.rules, ...(directories.seeds === null ? [] : [directories.seeds])];
  await watchCheck({
    run: () => checkDirectories(directories, { mutation: false }, output),
    summarise: (checked) => printSummary(checked, output),
    // The state before the first check: what changes meanwhile is not missed.
    changes: changesIn(watched, await stateOf(watched), interrupted()),
    watched,
    output,
  });
  return EXIT.fine;
}

/** The shipped documents belong to the shipped rules only. */
function directoriesOf(dir: string | undefined, { seeds }: Options): Directories {
  return { rules: dir ?? rulesDirectory(), seeds: seeds ?? (dir === undefined ? seedsDirectory() : null) };
}

async function checkDirectories(
  directories: Directories,
  { mutation }: Pick<Options, 'mutation'>,
  output: Output,
): Promise<Checked> {
  const rules = await readDirectory(directories.rules, output);
  const seeds = directories.seeds === null ? null : await readDirectory(directories.seeds, output);
  const bar = progressBar(output, '试改规则', 'trying changes');
  const checked = await checkFully(rules.files, seeds?.files ?? null, { mutation, progress: bar.update });
  bar.stop();
  const diagnostics = fromHere(checked.diagnostics, rules, seeds);
  return { ...checked, diagnostics, sources: sourcesIn(rules, seeds) };
}

function printSummary({ ruleSet, policyFiles, examples, diagnostics }: Checked, output: Output): void {
  const errors = diagnostics.filter(({ severity }: Diagnostic) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const policies = policyFiles.length;
  output.out(
    say(
      output,
      `${policies} 项政策，${examples} 个例子，${errors} 处错误，${warnings} 处提醒\n`,
      `${policies} policies, ${examples} examples, ${errors} errors, ${warnings} warnings\n`,
    ),
  );
  if (ruleSet !== null) output.out(`${ruleSet.digest}\n`);
}
