import type { Condition } from '../../engine/condition.ts';
import type { Hierarchy } from '../../engine/hierarchy.ts';
import type { Authority, Fact } from '../../engine/rule-set.ts';
import type { Report } from '../diagnostic.ts';

/** What names stand for while a rule set is compiled, and where its mistakes are gathered. */
export interface Scope {
  readonly authorities: ReadonlyMap<string, Authority>;
  readonly hierarchies: ReadonlyMap<string, Hierarchy>;
  readonly facts: ReadonlyMap<string, Fact>;
  /** Names of the named conditions that exist, whether or not they compile. */
  readonly conditionNames: ReadonlySet<string>;
  /** The compiled condition of that name; undefined where it has mistakes of its own, already reported. */
  named(name: string, chain: readonly string[]): Condition | undefined;
  readonly report: Report;
  /** Ids of the exclusion groups that exist, whether or not they compile. */
  readonly exclusionGroups: ReadonlySet<string>;
}
