import { type Command, InvalidArgumentError, Option } from 'commander';
import { isCivilDate } from '../engine/civil-date.ts';
import type { Language } from '../rules/plain/language.ts';
import type { ExitCode, Output } from './output.ts';

/** What a command adds itself to. */
export interface CommandLine {
  readonly program: Command;
  /** Of help texts. */
  readonly language: Language;
  /** Runs a command and keeps its exit code; what it throws is reported. */
  run(work: (output: Output) => Promise<ExitCode>): Promise<void>;
}

/** The text of the language asked for. */
export function say({ language }: { readonly language: Language }, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

export function rulesOption(line: CommandLine): Option {
  return new Option('--rules <dir>', say(line, '规则目录', 'rule set directory'));
}

export function asOfOption(line: CommandLine): Option {
  const text = say(
    line,
    '判断日 YYYY-MM-DD（默认北京时间今天）',
    'as-of date, YYYY-MM-DD (default: today in Shanghai)',
  );
  return dateOption(line, '--as-of <date>', text);
}

/** A date that doesn't exist is wrong use: no file is to blame. */
export function dateOption(line: CommandLine, flags: string, text: string): Option {
  return new Option(flags, text).argParser((value: string) => {
    if (isCivilDate(value)) return value;
    throw new InvalidArgumentError(
      say(line, '应为存在的日期 YYYY-MM-DD。', 'Expected a day that exists, as YYYY-MM-DD.'),
    );
  });
}
