import type { RuleSet } from '../engine/rule-set.ts';
import { compileBatch, type Program } from './program.ts';
import type { Run } from './row-reader.ts';

const LAST = new WeakMap<RuleSet, { readonly key: string; readonly program: Program }>();

/** Compiles, or takes what was compiled last: many tables in a row are matched in the same way. */
export function programFor(
  ruleSet: RuleSet,
  run: Run,
  { policies }: { readonly policies?: ReadonlySet<string> | undefined },
): Program {
  const key = JSON.stringify([run.asOf, run.source, policies === undefined ? null : [...policies]]);
  const last = LAST.get(ruleSet);
  const program = last?.key === key ? last.program : compileBatch(ruleSet, run, { policies });
  LAST.set(ruleSet, { key, program });
  return program;
}
