import type { Table } from '../../src/batch/table.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { createEnterprises, type Enterprise } from './enterprises.ts';
import { profileOf, tableOf } from './profiles.ts';
import { createRuleSet, placesOf, SEED } from './rule-set.ts';

/** Policies and enterprises that one number decides. */
export interface Workload {
  readonly ruleSet: RuleSet;
  /** The enterprise of that number. */
  enterprise(index: number): Enterprise;
  profile(index: number): Profile;
  /** The first so many enterprises as columns. */
  table(rows: number): Table;
}

export function createWorkload(policies: number, seed = SEED): Workload {
  const ruleSet = createRuleSet(policies, seed);
  const enterprise = enterprisesFor(ruleSet, seed);
  return {
    ...{ ruleSet, enterprise },
    profile: (index) => profileOf(enterprise(index)),
    table: (rows) => tableOf(enterprise, rows),
  };
}

export function enterprisesFor(ruleSet: RuleSet, seed = SEED): (index: number) => Enterprise {
  const divisions = ruleSet.hierarchies.get('division');
  if (divisions === undefined) throw new Error('no divisions');
  return createEnterprises(divisions, placesOf(divisions, seed), seed);
}
