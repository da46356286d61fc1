import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { HOLDS } from './operators.ts';
import type { Plain } from './plain.ts';

/**
 * Says which of the conditions hold; `facts` has every fact that they read, null for an unknown one.
 * A new Engine each time: one that runs twice at once silently loses rules.
 */
export async function whichHold(
  conditions: Readonly<Record<string, TopLevelCondition>>,
  facts: ReadonlyMap<string, Plain | null>,
): Promise<readonly string[]> {
  const engine = new Engine([], { pathResolver: refusePath });
  engine.addOperator('isKnown', (actual: Plain | null) => actual !== null);
  for (const [name, holds] of Object.entries(HOLDS)) engine.addOperator(name, holds);
  for (const [id, value] of facts) engine.addFact(id, value, { cache: false });
  for (const [type, condition] of Object.entries(conditions)) {
    engine.addRule({ conditions: condition, event: { type } });
  }
  const { events } = await engine.run();
  return events.map((event) => event.type);
}

/** The library's own resolver runs JSONPath, which can change facts and hang the process. */
function refusePath(_value: object, path: string): never {
  throw new Error(`the rule language has no paths, found '${path}'`);
}
