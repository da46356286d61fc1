import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { START } from '../../src/app/batch/part.ts';
import { openCsv } from '../../src/io/table-files/csv-input.ts';
import { openNdjson } from '../../src/io/table-files/ndjson-input.ts';
import { prepare } from './village-run.ts';

it.each(['csv', 'ndjson'])(
  'every part of %s says how many lines and bytes came before it ends',
  async (format) => {
    const { folder, ruleSet } = await prepare(0);
    const path = join(folder, `positions.${format}`);
    const reading = { source: null, subject: undefined, partRows: 1000 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9000 }), fc.boolean(), async (rows, isEnded) => {
        const header = format === 'csv' ? 'subject,employees\n' : '';
        const text = header + 'firm,1\n'.repeat(rows);
        const bytes = Buffer.from(isEnded ? text : text.slice(0, -1));
        await writeFile(path, bytes);
        const file = { path, size: bytes.length, encoding: 'utf-8', isSound: true } as const;
        const input =
          format === 'csv' ? await openCsv(ruleSet, file, reading) : openNdjson(ruleSet, file, reading);
        let last = START;
        for await (const { next } of input.parts(START)) {
          expect(bytes.subarray(0, next.bytes).toString().trimEnd().split('\n')).toHaveLength(next.lines);
          last = next;
        }
        expect(last).toMatchObject({ rows, bytes: bytes.length });
      }),
      { numRuns: 10 },
    );
  },
);
