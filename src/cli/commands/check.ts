import { type CheckedRuleSet, checkRuleSet } from '../../app/check-rule-set.ts';
import { rulesDirectory, seedsDirectory } from '../../io/directories.ts';
import { type Diagnostic, hasErrors } from '../../rules/diagnostic.ts';
import { type CommandLine, say } from '../command-line.ts';
import { fromHere, readDirectory } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, printDiagnostics, printJson } from '../output.ts';

interface Options {
  readonly seeds?: string;
  readonly json?: boolean;
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
    .action((dir: string | undefined, options: Options) => line.run((output) => check(dir, options, output)));
}

async function check(dir: string | undefined, options: Options, output: Output): Promise<ExitCode> {
  const seedsPath = options.seeds ?? (dir === undefined ? seedsDirectory() : null);
  const rules = await readDirectory(dir ?? rulesDirectory(), output);
  const seeds = seedsPath === null ? null : await readDirectory(seedsPath, output);
  const checked = checkRuleSet(rules.files, seeds?.files ?? null);
  const diagnostics = fromHere(checked.diagnostics, rules, seeds);
  const ok = !hasErrors(diagnostics);
  if (options.json === true) printJson(output, { ok, ruleSet: checked.ruleSet?.digest ?? null, diagnostics });
  else printChecked(checked, diagnostics, output);
  return ok ? EXIT.fine : EXIT.findings;
}

function printChecked(
  { ruleSet, policyFiles, examples }: CheckedRuleSet,
  diagnostics: readonly Diagnostic[],
  output: Output,
): void {
  printDiagnostics(output, diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
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
