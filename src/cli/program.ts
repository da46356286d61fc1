import { Command, CommanderError, Option } from 'commander';
import { SettingRefused } from '../io/setting-refused.ts';
import { StoreRefused } from '../io/store/store-refused.ts';
import { LedgerDamaged } from '../ledger/prove.ts';
import { MaybeRecorded } from '../ledger/sequencer.ts';
import { MissingNode, StoreUnavailable } from '../ledger/store.ts';
import type { Language } from '../rules/plain/language.ts';
import { say } from './command-line.ts';
import { addBatch } from './commands/batch.ts';
import { addCheck } from './commands/check.ts';
import { addDecisions } from './commands/decisions.ts';
import { addDiff } from './commands/diff.ts';
import { addDocuments } from './commands/documents.ts';
import { addExplain } from './commands/explain.ts';
import { addLedger } from './commands/ledger.ts';
import { addMatch } from './commands/match.ts';
import { addNew } from './commands/new.ts';
import { addReceipt } from './commands/receipt.ts';
import { addReplay } from './commands/replay.ts';
import { addRuleSet } from './commands/rule-set.ts';
import { addSchemas } from './commands/schemas.ts';
import { addServe, type StartService } from './commands/serve.ts';
import { addStream, type Pipes } from './commands/stream.ts';
import { addVerify } from './commands/verify.ts';
import { printDiagnostics } from './diagnostic-text.ts';
import { EXIT, type ExitCode, Findings, type Output, WrongUse } from './output.ts';
import type { OpenStore } from './record.ts';

/** What the command line needs from outside. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly color: boolean;
  readonly version: string;
  /** Asks a person; null at the end of the input. Absent where nobody is there to answer. */
  ask?(question: string): Promise<string | null>;
}

/** The record of decisions, the service, and standard input and output, as commands reach them. */
export interface World {
  readonly openStore: OpenStore;
  readonly startService: StartService;
  readonly pipes: Pipes;
}

/** Runs one command line and says with which code to exit. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  { openStore, startService, pipes }: World,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const language = languageOf(args);
  const program = createProgram(terminal, language);
  const run = async (work: (output: Output) => Promise<ExitCode>): Promise<void> => {
    exitCode = await report(work, { ...terminal, language });
  };
  const line = { program, language, run };
  addMatch(line);
  addBatch(line);
  addStream(line, pipes);
  addCheck(line);
  addExplain(line);
  addDiff(line);
  addDocuments(line);
  addNew(line);
  addSchemas(line);
  addServe(line, openStore, startService);
  addDecisions(line, openStore);
  addReplay(line, openStore);
  addReceipt(line, openStore);
  addVerify(line);
  addRuleSet(line, openStore);
  addLedger(line, openStore);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (cause) {
    if (!(cause instanceof CommanderError))
      return report(() => Promise.reject(cause), { ...terminal, language });
    return cause.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
  }
  return exitCode;
}

/** Known before the arguments are parsed: help texts are in that language too. */
export function languageOf(args: readonly string[]): Language {
  const english = args.some((arg, at) => arg === '--lang=en' || (arg === '--lang' && args[at + 1] === 'en'));
  return english ? 'en' : 'zh';
}

function createProgram(terminal: Terminal, language: Language): Command {
  const inLanguage = { language };
  return new Command('mianshen')
    .description(say(inLanguage, '免申即享：政策找企业', 'benefits without an application'))
    .version(terminal.version, '-V, --version', say(inLanguage, '版本', 'output the version number'))
    .addOption(
      new Option(
        '--lang <lang>',
        say(inLanguage, '文字语言：zh（默认）或 en', 'language of texts: zh (default) or en'),
      )
        .choices(['zh', 'en'])
        .default('zh'),
    )
    .helpOption('-h, --help', say(inLanguage, '显示帮助', 'display help'))
    .helpCommand('help [command]', say(inLanguage, '显示某个命令的帮助', 'display help for a command'))
    .configureHelp({
      optionDescription: (option) => option.description,
      styleTitle: (title) => say(inLanguage, HELP_TITLES[title] ?? title, title),
    })
    .exitOverride()
    .showHelpAfterError(say(inLanguage, '（加 --help 看用法）', '(add --help for usage)'))
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
}

const HELP_TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

async function report(work: (output: Output) => Promise<ExitCode>, output: Output): Promise<ExitCode> {
  try {
    return await work(output);
  } catch (cause) {
    if (cause instanceof Findings) {
      printDiagnostics(output, cause.diagnostics, cause.sources);
      return EXIT.findings;
    }
    if (cause instanceof WrongUse) {
      output.err(`${cause.message}\n`);
      return EXIT.wrongUse;
    }
    if (cause instanceof SettingRefused || cause instanceof StoreRefused) {
      output.err(`${cause.text[output.language]}\n`);
      return EXIT.wrongUse;
    }
    if (cause instanceof LedgerDamaged || cause instanceof MissingNode) {
      output.err(say(output, ...DAMAGED));
      return EXIT.findings;
    }
    if (cause instanceof StoreUnavailable) {
      output.err(`${formatUnavailable(cause, output)}\n`);
      return EXIT.broken;
    }
    const said = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    output.err(`${say(output, '程序出错', 'something broke')}: ${said}\n`);
    return EXIT.broken;
  }
}

const DAMAGED = [
  '留存的内容与签名的日志不符，运行 mianshen ledger verify 查明\n',
  "what is stored doesn't fit the signed log: run 'mianshen ledger verify'\n",
] as const;

/** The database's own words help whoever looks after it; what was maybe recorded is to be looked up. */
function formatUnavailable(cause: StoreUnavailable, output: Output): string {
  if (cause instanceof MaybeRecorded)
    return say(
      output,
      `写入时中断，${cause.id} 可能已写入日志，也可能没有：请稍后查看`,
      `the store broke off: ${cause.id} may be in the log, or not; look later`,
    );
  return say(
    output,
    `数据库暂时不可用，请稍后重试：${cause.message}`,
    `the database is unavailable, try again later: ${cause.message}`,
  );
}
