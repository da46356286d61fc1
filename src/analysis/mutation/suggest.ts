import { addDays, type CivilDate } from '../../engine/civil-date.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Home, Mutant } from './mutant.ts';
import type { Survivor, Trials } from './survivors.ts';
import { createTrial, notices, type Trial } from './trial.ts';
import { type Noticeable, WitnessFinder } from './witness.ts';

/** A survivor, and whether any example could notice it. */
export interface Judged extends Survivor {
  readonly noticeable: Noticeable;
}

/** An example worth adding to a policy or definition, and what it would notice. */
export interface Suggestion {
  readonly home: Home;
  readonly trial: Trial;
  readonly notices: readonly Mutant[];
}

/** A table of fifty rows takes a second for each; whoever has mended these asks again. */
const MOST_PER_TABLE = 10;

/** Looks for an example that would notice each survivor. */
export function* judge(ruleSet: RuleSet, survivors: readonly Survivor[], trials: Trials): Generator<Judged> {
  const witnesses = new WitnessFinder(ruleSet);
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  const ofTables = new Map<string, number>();
  for (const survivor of survivors) {
    const { mutant } = survivor;
    const { id, kind } = mutant.home;
    const looked = ofTables.get(id) ?? 0;
    if (kind === 'fact') ofTables.set(id, looked + 1);
    if (kind === 'fact' && looked >= MOST_PER_TABLE) {
      yield { ...survivor, noticeable: { kind: 'undecided' } };
      continue;
    }
    const policy = kind === 'policy' ? policies.get(id) : undefined;
    const noticeable =
      policy === undefined
        ? witnesses.forDefinition(mutant, dayFor(survivor, trials))
        : witnesses.forPolicy(mutant, policy, trials.policies.get(id) ?? []);
    yield { ...survivor, noticeable };
  }
}

/** A day on which a definition is used. */
function dayFor({ policies }: Survivor, trials: Trials): CivilDate {
  const [trial] = policies.flatMap((id) => trials.policies.get(id) ?? []);
  return trial?.asOf ?? '2025-01-01';
}

/** Few examples that together notice every survivor that can be noticed: each time the one that notices the most. */
export function suggestExamples(ruleSet: RuleSet, judged: readonly Judged[]): readonly Suggestion[] {
  const homes = new Map(judged.map(({ mutant: { home } }) => [`${home.kind} ${home.id}`, home]));
  return [...homes.values()].flatMap((home) => {
    const here = judged.filter(({ mutant }) => mutant.home.kind === home.kind && mutant.home.id === home.id);
    const candidates = here.flatMap(({ noticeable }) =>
      noticeable.kind === 'found' ? [noticeable.trial] : [],
    );
    const all = candidates.flatMap((trial) => [trial, ...onOtherDays(ruleSet, trial)]);
    return cover(
      all,
      here.map(({ mutant }) => mutant),
    ).map((chosen) => ({ ...chosen, trial: shrunk(ruleSet, chosen), home }));
  });
}

/** The same example on the first and last day, where it shows that too. */
function onOtherDays(ruleSet: RuleSet, trial: Trial): readonly Trial[] {
  if (trial.kind !== 'policy') return [];
  const { validFrom, validTo } = trial.policy;
  const days = [validFrom, validTo, validTo === null ? null : addDays(validTo, 1)];
  return days.flatMap((asOf) => {
    if (asOf === null || asOf === trial.asOf) return [];
    const { kind, policy, profile, statesAmount } = trial;
    return [createTrial(ruleSet, { kind, policy, profile, statesAmount, asOf })];
  });
}

/** The example without the facts that it doesn't need: it gives the same, and notices the same. */
function shrunk(ruleSet: RuleSet, { trial, notices: noticed }: Omit<Suggestion, 'home'>): Trial {
  let smallest = trial;
  for (const fact of trial.profile.keys()) {
    const profile = new Map([...smallest.profile].filter(([id]) => id !== fact));
    const smaller = createTrial(ruleSet, { ...smallest, profile });
    if (smaller.result === trial.result && noticed.every((mutant) => notices(smaller, mutant)))
      smallest = smaller;
  }
  return smallest;
}

function cover(
  candidates: readonly Trial[],
  mutants: readonly Mutant[],
): readonly Omit<Suggestion, 'home'>[] {
  const table = candidates.map((trial) => ({
    trial,
    noticed: mutants.filter((mutant) => notices(trial, mutant)),
  }));
  const chosen: Omit<Suggestion, 'home'>[] = [];
  let left = new Set(mutants);
  for (;;) {
    let best: Omit<Suggestion, 'home'> | null = null;
    for (const { trial, noticed } of table) {
      const fresh = noticed.filter((mutant) => left.has(mutant));
      if (fresh.length > (best?.notices.length ?? 0)) best = { trial, notices: fresh };
    }
    if (best === null) return chosen;
    chosen.push(best);
    const noticed = new Set(best.notices);
    left = new Set([...left].filter((mutant) => !noticed.has(mutant)));
  }
}
