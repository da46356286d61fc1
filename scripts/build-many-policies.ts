/**
 * Writes a rule set with many policies, made from the shipped ones under other ids, to measure `check` on it.
 *
 *     npx tsx scripts/build-many-policies.ts 1000 /tmp/many
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const [count = '1000', target = ''] = process.argv.slice(2);
if (target === '') throw new Error('say where to write it');
const shipped = new URL('../rules/', import.meta.url).pathname;

await cp(shipped, target, { recursive: true });
await rm(join(target, 'policies'), { recursive: true });
await mkdir(join(target, 'policies/many'), { recursive: true });
const files = (await readdir(join(shipped, 'policies'), { recursive: true })).filter((file) =>
  file.endsWith('.json'),
);
for (let made = 0; made < Number(count); made += 1) {
  const file = files[made % files.length] ?? '';
  const policy = JSON.parse(await readFile(join(shipped, 'policies', file), 'utf8'));
  const id = `${policy.id}-${Math.floor(made / files.length)}`;
  await writeFile(
    join(target, `policies/many/${id}.json`),
    `${JSON.stringify({ ...policy, id }, null, 2)}\n`,
  );
}
