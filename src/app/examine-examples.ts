import type { Home, Mutant } from '../analysis/mutation/mutant.ts';
import { type Survey, type Survivor, surveyMutants } from '../analysis/mutation/survivors.ts';
import { createTrial, type Trial } from '../analysis/mutation/trial.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { readExamples } from '../rules/checks/read-examples.ts';
import { type Diagnostic, diagnose, type Place } from '../rules/diagnostic.ts';
import type { ParsedRuleSet } from '../rules/parse-rule-set.ts';
import type { UnnoticedJson } from '../rules/schema/unnoticed-schema.ts';
import { describeChange } from './mutation-words.ts';

/** The files of a rule set whose examples all come out as stated. */
export type RuleFiles = Pick<ParsedRuleSet, 'policyFiles' | 'factFiles' | 'conditionFiles'>;

/** Told how many of how many policies, named conditions and tables have been examined. */
export type Progress = (done: number, total: number) => void;

/** What trying every mutant found: the survivors that nobody has given a reason for, and the diagnostics. */
export interface Examined {
  readonly tried: number;
  readonly unexplained: readonly Survivor[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Edits each rule in every small way and asks its examples; reports what none notices, and reasons that aren't needed. */
export function examineExamples(ruleSet: RuleSet, files: RuleFiles, progress: Progress = () => {}): Examined {
  const { tried, survivors } = survey(ruleSet, files, progress);
  const reasons = reasonsIn(files);
  const unexplained = survivors.filter(({ mutant }) => !reasons.some((reason) => covers(reason, mutant)));
  const stale = reasons.filter((reason) => !survivors.some(({ mutant }) => covers(reason, mutant)));
  const placeOf = placesIn(files);
  return {
    tried,
    unexplained,
    diagnostics: [
      ...unexplained.map(({ mutant }) => {
        const expected = describeChange(ruleSet, mutant.change, mutant.home.id);
        return diagnose('unnoticed-change', placeOf(mutant), { expected });
      }),
      ...stale.map(({ place, json }) => diagnose('stale-reason', place, { found: json.at })),
    ],
  };
}

function survey(ruleSet: RuleSet, files: RuleFiles, progress: Progress): Survey {
  const total = files.policyFiles.length + files.conditionFiles.length;
  const surveying = surveyMutants(ruleSet, trialsOf(ruleSet, files), tablesOf(files));
  for (let done = 1; ; done += 1) {
    const { value } = surveying.next();
    if (value !== undefined) return value;
    progress(Math.min(done, total), total);
  }
}

export function trialsOf(ruleSet: RuleSet, { policyFiles }: RuleFiles): ReadonlyMap<string, readonly Trial[]> {
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  return new Map(
    policyFiles.flatMap((filed): (readonly [string, readonly Trial[]])[] => {
      const policy = policies.get(filed.json.id);
      if (policy === undefined) return [];
      const trials = readExamples(ruleSet, filed, []).map(({ example, profile }) =>
        createTrial(ruleSet, {
          policy,
          profile,
          asOf: example.asOf,
          statesAmount: example.amount !== undefined,
        }),
      );
      return [[policy.id, trials]];
    }),
  );
}

/** Where each derived fact says how it is derived. */
function tablesOf({ factFiles }: RuleFiles): ReadonlyMap<string, string> {
  return new Map(
    factFiles.flatMap(({ json }) =>
      json.facts.flatMap((fact, index): [string, string][] =>
        fact.derived === undefined ? [] : [[fact.id, `/facts/${index}/derived`]],
      ),
    ),
  );
}

interface Reason {
  readonly home: Home;
  readonly json: UnnoticedJson;
  readonly place: Place;
}

function reasonsIn({ policyFiles, factFiles, conditionFiles }: RuleFiles): readonly Reason[] {
  const stated = (
    home: Home,
    file: string,
    pointer: string,
    unnoticed: readonly UnnoticedJson[] | undefined,
  ): readonly Reason[] =>
    (unnoticed ?? []).map((json, index) => ({
      home,
      json,
      place: { file, pointer: `${pointer}/unnoticed/${index}` },
    }));
  return [
    ...policyFiles.flatMap(({ file, json }) =>
      stated({ kind: 'policy', id: json.id }, file, '', json.unnoticed),
    ),
    ...conditionFiles.flatMap(({ file, json }) =>
      stated({ kind: 'condition', id: json.id }, file, '', json.unnoticed),
    ),
    ...factFiles.flatMap(({ file, json }) =>
      json.facts.flatMap((fact, index) =>
        stated({ kind: 'fact', id: fact.id }, file, `/facts/${index}`, fact.unnoticed),
      ),
    ),
  ];
}

/** A reason speaks of the change at one place, or, ending in `/*`, of every change at and below it. */
function covers({ home, json }: Reason, mutant: Mutant): boolean {
  if (home.kind !== mutant.home.kind || home.id !== mutant.home.id) return false;
  if (json.mutation !== undefined && json.mutation !== mutant.mutation) return false;
  if (!json.at.endsWith('/*')) return json.at === mutant.at;
  const above = json.at.slice(0, -2);
  return mutant.at === above || mutant.at.startsWith(`${above}/`);
}

function placesIn(files: RuleFiles): (mutant: Mutant) => Place {
  const fileOf = new Map<string, string>([
    ...files.policyFiles.map(({ file, json }) => [`policy ${json.id}`, file] as const),
    ...files.conditionFiles.map(({ file, json }) => [`condition ${json.id}`, file] as const),
    ...files.factFiles.flatMap(({ file, json }) => json.facts.map(({ id }) => [`fact ${id}`, file] as const)),
  ]);
  return ({ home, at }) => ({ file: fileOf.get(`${home.kind} ${home.id}`) ?? '', pointer: at });
}
