import type { Command } from 'commander';
import { checkRuleSet } from '../../app/check-rule-set.ts';
import { rulesDirectory, seedsDirectory } from '../../io/directories.ts';
import { hasErrors } from '../../rules/diagnostic.ts';
import { readDirectory } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, printDiagnostics, printJson } from '../output.ts';

/** `mianshen check [DIR]`: load, type-check and lint a rule set, run its examples. */
export function addCheck(
  program: Command,
  run: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('check')
    .description('check a rule set and run its examples / 检查规则并运行全部例子')
    .argument('[dir]', 'rule set directory (default: the one shipped) / 规则目录')
    .option('--seeds <dir>', 'its documents; links between both are checked / 文件目录')
    .option('--json', 'diagnostics as JSON / 输出 JSON')
    .action((dir: string | undefined, options: { seeds?: string; json?: boolean }) =>
      run((output) => check(dir, options, output)),
    );
}

async function check(
  dir: string | undefined,
  { seeds, json }: { readonly seeds?: string; readonly json?: boolean },
  output: Output,
): Promise<ExitCode> {
  const seedsDir = seeds ?? (dir === undefined ? seedsDirectory() : null);
  const checked = checkRuleSet(
    await readDirectory(dir ?? rulesDirectory(), output),
    seedsDir === null ? null : await readDirectory(seedsDir, output),
  );
  const { diagnostics, ruleSet, policyFiles, examples } = checked;
  const failed = hasErrors(diagnostics);
  if (json === true) printJson(output, { ok: !failed, ruleSet: ruleSet?.digest ?? null, diagnostics });
  else {
    printDiagnostics(output, diagnostics);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.length - errors;
    output.out(
      output.language === 'zh'
        ? `${policyFiles.length} 项政策，${examples} 个例子，${errors} 处错误，${warnings} 处提醒\n`
        : `${policyFiles.length} policies, ${examples} examples, ${errors} errors, ${warnings} warnings\n`,
    );
    if (ruleSet !== null) output.out(`${ruleSet.digest}\n`);
  }
  return failed ? EXIT.findings : EXIT.fine;
}
