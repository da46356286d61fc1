import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Files, NewPolicy, PolicyDraft } from '../../app/new-policy.ts';
import type { Text } from '../../engine/rule-set.ts';
import { todayInShanghai } from '../../io/clock.ts';
import { rulesDirectory, seedsDirectory } from '../../io/directories.ts';
import { writeAll } from '../../io/write-files.ts';
import { parseNumber } from '../../rules/phrase.ts';
import { askPolicy } from '../ask-policy.ts';
import { type CommandLine, rulesOption, say } from '../command-line.ts';
import { printDiagnostics } from '../diagnostic-text.ts';
import { type Directory, findingsIn, fromHere, pathFromHere, readDirectory, sourcesIn } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';
import { chosen, POLICY_FIELDS, type PolicyAnswers, type PolicyField } from '../policy-fields.ts';

type Options = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `mianshen new policy`: writes a policy that passes `check`, by flags or by asking. */
export function addNew(line: CommandLine): void {
  const policy = line.program
    .command('new')
    .description(say(line, '新建', 'make something new'))
    .command('policy')
    .description(
      say(
        line,
        '新建一项政策：在终端上逐项提问，或用选项给出',
        'make a policy, by asking on a terminal or by flags',
      ),
    );
  for (const each of POLICY_FIELDS) addField(policy, each, line);
  policy
    .addOption(rulesOption(line))
    .option(
      '--seeds <dir>',
      say(line, '文件目录（默认随附的）', 'documents directory (default: the one shipped)'),
    )
    .action((options: Options) => line.run((output) => newPolicy(options, output)));
}

function addField(command: Command, { flag, meaning, need }: PolicyField, line: CommandLine): void {
  const more = need === 'many' ? say(line, '，可多次', ', repeatable') : '';
  const text = `${meaning[line.language]}${more}`;
  if (need === 'many')
    command.option(`--${flag} <text>`, text, (value: string, all: readonly string[] = []) => [...all, value]);
  else command.option(`--${flag} <text>`, text);
}

async function newPolicy(options: Options, output: Output): Promise<ExitCode> {
  const rules = await readDirectory(String(options.rules ?? rulesDirectory()), output);
  const seeds = await readDirectory(String(options.seeds ?? seedsDirectory()), output);
  const files: Files = { rules: rules.files, seeds: seeds.files };
  const given = answersIn(options);
  const missing = POLICY_FIELDS.filter(({ flag, need }) => need === 'required' && given[flag] === undefined);
  if (missing.length > 0 && output.ask === undefined) throw lacks(missing, output);
  const answers = missing.length === 0 ? given : await askPolicy(given, files, output);
  // Imported here: it brings word lists of Chinese that few other commands need.
  const { makePolicy } = await import('../../app/new-policy.ts');
  const made = makePolicy(draftFrom(answers, output), files, todayInShanghai(), schemaFor(rules.path));
  return finish(made, rules, seeds, { ...output, hints: hintsFor(options) });
}

function answersIn(options: Options): PolicyAnswers {
  const entries = POLICY_FIELDS.map(({ flag }) => [flag, options[camelCase(flag)]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function lacks(missing: readonly PolicyField[], output: Output): WrongUse {
  const lines = missing.map(({ flag, meaning, choices }) => {
    const list = choices
      ?.map(([id, words]) => `${id} ${words[output.language]}`)
      .join(say(output, '、', ', '));
    return `  --${flag}  ${meaning[output.language]}${list === undefined ? '' : ` (${list})`}`;
  });
  const head = say(
    output,
    '还缺这些选项（在终端上运行则逐项提问）：',
    'these flags are missing (on a terminal you would be asked):',
  );
  return new WrongUse([head, ...lines].join('\n'));
}

/** What the next commands need where the rules aren't those that are shipped. */
interface WithHints extends Output {
  readonly hints: { readonly explain: string; readonly check: string };
}

function hintsFor({ rules, seeds }: Options): WithHints['hints'] {
  const documents = seeds === undefined ? '' : ` --seeds ${seeds}`;
  if (rules === undefined) return { explain: '', check: documents };
  return { explain: ` --rules ${rules}`, check: ` ${rules}${documents}` };
}

/** English texts that nobody wrote are the Chinese ones: `finish` says so. */
function draftFrom(answers: PolicyAnswers, output: Output): PolicyDraft {
  const one = (flag: string): string | undefined =>
    answers[flag] === undefined ? undefined : String(answers[flag]);
  const many = (flag: string): readonly string[] => [answers[flag] ?? []].flat();
  const text = (flag: string): Text => ({ zh: one(flag) ?? '', en: one(`${flag}-en`) ?? one(flag) ?? '' });
  const amount = one('amount');
  return {
    ...{ document: one('document') ?? '', clause: one('clause') ?? '', id: one('id'), region: one('region') },
    ...{ title: text('title'), summary: text('summary'), benefit: text('benefit') },
    kind: choiceOf('kind', one('kind'), output) as PolicyDraft['kind'],
    delivery: choiceOf('delivery', one('delivery'), output) as PolicyDraft['delivery'],
    basis: choiceOf('basis', one('basis'), output) as PolicyDraft['basis'],
    departments: answers.department === undefined ? undefined : many('department'),
    ...{ validFrom: one('valid-from'), validTo: one('valid-to'), when: many('when') },
    residual: many('residual').map((each) => {
      const [words, confirmedBy] = splitAtEquals('residual', each, output);
      return { text: { zh: words, en: words }, confirmedBy };
    }),
    justifications: many('difference').map((each) => {
      const [ground, reason] = splitAtEquals('difference', each, output);
      return { ground: ground as 'ownership', reason, reviewedBy: null, reviewedOn: null };
    }),
    amount: amount === undefined ? undefined : (parseNumber(amount) ?? amount),
  };
}

function choiceOf(flag: string, value: string | undefined, output: Output): string {
  const { choices = [] } = POLICY_FIELDS.find((each) => each.flag === flag) ?? {};
  const found = value === undefined ? undefined : chosen(value, choices);
  if (found !== undefined) return found;
  const list = choices.map(([id]) => id).join(' ');
  throw new WrongUse(
    say(
      output,
      `--${flag}：应为 ${list} 之一，实为“${value}”`,
      `--${flag}: expected one of ${list}, found '${value}'`,
    ),
  );
}

function splitAtEquals(flag: string, text: string, output: Output): readonly [string, string] {
  const [, before, after] = /^(.+)[=＝]([^=＝]+)$/u.exec(text) ?? [];
  if (before !== undefined && after !== undefined) return [before.trim(), after.trim()];
  throw new WrongUse(
    say(output, `--${flag}：应为“…=…”，实为“${text}”`, `--${flag}: expected '…=…', found '${text}'`),
  );
}

/** The schema that editors use, as seen from a policy file; null where the rule set has none beside it. */
function schemaFor(rulesPath: string): string | null {
  return existsSync(join(rulesPath, '../schemas/rules/policy.schema.json'))
    ? '../../../schemas/rules/policy.schema.json'
    : null;
}

async function finish(
  made: NewPolicy,
  rules: Directory,
  seeds: Directory,
  output: WithHints,
): Promise<ExitCode> {
  if (made.kind === 'refused')
    throw new WrongUse(made.problems.map((problem) => problem[output.language]).join('\n'));
  if (made.kind === 'mistakes')
    throw findingsIn(
      made.diagnostics,
      { ...rules, files: made.files.rules },
      { ...seeds, files: made.files.seeds },
    );
  const [policyPath, documentPath] = [
    join(rules.path, made.policy.path),
    join(seeds.path, made.document.path),
  ];
  try {
    await writeAll([
      { path: policyPath, text: made.policy.text, isNew: true },
      { path: documentPath, text: made.document.text, isNew: false },
    ]);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === '') throw cause;
    throw new WrongUse(
      say(
        output,
        `写不了 ${policyPath} 或 ${documentPath}：${code}`,
        `can't write ${policyPath} or ${documentPath}: ${code}`,
      ),
    );
  }
  printMade(made, rules, seeds, output);
  return EXIT.fine;
}

function printMade(
  made: Extract<NewPolicy, { kind: 'made' }>,
  rules: Directory,
  seeds: Directory,
  output: WithHints,
): void {
  const after = { ...rules, files: [...rules.files, made.policy] };
  printDiagnostics(output, fromHere(made.warnings, after, seeds), sourcesIn(after, seeds));
  const [policy, document] = [
    pathFromHere(rules.path, made.policy.path),
    pathFromHere(seeds.path, made.document.path),
  ];
  output.out(
    say(
      output,
      `已写入 ${policy}\n已在 ${document} 的条款里列出\n`,
      `written: ${policy}\nlisted under its clause in ${document}\n`,
    ),
  );
  const steps = [
    say(
      output,
      `读一遍，与文件核对：npx mianshen explain ${made.id}${output.hints.explain}`,
      `read it back and compare with the source: npx mianshen explain ${made.id}${output.hints.explain}`,
    ),
    say(
      output,
      '例子的结果由程序算出：在编辑器里逐个核对',
      'the program worked out the examples: compare each of them with the source',
    ),
    say(
      output,
      '没有写英文的，暂用中文：补译 en',
      'texts without English have the Chinese in its place: translate them',
    ),
    say(
      output,
      `改动之后再检查：npx mianshen check${output.hints.check}`,
      `check again after every change: npx mianshen check${output.hints.check}`,
    ),
  ];
  output.out(
    `\n${say(output, '接下来', 'next')}\n${steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}\n`,
  );
}
