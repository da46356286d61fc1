import { Option } from 'commander';
import { answer } from '../../app/answer.ts';
import { secondOpinion } from '../../app/second-opinion.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { MatchRequest } from '../../rules/match-request.ts';
import { printAnswer } from '../answer-text.ts';
import { asOfOption, type CommandLine, rulesOption, say } from '../command-line.ts';
import { loadRules, readRequest } from '../inputs.ts';
import { EXIT, type ExitCode, formatColumns, type Output, printJson } from '../output.ts';
import { OUTCOME_WORDS, OUTCOMES } from '../words.ts';

interface Options {
  readonly asOf?: string;
  readonly rules?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly verbose?: boolean;
  readonly engine: 'direct' | 'reference';
}

/** `mianshen match PROFILE.json`: one enterprise against every policy in force. */
export function addMatch(line: CommandLine): void {
  line.program
    .command('match')
    .description(say(line, '为一家企业匹配全部政策', 'one enterprise against every policy'))
    .argument(
      '<profile>',
      say(line, '企业档案或整个请求（JSON 文件）', 'JSON file: a match request, or the profile alone'),
    )
    .addOption(asOfOption(line))
    .addOption(rulesOption(line))
    .option('--all', say(line, '也列出不符合的政策', 'show ineligible policies too'))
    .option('--verbose', say(line, '每项政策都列出理由', 'reasons for every policy'))
    .option('--json', say(line, '输出 JSON，同 HTTP 接口', 'the answer of the HTTP interface'))
    .addOption(
      new Option(
        '--engine <name>',
        say(line, '由谁判断：direct（默认）或 reference', 'who decides: direct (default) or reference'),
      )
        .choices(['direct', 'reference'])
        .default('direct'),
    )
    .action((file: string, options: Options) => line.run((output) => matchOne(file, options, output)));
}

async function matchOne(file: string, options: Options, output: Output): Promise<ExitCode> {
  const { ruleSet } = await loadRules(options.rules, output);
  const request = await readRequest(file, ruleSet, options, output);
  if (options.engine === 'reference') return byReference(ruleSet, request, options, output);
  if (options.json === true) printJson(output, answer(ruleSet, request, output.language));
  else {
    // On the terminal what is nearly there is shown too, so every outcome is worked out.
    const result = answer(ruleSet, { ...request, include: OUTCOMES }, output.language);
    const { name, include } = request;
    printAnswer(result, { ruleSet, name, include, verbose: options.verbose === true }, output);
  }
  return EXIT.fine;
}

/** The second opinion: outcomes alone, from json-rules-engine. */
async function byReference(
  ruleSet: RuleSet,
  request: MatchRequest,
  { json }: Options,
  output: Output,
): Promise<ExitCode> {
  const opinion = await secondOpinion(ruleSet, request);
  if (json === true) {
    printJson(output, opinion);
    return EXIT.fine;
  }
  const titles = new Map(ruleSet.policies.map(({ id, title }) => [id, title[output.language]]));
  const rows = opinion.matches.map(({ policy, outcome }) => [
    OUTCOME_WORDS[outcome][output.language],
    titles.get(policy) ?? policy,
  ]);
  output.out(`${opinion.engine}  ${opinion.asOf}\n\n${formatColumns(rows)}`);
  return EXIT.fine;
}
