/*
 * Every bench, or the one that is named: npm run bench -- [NAME] [--quick]
 *
 * Answers are compared with the engine's before anything is timed; a difference ends the run with exit 1. Results are written
 * to bench/results/, unless with --quick, which takes tiny sizes and one round.
 */

import { buildProgram, runScript } from './child.ts';
import { batch } from './parts/batch.ts';
import { WrongAnswer } from './parts/enterprises-asked.ts';
import { files } from './parts/files.ts';
import { manyPolicies } from './parts/many-policies.ts';
import { ONE_PROFILE_NOTES, oneProfile } from './parts/one-profile.ts';
import { reasons } from './parts/reasons.ts';
import type { Settings } from './parts/settings.ts';
import { shipped } from './parts/shipped.ts';
import { streamed } from './parts/streamed.ts';
import { installPeers } from './peers/install.ts';
import { openReport, type Report } from './report.ts';

interface Bench {
  run(report: Report, settings: Settings): Promise<void>;
  notes(): readonly string[];
}

const BENCHES: Readonly<Record<string, Bench>> = {
  'one-profile': { run: oneProfile, notes: ONE_PROFILE_NOTES },
  'many-policies': { run: manyPolicies, notes: ONE_PROFILE_NOTES },
  reasons: { run: reasons, notes: () => [] },
  shipped: { run: shipped, notes: () => [] },
  batch: { run: batch, notes: () => [] },
  files: { run: files, notes: () => [] },
  streamed: { run: streamed, notes: () => [] },
};

/** Benches that are programs by themselves. `ledger` needs a PostgreSQL, so it runs only when it is named. */
const SCRIPTS: Readonly<Record<string, { readonly file: string; readonly onlyNamed: boolean }>> = {
  http: { file: 'http.ts', onlyNamed: false },
  ledger: { file: 'ledger.ts', onlyNamed: true },
};

const NEED_PEERS = ['one-profile', 'many-policies', 'batch'];
/** Worker threads and processes run what is built. */
const NEED_BUILD = ['batch', 'files', 'streamed', 'http'];

const given = process.argv.slice(2);
const quick = given.includes('--quick');
const names = given.filter((each) => !each.startsWith('-'));
const known = [...Object.keys(BENCHES), ...Object.keys(SCRIPTS)];
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no bench '${unknown.join(', ')}'; there are ${known.join(', ')}`);
  process.exit(2);
}
if (names.length === 0 || names.some((name) => NEED_PEERS.includes(name))) installPeers();
if (names.length === 0 || names.some((name) => NEED_BUILD.includes(name))) buildProgram();
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const report = openReport(name, { quick, notes: bench.notes() });
    await bench.run(report, { quick });
    report.close();
    report.line();
  }
  for (const [name, { file, onlyNamed }] of Object.entries(SCRIPTS))
    if (names.includes(name) || (names.length === 0 && !onlyNamed)) await runScript(name, file, quick);
} catch (cause) {
  if (!(cause instanceof WrongAnswer)) throw cause;
  console.error(cause.message);
  process.exit(1);
}
