import { Command, CommanderError, Option } from 'commander';
import type { Language } from '../rules/plain/language.ts';
import { say } from './command-line.ts';
import { addCheck } from './commands/check.ts';
import { addDiff } from './commands/diff.ts';
import { addDocuments } from './commands/documents.ts';
import { addExplain } from './commands/explain.ts';
import { addMatch } from './commands/match.ts';
import { addNew } from './commands/new.ts';
import { addSchemas } from './commands/schemas.ts';
import { addServe, type StartService } from './commands/serve.ts';
import { printDiagnostics } from './diagnostic-text.ts';
import { EXIT, type ExitCode, Findings, type Output, WrongUse } from './output.ts';

/** What the command line needs from outside. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly color: boolean;
  readonly version: string;
  /** Asks a person; null at the end of the input. Absent where nobody is there to answer. */
  ask?(question: string): Promise<string | null>;
}

/** Runs one command line and says with which code to exit. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  startService: StartService,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const language = languageOf(args);
  const program = createProgram(terminal, language);
  const run = async (work: (output: Output) => Promise<ExitCode>): Promise<void> => {
    exitCode = await report(work, { ...terminal, language });
  };
  const line = { program, language, run };
  addMatch(line);
  addCheck(line);
  addExplain(line);
  addDiff(line);
  addDocuments(line);
  addNew(line);
  addSchemas(line);
  addServe(line, startService);
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
function languageOf(args: readonly string[]): Language {
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
    const said = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    output.err(`${say(output, '程序出错', 'something broke')}: ${said}\n`);
    return EXIT.broken;
  }
}
