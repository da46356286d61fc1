import type { Home, Mutant } from '../analysis/mutation/mutant.ts';
import { type Judged, judge } from '../analysis/mutation/suggest.ts';
import { type Survey, surveyMutants, type Trials } from '../analysis/mutation/survivors.ts';
import { createTrial, type DefinitionTrial, type PolicyTrial } from '../analysis/mutation/trial.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { readDefinitionExamples } from '../rules/checks/definition-examples.ts';
import { readExamples } from '../rules/checks/read-examples.ts';
import { type Diagnostic, diagnose, type Place } from '../rules/diagnostic.ts';
import type { Filed } from '../rules/parse-files.ts';
import type { ParsedRuleSet } from '../rules/parse-rule-set.ts';
import type { PolicyJson } from '../rules/schema/policy-schema.ts';
import type { UnnoticedJson } from '../rules/schema/unnoticed-schema.ts';
import { describeChange } from './mutation-words.ts';

/** The files of a rule set whose examples all come out as stated. */
export type RuleFiles = Pick<ParsedRuleSet, 'policyFiles' | 'factFiles' | 'conditionFiles'>;

/** Told how many of how many policies, named conditions and tables have been examined. */
export type Progress = (done: number, total: number) => void;

/** What trying every mutant found. */
export interface Examined {
  readonly tried: number;
  /** Survivors that some example could notice, or that nothing was proved of, and for which nobody has stated a reason. */
  readonly unexplained: readonly Judged[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Edits each rule in every small way and asks its examples; reports what none notices, and reasons that aren't needed. */
export function examineExamples(ruleSet: RuleSet, files: RuleFiles, progress: Progress = () => {}): Examined {
  const trials = trialsOf(ruleSet, files);
  const { tried, survivors } = survey(ruleSet, files, trials, progress);
  const reasons = reasonsIn(files);
  const judged = [
    ...judge(
      ruleSet,
      survivors.filter(({ mutant }) => !reasons.some((reason) => covers(reason, mutant))),
      trials,
    ),
  ];
  const unexplained = judged.filter(({ noticeable }) => noticeable.kind !== 'none');
  const stale = reasons.filter((reason) => !survivors.some(({ mutant }) => covers(reason, mutant)));
  return {
    tried,
    unexplained,
    diagnostics: [
      ...unexplained.map(({ mutant, noticeable }) => {
        const code = noticeable.kind === 'found' ? 'unnoticed-change' : 'unnoticed-undecided';
        const expected = describeChange(ruleSet, mutant.change, mutant.home.id);
        const { file } = homePlace(files, mutant.home);
        return diagnose(code, { file, pointer: mutant.at }, { expected });
      }),
      ...stale.map(({ place, json }) => diagnose('stale-reason', place, { found: json.at })),
    ],
  };
}

function survey(ruleSet: RuleSet, files: RuleFiles, trials: Trials, progress: Progress): Survey {
  const total = files.policyFiles.length + files.conditionFiles.length;
  const surveying = surveyMutants(ruleSet, trials, tablesOf(files));
  for (let done = 1; ; done += 1) {
    const { value } = surveying.next();
    if (value !== undefined) return value;
    progress(Math.min(done, total), total);
  }
}

/** Every example that can be read, ready to be tried. */
export function trialsOf(ruleSet: RuleSet, files: RuleFiles): Trials {
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  const definitions = readDefinitionExamples(ruleSet, files, []);
  const ofKind = (kind: 'condition' | 'fact'): ReadonlyMap<string, readonly DefinitionTrial[]> => {
    const trials = definitions
      .filter((each) => each.kind === kind)
      .map(({ id, profile, asOf }) => createTrial(ruleSet, { kind, id, profile, asOf }));
    const ids = new Set(trials.map(({ id }) => id));
    return new Map([...ids].map((id) => [id, trials.filter((trial) => trial.id === id)]));
  };
  return {
    policies: new Map(
      files.policyFiles.flatMap((filed): (readonly [string, readonly PolicyTrial[]])[] => {
        const policy = policies.get(filed.json.id);
        return policy === undefined ? [] : [[policy.id, policyTrials(ruleSet, policy, filed)]];
      }),
    ),
    conditions: ofKind('condition'),
    facts: ofKind('fact'),
  };
}

function policyTrials(ruleSet: RuleSet, policy: Policy, filed: Filed<PolicyJson>): readonly PolicyTrial[] {
  return readExamples(ruleSet, filed, []).map(({ example, profile }) =>
    createTrial(ruleSet, {
      kind: 'policy',
      policy,
      profile,
      asOf: example.asOf,
      statesAmount: example.amount !== undefined,
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

/** Where a policy, named condition or derived fact is written. */
function homePlace({ policyFiles, conditionFiles, factFiles }: RuleFiles, { kind, id }: Home): Place {
  if (kind !== 'fact') {
    const files: readonly Filed<{ readonly id: string }>[] = kind === 'policy' ? policyFiles : conditionFiles;
    return { file: files.find(({ json }) => json.id === id)?.file ?? '', pointer: '' };
  }
  for (const { file, json } of factFiles) {
    const index = json.facts.findIndex((fact) => fact.id === id);
    if (index >= 0) return { file, pointer: `/facts/${index}` };
  }
  return { file: '', pointer: '' };
}

/** The list of examples of a policy, named condition or derived fact. */
export function examplesPlace(files: RuleFiles, home: Home): Place {
  const { file, pointer } = homePlace(files, home);
  return { file, pointer: `${pointer}/examples` };
}
