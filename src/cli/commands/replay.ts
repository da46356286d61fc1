import { startOfDay } from '../../app/find-decisions.ts';
import { GainsAndLosses } from '../../app/gains-and-losses.ts';
import { createRuleSetLoader } from '../../app/recorded-rule-set.ts';
import { REDECIDE_RESULTS, type Redecided, type RedecideResult, redecide } from '../../app/redecide.ts';
import { type Replay, replay } from '../../app/replay.ts';
import { ReplaySummary } from '../../app/replay-summary.ts';
import { viewReplay } from '../../app/replay-view.ts';
import type { CivilDate } from '../../engine/civil-date.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import type { KeptDecision, LedgerStore } from '../../ledger/store.ts';
import { type CommandLine, dateOption, say } from '../command-line.ts';
import { loadRules } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, printJson, WrongUse } from '../output.ts';
import { decisionOf, type OpenStore, withStore } from '../record.ts';
import { type Run, runOver, type Work } from '../replay-run.ts';
import { formatGains, formatReplay, formatSummary } from '../replay-text.ts';

interface Options {
  readonly all?: boolean;
  readonly since?: CivilDate;
  readonly with?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `mianshen replay ID | --all | --since D`: decides recorded decisions again and compares. */
export function addReplay(line: CommandLine, openStore: OpenStore): void {
  const since = say(line, '只要这一天（北京时间）起留存的', 'those recorded since that day, in Shanghai');
  line.program
    .command('replay')
    .description(
      say(line, '重放判断记录：重新判断并逐字节比较', 'decide recorded decisions again and compare'),
    )
    .argument('[id]', say(line, '判断记录的编号', 'the id of one decision'))
    .option('--all', say(line, '全部判断记录', 'all recorded decisions'))
    .addOption(dateOption(line, '--since <date>', since))
    .option(
      '--with <rules>',
      say(line, '改用另一个规则集（目录或摘要）', 'under another rule set: directory or digest'),
    )
    .option('--out <file>', say(line, '每条结果写一行；中断后接着写', 'a line for each result; can go on'))
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .action((id: string | undefined, options: Options) =>
      line.run((output) => {
        checkScope(id, options, output);
        return withStore(openStore, (store) => run(store, id, options, output));
      }),
    );
}

function checkScope(id: string | undefined, { all, since, out }: Options, output: Output): void {
  const given = [id, all, since].filter((each) => each !== undefined).length;
  if (given !== 1)
    throw new WrongUse(
      say(
        output,
        '应给出判断记录的编号、--all 或 --since 之一',
        'give one of: the id of a decision, --all, --since',
      ),
    );
  if (id !== undefined && out !== undefined)
    throw new WrongUse(
      say(output, '--out 只与 --all 或 --since 同用', '--out goes with --all or --since only'),
    );
}

async function run(
  store: LedgerStore,
  id: string | undefined,
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const decision = id === undefined ? undefined : await decisionOf(store, id, output);
  if (options.with !== undefined) return underOther(store, decision, options, output);
  const loadRuleSet = createRuleSetLoader(store);
  if (decision !== undefined) return one(await replay(decision, loadRuleSet), options, output);
  const summary = new ReplaySummary();
  const work: Work<Replay> = {
    decide: (each) => replay(each, loadRuleSet),
    isOurs: (line): line is Replay => (line as Replay | undefined)?.engine?.now === ENGINE_VERSION,
    add: (each) => summary.add(each),
  };
  await runOver(store, scopeOf(options), work, output);
  const { results, decisions, findingsLeftOut } = summary;
  const findings = summary.findings.map((each) => viewReplay(each, output.language));
  if (options.json === true) printJson(output, { decisions, results, findings, findingsLeftOut });
  else output.out(formatSummary(summary, output));
  return findings.length === 0 ? EXIT.fine : EXIT.findings;
}

function scopeOf({ since, out }: Options): Run {
  return {
    ...(since === undefined ? {} : { from: startOfDay(since) }),
    ...(out === undefined ? {} : { out }),
  };
}

function one(replayed: Replay, { json }: Options, output: Output): ExitCode {
  if (json === true) printJson(output, viewReplay(replayed, output.language));
  else output.out(formatReplay(replayed, output));
  const fine = replayed.result === 'identical' || replayed.result === 'erased';
  return fine ? EXIT.fine : EXIT.findings;
}

/** Decides history under another rule set: who gains, who loses. */
async function underOther(
  store: LedgerStore,
  decision: KeptDecision | undefined,
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const ruleSet = await otherRuleSet(store, options.with ?? '', output);
  const loadRuleSet = createRuleSetLoader(store);
  const results = Object.fromEntries(REDECIDE_RESULTS.map((result) => [result, 0])) as Record<
    RedecideResult,
    number
  >;
  const gathered = new GainsAndLosses();
  const undecided: Redecided[] = [];
  const work: Work<Redecided> = {
    decide: (each) => redecide(each, ruleSet, loadRuleSet),
    isOurs: (line): line is Redecided => (line as Redecided | undefined)?.ruleSet?.now === ruleSet.digest,
    add(each) {
      results[each.result] += 1;
      gathered.add(each);
      if (each.why !== undefined) undecided.push(each);
    },
  };
  if (decision !== undefined) work.add(await work.decide(decision));
  else await runOver(store, scopeOf(options), work, output);
  const came = { ruleSet, results, policies: gathered.byPolicy(), undecided };
  if (options.json === true)
    printJson(output, { ...came, ruleSet: ruleSet.digest, undecided: undecided.map(inWords(output)) });
  else output.out(formatGains(came, output));
  return undecided.length === 0 ? EXIT.fine : EXIT.findings;
}

function inWords({ language }: Output) {
  return ({ why, ...rest }: Redecided) => ({ ...rest, why: why?.[language] });
}

async function otherRuleSet(store: LedgerStore, given: string, output: Output): Promise<RuleSet> {
  if (!given.startsWith('sha256:')) return (await loadRules(given, output)).ruleSet;
  const loaded = await createRuleSetLoader(store)(given);
  if (!loaded.ok) throw new WrongUse(loaded.why[output.language]);
  return loaded.ruleSet;
}
