import { open, readFile, rename } from 'node:fs/promises';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Text } from '../../engine/rule-set.ts';

/** Everything that decides the bytes of an output, as texts; null stands for what wasn't given. */
export type Manifest = Readonly<Record<keyof typeof NAMES, string | null>>;

const NAMES = {
  engine: { zh: '程序版本', en: 'version of the program' },
  rules: { zh: '规则集', en: 'rule set' },
  input: { zh: '输入文件的内容', en: 'content of the input' },
  format: { zh: '格式', en: 'formats' },
  encoding: { zh: '编码', en: 'encoding' },
  asOf: { zh: '判断日', en: 'as-of date' },
  source: { zh: '数据来源', en: 'source' },
  subject: { zh: '主体列', en: 'subject column' },
  policies: { zh: '政策', en: 'policies' },
  only: { zh: '结果', en: 'outcomes' },
  language: { zh: '文字语言', en: 'language of texts' },
  partRows: { zh: '每批行数', en: 'rows of a part' },
} as const satisfies Record<string, Text>;

/** What is different, in words. */
export function differences(begun: Manifest, now: Manifest): readonly Text[] {
  return (Object.keys(NAMES) as (keyof Manifest)[])
    .filter((name) => begun[name] !== now[name])
    .map((name) => ({
      zh: `${NAMES[name].zh}原为 ${begun[name] ?? '未给出'}，现为 ${now[name] ?? '未给出'}`,
      en: `${NAMES[name].en} was ${begun[name] ?? 'not given'}, is ${now[name] ?? 'not given'}`,
    }));
}

/** Undefined where there is none. Throws `BatchRefused` where it is damaged. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  const manifest = text === undefined ? undefined : parse(text);
  if (manifest !== null) return manifest;
  throw new BatchRefused({
    zh: `${path} 已损坏；加 --force 从头开始`,
    en: `${path} is damaged: start anew with --force`,
  });
}

/** Null for what is no manifest. */
function parse(text: string): Manifest | null {
  try {
    const json = JSON.parse(text) as Manifest | null;
    return typeof json?.engine === 'string' ? json : null;
  } catch {
    return null;
  }
}

/** It is there whole or not at all. */
export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
