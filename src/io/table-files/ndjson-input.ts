import type { Mistake, Part, Position } from '../../app/batch/part.ts';
import { mistakeOf, PartBuilder } from '../../app/batch/part-builder.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type Diagnostic, diagnose, quote } from '../../rules/diagnostic.ts';
import { parseJsonText } from '../../rules/json-text.ts';
import { nearest } from '../../rules/nearest.ts';
import { SELF_DECLARED } from '../../rules/profile-json.ts';
import { partOf, positionAfter } from './csv-input.ts';
import type { Input, Reading } from './input.ts';
import type { Subjects } from './piece-writer.ts';
import { endOfLineRecord, recordBlocks } from './record-blocks.ts';
import { decoded, NUL, notText, type TextFile, TOO_LONG, withoutMark } from './text-file.ts';

/** Opens a file with a profile on each line: `{ "subject", "profile", "source" }`, as the service takes it. */
export function openNdjson(ruleSet: RuleSet, file: TextFile, reading: Reading): Input {
  return {
    parts: (from) => readParts(ruleSet, file, reading, from),
    share: ({ bytes }) => bytes / file.size,
    close: () => undefined,
  };
}

async function* readParts(
  ruleSet: RuleSet,
  file: TextFile,
  { source, partRows }: Reading,
  from: Position,
): AsyncGenerator<Part<Subjects>> {
  const builder = new PartBuilder(ruleSet, source, partRows);
  let { rows } = from;
  let next = from;
  for await (const block of recordBlocks(file.path, from, endOfLineRecord)) {
    if (block.isTooLong) builder.addBad(block.firstLine, [TOO_LONG]);
    for (const [index, text] of decoded(block.bytes, file.encoding).split('\n').entries()) {
      const line = block.firstLine + index;
      const mistake = notText(text, file);
      if (mistake !== undefined) builder.addBad(line, [mistake]);
      else if (text.trim() !== '') addLine(builder, ruleSet, line, withoutMark(text), source);
    }
    next = positionAfter(block, rows + builder.rows);
    if (!builder.isFull) continue;
    yield partOf(builder, next);
    rows = next.rows;
  }
  if (builder.rows > 0) yield partOf(builder, next);
}

const KEYS = ['subject', 'profile', 'source', 'name'];

function addLine(
  builder: PartBuilder,
  ruleSet: RuleSet,
  line: number,
  text: string,
  source: string | null,
): void {
  const parsed = parseJsonText('', text);
  const mistakes = parsed.ok
    ? mistakesIn(ruleSet, parsed.value)
    : parsed.diagnostics.map(inProfile).map(mistakeOf);
  if (!parsed.ok || mistakes.length > 0) {
    builder.addBad(line, mistakes);
    return;
  }
  const given = parsed.value as Readonly<Record<string, unknown>>;
  const subject = typeof given.subject === 'string' ? given.subject.trim() : '';
  builder.addProfile(line, subject === '' ? null : subject, given.profile, sourceOf(given.source, source));
}

/** Facts are named alone, wherever the mistake is. */
function inProfile(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, pointer: diagnostic.pointer.replace(/^\/profile(?=\/)/, '') };
}

/** Who vouches for the plain values of a line; null is the enterprise itself. */
function sourceOf(own: unknown, otherwise: string | null): string | null {
  if (typeof own !== 'string') return otherwise;
  return own === SELF_DECLARED ? null : own;
}

const NO_OBJECT: Mistake = {
  column: null,
  code: 'wrong-type',
  message: {
    zh: '每行应是一个对象 {"subject": …, "profile": {…}}',
    en: 'each line is an object {"subject": …, "profile": {…}}',
  },
};

function mistakesIn(ruleSet: RuleSet, json: unknown): readonly Mistake[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [NO_OBJECT];
  const given = json as Readonly<Record<string, unknown>>;
  const at = (key: string) => ({ file: '', pointer: `/${key}` });
  const unknown = Object.keys(given)
    .filter((key) => !KEYS.includes(key))
    .map((key) => diagnose('unknown-key', at(key), { found: key, nearest: nearest(key, KEYS) }));
  const { profile, subject, source } = given;
  const expected = { zh: '文字', en: 'text' };
  const diagnostics = [
    ...unknown,
    ...(profile === undefined ? [diagnose('missing-key', at('profile'), { expected: 'profile' })] : []),
    ...(subject == null || typeof subject === 'string'
      ? []
      : [diagnose('wrong-type', at('subject'), { expected, found: quote(subject) })]),
    ...(source == null || source === SELF_DECLARED || ruleSet.authorities.has(String(source))
      ? []
      : [diagnose('unknown-authority', at('source'), { found: quote(source) })]),
  ];
  return [
    ...diagnostics.map(mistakeOf),
    ...(typeof subject === 'string' && subject.includes('\0') ? [{ ...NUL, column: 'subject' }] : []),
  ];
}
