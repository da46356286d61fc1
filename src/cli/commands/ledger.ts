import type { Command } from 'commander';
import { recordedLog } from '../../io/open-ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerFinding } from '../../ledger/ledger-finding.ts';
import { parseVerifierKey } from '../../ledger/note-key.ts';
import type { LedgerStore } from '../../ledger/store.ts';
import { type LedgerTally, verifyLedger } from '../../ledger/verify-ledger.ts';
import { type CommandLine, say } from '../command-line.ts';
import { EXIT, type ExitCode, formatColumns, type Output, paint, printJson, WrongUse } from '../output.ts';
import { startProgress } from '../rate-progress.ts';
import { decisionOf, type OpenStore, unknownDecision, withLedger, withStore } from '../record.ts';
import { writeResult } from '../result-file.ts';

/** `mianshen ledger …`: the log of recorded decisions itself. */
export function addLedger(line: CommandLine, openStore: OpenStore): void {
  const ledger = line.program
    .command('ledger')
    .description(say(line, '判断记录的日志', 'the log of recorded decisions'));
  addVerify(ledger, line, openStore);
  addErase(ledger, line, openStore);
  ledger
    .command('checkpoint')
    .description(say(line, '最新的签名检查点', 'the newest signed checkpoint'))
    .action(() => run(line, openStore, async ({ checkpoint }) => (await checkpoint()).note));
  ledger
    .command('key')
    .description(say(line, '验证公钥', 'the key to verify with'))
    .action(() => run(line, openStore, async ({ key }) => `${key}\n`));
  addConsistency(ledger, line, openStore);
}

/** Prints what the ledger says. */
function run(
  line: CommandLine,
  openStore: OpenStore,
  text: (ledger: Ledger) => Promise<string>,
): Promise<void> {
  return line.run((output) =>
    withLedger(openStore, async (ledger) => {
      output.out(await text(ledger));
      return EXIT.fine;
    }),
  );
}

interface VerifyOptions {
  readonly key?: readonly string[];
  readonly json?: boolean;
}

function addVerify(ledger: Command, line: CommandLine, openStore: OpenStore): void {
  ledger
    .command('verify')
    .description(say(line, '从头核对整个日志及留存的内容', 'check the whole log and what is kept'))
    .option(
      '--key <key>',
      say(
        line,
        '可信公钥，可重复（默认日志所认的）',
        'a trusted key, repeatable (default: those of the log)',
      ),
      (key: string, keys: readonly string[] = []) => [...keys, key],
    )
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .action((options: VerifyOptions) =>
      line.run((output) => withStore(openStore, (store) => verify(store, options, output))),
    );
}

async function verify(
  store: LedgerStore,
  { key: trustedKeys, json }: VerifyOptions,
  output: Output,
): Promise<ExitCode> {
  for (const key of trustedKeys ?? [])
    if (parseVerifierKey(key) === undefined)
      throw new WrongUse(say(output, `不是验证公钥：“${key}”`, `not a verifier key: '${key}'`));
  const identity = await recordedLog(store);
  const progress = startProgress((await store.head()).size, output);
  const found: LedgerFinding[] = [];
  const walk = verifyLedger(store, identity, {
    ...(trustedKeys === undefined ? {} : { trustedKeys }),
    onProgress: (done) => progress.update(done, done),
  });
  let step = await walk.next();
  for (; step.done !== true; step = await walk.next()) {
    found.push(step.value);
    if (json !== true) output.err(`${paint(output, 'red', step.value.message[output.language])}\n`);
  }
  progress.stop();
  if (json === true)
    printJson(output, { ok: found.length === 0, findings: found.map(inWords(output)), ...step.value });
  else output.out(formatTally(step.value, found.length, output));
  return found.length === 0 ? EXIT.fine : EXIT.findings;
}

function inWords({ language }: Output) {
  return ({ message, ...rest }: LedgerFinding) => ({ ...rest, message: message[language] });
}

function formatTally(tally: LedgerTally, findings: number, output: Output): string {
  const { leaves, decisions, erased, checkpoints, ruleSets, keys } = tally;
  return formatColumns([
    [say(output, '日志条数', 'leaves'), `${leaves}`],
    [say(output, '判断记录', 'decisions'), `${decisions}`],
    [say(output, '其中已抹除', 'erased'), `${erased}`],
    [say(output, '检查点', 'checkpoints'), `${checkpoints}`],
    [say(output, '规则集', 'rule sets'), `${ruleSets}`],
    [say(output, '公钥', 'keys'), keys.join('\n')],
    [say(output, '问题', 'findings'), `${findings}`],
  ]);
}

function addErase(ledger: Command, line: CommandLine, openStore: OpenStore): void {
  ledger
    .command('erase')
    .description(say(line, '抹除一条判断记录的内容（不能恢复）', 'erase what a decision holds, for good'))
    .argument('<id>', say(line, '判断记录的编号', 'the id of the decision'))
    .requiredOption(
      '--reason <text>',
      say(line, '原因，写入日志，不得含个人信息', 'why; goes into the log, no personal data'),
    )
    .action((id: string, { reason }: { reason: string }) =>
      line.run((output) => withLedger(openStore, (opened) => erase(opened, id, reason, output))),
    );
}

const LONGEST_REASON = 500;

async function erase(ledger: Ledger, id: string, reason: string, output: Output): Promise<ExitCode> {
  if (reason.trim() === '' || [...reason].length > LONGEST_REASON || /\p{C}/u.test(reason))
    throw new WrongUse(
      say(
        output,
        `--reason 应为可显示的文字，1 到 ${LONGEST_REASON} 个字符`,
        `--reason must be printable text of 1 to ${LONGEST_REASON} characters`,
      ),
    );
  await decisionOf(ledger.store, id, output);
  const done = (await ledger.erase(id, reason.trim())) ?? unknownDecision(id, output);
  output.out(
    done === 'erased'
      ? say(
          output,
          `已抹除 ${id} 的内容，其证明仍有效\n`,
          `what ${id} held was erased; proofs of it stay valid\n`,
        )
      : say(output, `${id} 早已抹除\n`, `${id} was erased before\n`),
  );
  return EXIT.fine;
}

function addConsistency(ledger: Command, line: CommandLine, openStore: OpenStore): void {
  ledger
    .command('consistency')
    .description(say(line, '两个检查点之间只增未改的证明', 'proof that the log was only added to'))
    .argument('<first>', say(line, '前一检查点的条数', 'the size of the first checkpoint'))
    .argument('<second>', say(line, '后一检查点的条数', 'the size of the second checkpoint'))
    .option('--out <file>', say(line, '写入文件', 'write it to a file'))
    .action((first: string, second: string, { out }: { out?: string }) =>
      line.run((output) =>
        withLedger(openStore, (opened) => consistency(opened, [first, second], out, output)),
      ),
    );
}

async function consistency(
  ledger: Ledger,
  given: readonly [string, string],
  out: string | undefined,
  output: Output,
): Promise<ExitCode> {
  const [first, second] = given.map(Number) as [number, number];
  if (!given.every((text) => /^[1-9]\d{0,14}$/.test(text)) || first > second)
    throw new WrongUse(
      say(
        output,
        '条数应为正整数，前者不大于后者',
        'sizes are positive integers, the first not above the second',
      ),
    );
  const proof = await ledger.consistency(first, second);
  if (proof === undefined) throw new WrongUse(await withoutCheckpoint(ledger.store, [first, second], output));
  await writeResult(out, `${JSON.stringify(proof, null, 2)}\n`, output);
  return EXIT.fine;
}

async function withoutCheckpoint(
  store: LedgerStore,
  sizes: readonly number[],
  output: Output,
): Promise<string> {
  const lines = await Promise.all(
    sizes.map(async (size) => {
      const next = await store.checkpointFrom(size);
      if (next?.size === size) return [];
      const where = next === undefined ? say(output, '没有', 'there is none') : `${next.size}`;
      return [
        say(
          output,
          `${size} 条处没有检查点，其后最近的在：${where}`,
          `there is no checkpoint of size ${size}; the next one: ${where}`,
        ),
      ];
    }),
  );
  return lines.flat().join('\n');
}
