import type { CivilDate } from '../../src/engine/civil-date.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';

export interface ShippedExamples {
  readonly ruleSet: RuleSet;
  readonly profiles: readonly { readonly profile: Profile; readonly asOf: CivilDate }[];
}

interface PolicyJson {
  readonly examples?: readonly {
    readonly asOf: string;
    readonly source?: string;
    readonly profile: object;
  }[];
}

/** A shipped rule set and the profiles of all its policies' examples. */
export async function shippedExamples(directory: string): Promise<ShippedExamples> {
  const files = await readJsonFiles(directory);
  const { ruleSet } = parseRuleSet(files);
  if (ruleSet === null) throw new Error(`${directory} has mistakes`);
  const policies = files.filter(({ path }) => path.startsWith('policies/'));
  const profiles = policies.flatMap(({ text }) =>
    ((JSON.parse(text) as PolicyJson).examples ?? []).flatMap(({ asOf, source, profile: json }) => {
      const { profile } = parseProfile(ruleSet, json, source ?? null);
      return profile === null ? [] : [{ profile, asOf }];
    }),
  );
  return { ruleSet, profiles };
}
