import { createAnswerer } from '../../src/app/answerer.ts';
import { matchStream, type StreamSettings } from '../../src/app/match-stream.ts';
import { smallRuleSet } from '../api/small-rule-set.ts';

const { ruleSet } = smallRuleSet();

export const SETTINGS: StreamSettings = {
  ruleSet,
  answerText: createAnswerer(ruleSet),
  language: 'en',
  today: () => '2024-09-01',
};

export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The answers to a stream that comes in these chunks. */
export function answersTo(chunks: Chunks, settings: Partial<StreamSettings> = {}) {
  return matchStream(toAsync(chunks), { ...SETTINGS, ...settings });
}

async function* toAsync(chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** All of the answers, line by line. */
export async function linesOf(chunks: Chunks, settings: Partial<StreamSettings> = {}) {
  let text = '';
  for await (const answers of answersTo(chunks, settings)) text += new TextDecoder().decode(answers.bytes);
  return text.split('\n').slice(0, -1);
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A text of so many bytes, in one request. */
export function requestOf(length: number): string {
  const request = '{"profile":{}}';
  return `${request.slice(0, -1)}${' '.repeat(length - request.length)}}`;
}
