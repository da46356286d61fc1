import { Option } from 'commander';
import { createAnswerer } from '../../app/answerer.ts';
import { matchStream } from '../../app/match-stream.ts';
import type { Outcome } from '../../engine/match.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { todayInShanghai } from '../../io/clock.ts';
import { SELF_DECLARED } from '../../rules/profile-json.ts';
import { EXPLANATIONS } from '../../rules/schema/match-request-schema.ts';
import { asOfOption, type CommandLine, rulesOption, say } from '../command-line.ts';
import { loadRules } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';
import { OUTCOMES } from '../words.ts';

/** Standard input and output, for as much as goes through them. */
export interface Pipes {
  readonly input: AsyncIterable<Uint8Array>;
  /** Resolves when there is room for more. */
  write(bytes: Uint8Array): Promise<void>;
}

interface Options {
  readonly rules?: string;
  readonly asOf?: string;
  readonly source?: string;
  readonly include?: readonly Outcome[];
  readonly explain?: (typeof EXPLANATIONS)[number];
}

/** `mianshen stream`: match requests as NDJSON on standard input, answers on standard output. */
export function addStream(line: CommandLine, pipes: Pipes): void {
  line.program
    .command('stream')
    .description(
      say(line, '逐行匹配：标准输入与输出均为 NDJSON', 'a filter: requests in, answers out, as NDJSON'),
    )
    .addHelpText('after', `\n${say(line, ABOUT_ZH, ABOUT_EN)}`)
    .addOption(rulesOption(line))
    .addOption(asOfOption(line))
    .option('--source <id>', say(line, '默认的数据来源（部门编号）', 'the authority that vouches by default'))
    .addOption(
      new Option(
        '--include <outcomes...>',
        say(line, '列出哪些结果（默认不含 ineligible）', 'outcomes to list (default: not ineligible)'),
      ).choices(OUTCOMES),
    )
    .addOption(
      new Option(
        '--explain <how>',
        say(line, '解释到什么程度（默认 reasons）', 'how far to explain (default: reasons)'),
      ).choices(EXPLANATIONS),
    )
    .action((options: Options) => line.run((output) => stream(options, pipes, output)));
}

const ABOUT_ZH = `每行一个匹配请求（同 POST /v1/matches 的请求体，至多 1 MB），每行一个回答，
连同行号 line，次序不变；空行跳过。选项是各行没有写明时的默认值。
有误的行以问题详情回答，后面各行照常；有这样的行则退出码为 1。一概不留存。`;

const ABOUT_EN = `A match request a line, as the body of POST /v1/matches, of at most 1 MB;
an answer a line, with its number as 'line', in order; blank lines are skipped.
The options hold for lines that don't say themselves. A bad line is answered
with its mistakes and doesn't stop the others; the exit code is 1 then.
Nothing is recorded.`;

async function stream(options: Options, pipes: Pipes, output: Output): Promise<ExitCode> {
  const { rules, ...defaults } = options;
  const { ruleSet } = await loadRules(rules, output);
  checkSource(options.source, ruleSet, output);
  const answerText = createAnswerer(ruleSet);
  const settings = { ruleSet, answerText, defaults, today: todayInShanghai, language: output.language };
  let bad = 0;
  for await (const answers of matchStream(pipes.input, settings)) {
    bad += answers.bad;
    await pipes.write(answers.bytes);
  }
  if (bad === 0) return EXIT.fine;
  output.err(
    say(
      output,
      `${bad} 行有误，见输出中带 type 的行\n`,
      `${bad} bad ${bad === 1 ? 'line' : 'lines'}: see those with a type in the output\n`,
    ),
  );
  return EXIT.findings;
}

/** What would make every line bad is told at once. */
function checkSource(source: string | undefined, { authorities }: RuleSet, output: Output): void {
  if (source === undefined || source === SELF_DECLARED || authorities.has(source)) return;
  throw new WrongUse(
    say(output, `规则集里没有部门“${source}”`, `there is no authority '${source}' in the rule set`),
  );
}
