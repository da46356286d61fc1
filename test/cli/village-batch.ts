import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_RULES } from './village-rules.ts';

export const HEADER = 'subject,registeredRegion,employees,revenue,kinds';
export const GOOD = `${HEADER}\n甲,1001,8,5000.5,mill;shop\n乙,1001,30,,inn\n丙,20,1,1,\n`;
export const FOUND = `subject,policy,outcome,amount,paid,missing
甲,loan,eligible,,,
甲,mill-visit,conditional,,,
甲,small-subsidy,eligible,,,
乙,large-award,eligible,,,
乙,loan,undetermined,,,revenue
乙,mill-visit,conditional,,,
`;

export type Content = string | Uint8Array;

/** A folder with the village's rules and an input. */
export async function prepare(name: string, content: Content): Promise<string> {
  const rules = Object.entries(VILLAGE_RULES).map(([path, json]) => [`rules/${path}`, json]);
  const folder = await folderOf(Object.fromEntries(rules));
  await writeFile(join(folder, name), content);
  return folder;
}

export async function runBatch(folder: string, name: string, ...options: readonly string[]) {
  const given = options.includes('--out') ? [] : ['--out', join(folder, 'out.csv')];
  const rules = ['--rules', join(folder, 'rules'), '--as-of', '2024-09-01', '--source', 'tax'];
  const ran = await mianshen(['batch', join(folder, name), ...given, ...rules, ...options]);
  return { ...ran, out: ran.out.replaceAll(`${folder}/`, ''), err: ran.err.replaceAll(`${folder}/`, '') };
}

export const read = (folder: string, name = 'out.csv') => readFile(join(folder, name), 'utf8');
export const isThere = (folder: string, name: string) =>
  access(join(folder, name)).then(
    () => true,
    () => false,
  );
