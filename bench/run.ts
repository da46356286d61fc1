/*
 * Every bench, or the one that is named: npm run bench -- [NAME] [--quick]
 *
 * Answers are compared with the engine's before anything is timed; a difference ends the run with exit 1. Results are written
 * to bench/results/, unless with --quick, which takes tiny sizes and one round.
 */

import { WrongAnswer } from './parts/enterprises-asked.ts';
import { manyPolicies } from './parts/many-policies.ts';
import { ONE_PROFILE_NOTES, oneProfile } from './parts/one-profile.ts';
import { reasons } from './parts/reasons.ts';
import type { Settings } from './parts/settings.ts';
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
};

const given = process.argv.slice(2);
const quick = given.includes('--quick');
const names = given.filter((each) => !each.startsWith('-'));
const unknown = names.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`no bench '${unknown.join(', ')}'; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
installPeers();
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const report = openReport(name, { quick, notes: bench.notes() });
    await bench.run(report, { quick });
    report.close();
    report.line();
  }
} catch (cause) {
  if (!(cause instanceof WrongAnswer)) throw cause;
  console.error(cause.message);
  process.exit(1);
}
