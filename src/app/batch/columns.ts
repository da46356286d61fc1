import type { Fact, RuleSet, Text } from '../../engine/rule-set.ts';
import { diagnose } from '../../rules/diagnostic.ts';
import { nearest } from '../../rules/nearest.ts';
import { BatchRefused } from './batch-refused.ts';
import { isReported } from './part-builder.ts';

/** What the columns of a table are. */
export interface Columns {
  /** By place; null is the subject's column. */
  readonly facts: readonly (Fact | null)[];
  /** Place of the subject's column; null where there is none, and the number of the row stands for it. */
  readonly subject: number | null;
}

/**
 * Reads the names of the columns. `subject` is the column that names the enterprise: undefined stands for one called
 * `subject`, if there is one. Throws `BatchRefused` with every mistake.
 */
export function readColumns(
  ruleSet: RuleSet,
  names: readonly string[],
  subject: string | undefined,
): Columns {
  const place = placeOf(subject ?? 'subject', names);
  if (place < 0 && subject !== undefined) throw new BatchRefused(noSubject(subject, names));
  const faults: Text[] = [
    ...names.flatMap((name, index) => (index === place ? [] : faultOf(ruleSet, name))),
    ...[...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(appearsTwice),
  ];
  if (faults.length > 0) throw new BatchRefused(joined(faults));
  const facts = names.map((name, index) => (index === place ? null : (ruleSet.facts.get(name) ?? null)));
  return { facts, subject: place < 0 ? null : place };
}

/** As it is written, or as the header of a text file is read. */
function placeOf(name: string, names: readonly string[]): number {
  const place = names.indexOf(name);
  return place < 0 ? names.indexOf(columnName(name)) : place;
}

/** A name as a person typed it, in full-width characters or with blanks about it. */
export function columnName(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Texts under each other. */
export function joined(texts: readonly Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join('\n'), en: texts.map(({ en }) => en).join('\n') };
}

function faultOf(ruleSet: RuleSet, name: string): readonly Text[] {
  const fact = ruleSet.facts.get(name);
  if (fact !== undefined && isReported(fact)) return [];
  const place = { file: '', pointer: '' };
  const { message, help } =
    fact === undefined
      ? diagnose('unknown-fact', place, { found: name, nearest: nearest(name, ruleSet.facts.keys()) })
      : diagnose('derived-fact-given', place, { about: name });
  return [
    {
      zh: `列“${name}”：${message.zh}${help === undefined ? '' : `（${help.zh}）`}`,
      en: `column '${name}': ${message.en}${help === undefined ? '' : ` (${help.en})`}`,
    },
  ];
}

function appearsTwice(name: string): Text {
  return { zh: `列“${name}”出现了不止一次`, en: `the column '${name}' is there more than once` };
}

function noSubject(subject: string, names: readonly string[]): Text {
  const near = nearest(subject, names);
  return {
    zh: `没有“${subject}”这一列（--subject）${near === undefined ? '' : `，是不是想写“${near}”？`}`,
    en: `there is no column '${subject}' (--subject)${near === undefined ? '' : `: did you mean '${near}'?`}`,
  };
}
