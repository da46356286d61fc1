/** Fills in the digests of seeds/*.json: npx tsx scripts/seal-seeds.ts --originals DIR */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sealDocument } from '../src/app/check-documents.ts';
import { readJsonFiles } from '../src/io/rule-files.ts';
import { parseDocuments } from '../src/rules/parse-document.ts';

const { originals } = parseArgs({ options: { originals: { type: 'string' } } }).values;
if (originals === undefined) throw new Error('where are the originals? --originals DIR');

const { documents, diagnostics } = parseDocuments(await readJsonFiles('seeds'));
if (diagnostics.length > 0) throw new Error('mend the seeds first: npx mianshen check');

for (const { file, json } of documents) {
  const sealed = sealDocument(json, await readFile(join(originals, json.original), 'utf8'));
  const changed = sealed.clauses.filter(({ digest }, index) => digest !== json.clauses[index]?.digest);
  if (changed.length > 0) await writeFile(join('seeds', file), `${JSON.stringify(sealed, null, 2)}\n`);
  console.log(`${file}: ${json.clauses.length} clauses, ${changed.length} digests changed`);
}
