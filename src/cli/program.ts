import { Command, CommanderError, Option } from 'commander';
import { addCheck } from './commands/check.ts';
import { addDocuments } from './commands/documents.ts';
import { addExplain } from './commands/explain.ts';
import { addMatch } from './commands/match.ts';
import { addServe, type StartService } from './commands/serve.ts';
import { EXIT, type ExitCode, Findings, type Output, printDiagnostics, WrongUse } from './output.ts';

/** What the command line needs from outside. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly color: boolean;
  readonly version: string;
}

/** Runs one command line and says with which code to exit. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  startService: StartService,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = createProgram(terminal);
  const run = async (work: (output: Output) => Promise<ExitCode>): Promise<void> => {
    const language = program.opts<{ lang: 'zh' | 'en' }>().lang;
    exitCode = await report(work, { ...terminal, language });
  };
  addMatch(program, run);
  addCheck(program, run);
  addExplain(program, run);
  addDocuments(program, run);
  addServe(program, run, startService);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    return cause.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
  }
  return exitCode;
}

function createProgram(terminal: Terminal): Command {
  return new Command('mianshen')
    .description('免申即享：政策找企业 / benefits without an application')
    .version(terminal.version)
    .addOption(
      new Option('--lang <lang>', 'language of texts / 文字语言').choices(['zh', 'en']).default('zh'),
    )
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
}

async function report(work: (output: Output) => Promise<ExitCode>, output: Output): Promise<ExitCode> {
  try {
    return await work(output);
  } catch (cause) {
    if (cause instanceof Findings) {
      printDiagnostics(output, cause.diagnostics);
      return EXIT.findings;
    }
    if (cause instanceof WrongUse) {
      output.err(`${cause.message}\n`);
      return EXIT.wrongUse;
    }
    const said = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    output.err(`${output.language === 'zh' ? '程序出错' : 'something broke'}: ${said}\n`);
    return EXIT.broken;
  }
}
