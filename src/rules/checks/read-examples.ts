import type { Profile } from '../../engine/profile.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type Diagnostic, diagnose, gatherIn, type Place } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import type { Filed } from '../parse-files.ts';
import { parseProfile, SELF_DECLARED } from '../profile-json.ts';
import type { ExampleJson, PolicyJson } from '../schema/policy-schema.ts';

/** An example whose profile could be read, and where it stands. */
export interface ReadExample {
  readonly example: ExampleJson;
  readonly profile: Profile;
  readonly place: Place;
}

/** The examples of one policy that can be read; the mistakes in the others are added to the list. */
export function readExamples(
  ruleSet: RuleSet,
  { file, json }: Filed<PolicyJson>,
  diagnostics: Diagnostic[],
): readonly ReadExample[] {
  return json.examples.flatMap((example, index) => {
    const place = { file, pointer: `/examples/${index}` };
    const profile = readProfile(ruleSet, example, place, diagnostics);
    return profile === null ? [] : [{ example, profile, place }];
  });
}

function readProfile(
  ruleSet: RuleSet,
  example: ExampleJson,
  place: Place,
  diagnostics: Diagnostic[],
): Profile | null {
  const source = example.source === undefined || example.source === SELF_DECLARED ? null : example.source;
  if (source !== null && !ruleSet.authorities.has(source)) {
    const at = { ...place, pointer: `${place.pointer}/source` };
    const near = nearest(source, ruleSet.authorities.keys());
    diagnostics.push(diagnose('unknown-authority', at, { found: source, nearest: near }));
    return null;
  }
  const within = { ...place, pointer: `${place.pointer}/profile` };
  const { profile, diagnostics: problems } = parseProfile(ruleSet, example.profile, source, within);
  gatherIn(diagnostics)(problems);
  return profile;
}
