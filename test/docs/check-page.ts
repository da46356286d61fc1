import type { RuleFile } from '../../src/rules/parse-files.ts';

/** One change that a page shows: a value put somewhere, a whole file, something left out, or a request sent. */
export type Shown =
  | { readonly kind: 'value'; readonly file: string; readonly pointer: string; readonly value: unknown }
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: 'without'; readonly file: string; readonly pointer: string }
  | { readonly kind: 'no-file'; readonly file: string }
  | { readonly kind: 'request'; readonly json: unknown };

/** The page of one code: its heading and its two examples. */
export interface CheckPage {
  readonly heading: string;
  readonly bad: readonly Shown[];
  readonly good: readonly Shown[];
}

const WRONG = '错误的写法';
const RIGHT = '正确的写法';

/**
 * Reads a page of `docs/checks/`. Its examples stand under two headings, as paragraphs of these forms:
 *
 * - `file` 的 `/pointer`：and a fenced block: this value stands there;
 * - `file`：and a fenced block: this is the whole file;
 * - `file` 的 `/pointer`：`"x"` 重复 5000000 次。: a text, a list or brackets, that often;
 * - `file` 里没有 `/pointer`。 or 没有 `file`。: it is left out;
 * - 请求：and a fenced block: this is asked.
 */
export function readCheckPage(text: string): CheckPage {
  const [, heading = ''] = /^# (.+)$/m.exec(text) ?? [];
  return { heading, bad: shownUnder(text, WRONG), good: shownUnder(text, RIGHT) };
}

function shownUnder(text: string, heading: string): readonly Shown[] {
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  const section = after.split(/^## /m)[0] ?? '';
  return [...section.matchAll(FORM)].map(({ groups = {} }) => shownBy(groups));
}

const FORM =
  /^(?:(?:`(?<file>[^`]+)`(?: 的 `(?<pointer>[^`]*)`)?|(?<request>请求))：\n\n```(?:json|text)\n(?<block>[\s\S]*?)\n?```$|`(?<times>[^`]+)` 的 `(?<at>[^`]*)`：`(?<what>[^`]+)` 重复 (?<count>\d+) 次。$|`(?<lacking>[^`]+)` 里没有 `(?<gone>[^`]*)`。$|没有 `(?<removed>[^`]+)`。$)/gm;

function shownBy(groups: Readonly<Record<string, string | undefined>>): Shown {
  const { file, pointer, request, block = '', removed, lacking, gone = '' } = groups;
  if (request !== undefined) return { kind: 'request', json: JSON.parse(block) };
  if (file !== undefined && pointer !== undefined)
    return { kind: 'value', file, pointer, value: JSON.parse(block) };
  if (file !== undefined) return { kind: 'file', file, text: block };
  if (removed !== undefined) return { kind: 'no-file', file: removed };
  if (lacking !== undefined) return { kind: 'without', file: lacking, pointer: gone };
  const { times = '', at = '', what = '', count = '' } = groups;
  return { kind: 'value', file: times, pointer: at, value: repeated(JSON.parse(what), Number(count)) };
}

/** A text or a list so many times; `[]` so many times in itself. */
function repeated(json: unknown, count: number): unknown {
  if (typeof json === 'string') return json.repeat(count);
  if (!Array.isArray(json)) throw new Error(`can't be repeated: ${JSON.stringify(json)}`);
  if (json.length === 0) return JSON.parse('['.repeat(count) + ']'.repeat(count));
  return Array.from({ length: count }, () => json).flat();
}

/** The files with the changes made, in order. */
export function applyShown(shown: readonly Shown[], files: readonly RuleFile[]): readonly RuleFile[] {
  return shown.reduce(applyOne, files);
}

function applyOne(files: readonly RuleFile[], shown: Shown): readonly RuleFile[] {
  if (shown.kind === 'request') return files;
  const { file: path } = shown;
  if (shown.kind === 'no-file') return files.filter((file) => file.path !== path);
  if (shown.kind === 'file')
    return [...files.filter((file) => file.path !== path), { path, text: shown.text }];
  const text = files.find((file) => file.path === path)?.text;
  if (text === undefined) throw new Error(`no file ${path}`);
  const json = edited(JSON.parse(text), shown);
  return files.map((file) => (file.path === path ? { path, text: JSON.stringify(json, null, 2) } : file));
}

function edited(json: unknown, shown: Extract<Shown, { pointer: string }>): unknown {
  const steps = shown.pointer.split('/').slice(1);
  const last = steps.at(-1) ?? '';
  let parent: unknown = json;
  for (const step of steps.slice(0, -1)) parent = (parent as Record<string, unknown>)[step];
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${shown.pointer}`);
  if (shown.kind === 'value') Object.assign(parent, { [last]: shown.value });
  else if (!Reflect.deleteProperty(parent, last)) throw new Error(`nothing at ${shown.pointer}`);
  return json;
}
