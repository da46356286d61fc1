import { type Command, InvalidArgumentError, Option } from 'commander';
import { viewDecision } from '../../app/decision-view.ts';
import {
  type DecisionSearch,
  findDecisions,
  isCursor,
  LARGEST_PAGE,
  USUAL_PAGE,
} from '../../app/find-decisions.ts';
import { createRuleSetLoader } from '../../app/recorded-rule-set.ts';
import type { CivilDate } from '../../engine/civil-date.ts';
import { type CommandLine, dateOption, say } from '../command-line.ts';
import { formatDecision, formatDecisions } from '../decision-text.ts';
import { EXIT, type ExitCode, type Output, printJson, WrongUse } from '../output.ts';
import { decisionOf, type OpenStore, withStore } from '../record.ts';
import { OUTCOMES } from '../words.ts';

interface Options {
  readonly subject?: string;
  readonly policy?: string;
  readonly outcome?: (typeof OUTCOMES)[number];
  readonly ruleSet?: string;
  readonly engine?: string;
  readonly from?: CivilDate;
  readonly to?: CivilDate;
  readonly oldest?: boolean;
  readonly limit: number;
  readonly cursor?: string;
  readonly json?: boolean;
}

/** `mianshen decisions`: finds recorded decisions; `decisions show ID` shows one. */
export function addDecisions(line: CommandLine, openStore: OpenStore): void {
  const decisions = line.program
    .command('decisions')
    .description(say(line, '查找留存的判断记录', 'find recorded decisions'));
  addFilters(decisions, line).action((options: Options) =>
    line.run((output) => withStore(openStore, (store) => list(store, options, output))),
  );
  decisions
    .command('show')
    .description(say(line, '显示一条判断记录', 'one recorded decision'))
    .argument('<id>', say(line, '判断记录的编号', 'the id of the decision'))
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .action((id: string, _options: object, command: Command) => {
      // Both have the option, and the outer one takes it.
      const { json = false } = command.optsWithGlobals<{ json?: boolean }>();
      return line.run((output) => withStore(openStore, (store) => show(store, id, json, output)));
    });
}

function addFilters(command: Command, line: CommandLine): Command {
  const outcome = new Option('--outcome <outcome>', say(line, '结果', 'outcome')).choices([...OUTCOMES]);
  const limit = new Option('--limit <n>', say(line, '每页条数，至多 200', 'page size, at most 200'));
  const cursor = new Option(
    '--cursor <cursor>',
    say(line, '上一页给出的位置', 'where the page before ended'),
  );
  return command
    .option('--subject <code>', say(line, '统一社会信用代码', 'unified social credit code'))
    .option('--policy <id>', say(line, '判断过这项政策的', 'that decided about this policy'))
    .addOption(outcome)
    .option('--rule-set <digest>', say(line, '规则集的摘要', 'digest of the rule set'))
    .option('--engine <version>', say(line, '引擎版本', 'version of the engine'))
    .addOption(
      dateOption(line, '--from <date>', say(line, '留存日（北京时间）起', 'recorded since, in Shanghai')),
    )
    .addOption(
      dateOption(line, '--to <date>', say(line, '留存日（北京时间）止', 'recorded until, in Shanghai')),
    )
    .option('--oldest', say(line, '从旧到新（默认从新到旧）', 'oldest first (default: newest first)'))
    .addOption(limit.default(USUAL_PAGE).argParser((text: string) => pageSize(text, line)))
    .addOption(cursor.argParser((text: string) => readCursor(text, line)))
    .option('--json', say(line, '输出 JSON，同 HTTP 接口', 'as the HTTP interface'));
}

function pageSize(text: string, line: CommandLine): number {
  const size = Number(text);
  if (/^\d{1,3}$/.test(text) && size >= 1 && size <= LARGEST_PAGE) return size;
  throw new InvalidArgumentError(
    say(line, `应为 1 到 ${LARGEST_PAGE} 的整数。`, `Expected an integer from 1 to ${LARGEST_PAGE}.`),
  );
}

function readCursor(text: string, line: CommandLine): string {
  if (isCursor(text)) return text;
  throw new InvalidArgumentError(
    say(line, '应为上一页末尾给出的。', 'Expected what the page before ended with.'),
  );
}

async function list(
  store: Parameters<typeof findDecisions>[0],
  { oldest, json, ...same }: Options,
  output: Output,
): Promise<ExitCode> {
  const search: DecisionSearch = { ...same, newestFirst: oldest !== true };
  const found = await findDecisions(store, search, { file: '--subject', pointer: '' });
  if (!found.ok)
    throw new WrongUse(found.diagnostics.map(({ message }) => message[output.language]).join('\n'));
  const { decisions, next } = found.page;
  if (json === true) printJson(output, found.page);
  else if (decisions.length === 0)
    output.err(say(output, '没有找到判断记录\n', 'no recorded decision found\n'));
  else output.out(formatDecisions(decisions, output));
  if (json !== true && next !== null)
    output.err(say(output, `还有更多：加 --cursor ${next}\n`, `there are more: add --cursor ${next}\n`));
  return EXIT.fine;
}

async function show(
  store: Parameters<typeof decisionOf>[0],
  id: string,
  json: boolean,
  output: Output,
): Promise<ExitCode> {
  const view = await viewDecision(store, await decisionOf(store, id, output));
  if ('why' in view) {
    output.err(`${view.why[output.language]}\n`);
    return EXIT.findings;
  }
  if (json) printJson(output, view);
  else {
    const loaded = await createRuleSetLoader(store)(view.ruleSet);
    output.out(formatDecision(view, loaded.ok ? loaded.ruleSet : null, output));
  }
  return EXIT.fine;
}
