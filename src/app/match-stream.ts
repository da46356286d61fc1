import type { CivilDate } from '../engine/civil-date.ts';
import type { Outcome } from '../engine/match.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { type Diagnostic, diagnose } from '../rules/diagnostic.ts';
import { parseMatchRequest } from '../rules/match-request.ts';
import type { Language } from '../rules/plain/language.ts';
import type { MatchRequestJson } from '../rules/schema/match-request-schema.ts';
import type { AnswerText } from './answerer.ts';
import { type Line, LineSplitter } from './lines.ts';
import { type ByteText, jsonByteText, toBytes } from './quick/byte-text.ts';
import { LARGEST_BODY, readBody, tooLarge } from './read-body.ts';
import { type Refusal, type RefusalView, refusal, viewRefusal } from './refusal.ts';

/** How the lines of a stream are answered. */
export interface StreamSettings {
  readonly ruleSet: RuleSet;
  readonly answerText: AnswerText;
  readonly language: Language;
  /** The as-of date of a line that names none. */
  readonly today: () => CivilDate;
  /** What a line asks for that doesn't say. */
  readonly defaults?: Readonly<Pick<MatchRequestJson, 'asOf' | 'source' | 'explain'>> & {
    readonly include?: readonly Outcome[];
  };
}

/** Answers of successive lines, each ended by a line feed. */
export interface Answers {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many of them say that their line is bad. */
  readonly bad: number;
}

/** What a bad line is answered with. Its `errors` name columns; the line is said once. */
export interface LineProblem extends RefusalView {
  readonly line: number;
}

/** Bytes of answers that are gathered before they are passed on. */
const ENOUGH = 16_000;

/**
 * Answers every line of a stream of bytes that isn't blank, in order: a match request by what `POST /v1/matches` answers
 * when it doesn't record, with the number of the line; a bad one by its mistakes. The answers to a chunk come before the
 * next chunk is read, and nothing is read or worked out before what came before was taken: the memory held is bounded,
 * whatever comes in. Other work gets its turn in between.
 */
export async function* matchStream(
  chunks: AsyncIterable<Uint8Array>,
  settings: StreamSettings,
): AsyncGenerator<Answers, void, undefined> {
  const splitter = new LineSplitter(LARGEST_BODY);
  for await (const chunk of chunks) {
    yield* answerLines(splitter.push(chunk), settings);
    await othersTurn();
  }
  yield* answerLines(splitter.end(), settings);
}

async function* answerLines(
  lines: Iterable<Line>,
  settings: StreamSettings,
): AsyncGenerator<Answers, void, undefined> {
  let [text, bad] = ['', 0];
  try {
    for (const line of lines) {
      const answer = answerLine(line, settings);
      if (answer === null) continue;
      text += `${answer.text}\n`;
      bad += answer.bad;
      if (text.length < ENOUGH) continue;
      const full = { bytes: toBytes(text), bad };
      [text, bad] = ['', 0];
      yield full;
      await othersTurn();
    }
  } catch (cause) {
    // A defect on one line takes nothing from those before it.
    if (text !== '') yield { bytes: toBytes(text), bad };
    throw cause;
  }
  if (text !== '') yield { bytes: toBytes(text), bad };
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One answer, and whether it says that its line is bad. */
interface LineAnswer {
  readonly text: ByteText;
  readonly bad: 0 | 1;
}

/** Null for a blank line. */
function answerLine({ number, bytes }: Line, settings: StreamSettings): LineAnswer | null {
  if (bytes === null) return badLine(number, TOO_LONG, settings);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return null;
  const read = readBody(text);
  if (!read.ok) return badLine(number, read.refusal, settings);
  const { ruleSet, answerText, language, today, defaults } = settings;
  const json = withDefaults(read.value, defaults);
  const parsed = parseMatchRequest(ruleSet, json, today());
  const recording = wantsRecord(json) ? [RECORDING] : [];
  if (!parsed.ok || recording.length > 0) {
    const refused = refusal('invalid-request', [...recording, ...(parsed.ok ? [] : parsed.diagnostics)]);
    return badLine(number, recording.length > 0 ? { ...refused, detail: NO_RECORD } : refused, settings);
  }
  return { text: `{"line":${number},${answerText(parsed.request, language).slice(1)}`, bad: 0 };
}

function badLine(line: number, refused: Refusal, { language }: StreamSettings): LineAnswer {
  const diagnostics = refused.diagnostics.map(withoutLine);
  const problem: LineProblem = { line, ...viewRefusal({ ...refused, diagnostics }, language) };
  return { text: jsonByteText(problem), bad: 1 };
}

/** Where in the line is said; which of its one line would mislead. */
function withoutLine({ line: _line, ...rest }: Diagnostic): Diagnostic {
  return rest;
}

const TOO_LONG = tooLarge({ zh: '每行 1 MB', en: '1 MB a line' });

const NO_RECORD = {
  zh: '流中的判断不留存：去掉 record，或改用 POST /v1/matches',
  en: 'a stream records nothing: leave out record, or use POST /v1/matches',
};

const RECORDING = diagnose(
  'wrong-value',
  { file: 'request', pointer: '/record' },
  { found: 'true', expected: 'false' },
);

function wantsRecord(json: unknown): boolean {
  return isObject(json) && json.record === true;
}

function withDefaults(json: unknown, defaults: StreamSettings['defaults']): unknown {
  return defaults !== undefined && isObject(json) ? { ...defaults, ...json } : json;
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
