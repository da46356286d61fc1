/* How much memory a rule set takes and its index besides, measured in a process of its own: index-memory.ts POLICIES */
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { createRuleSet } from '../workload/rule-set.ts';

const heldMb = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

const before = heldMb();
const ruleSet = createRuleSet(Number(process.argv[2]));
const withRules = heldMb();
const matcher = createMatcher(ruleSet);
const withIndex = heldMb();
console.log(
  JSON.stringify({
    ruleSetMb: Math.round(withRules - before),
    indexMb: Math.round(withIndex - withRules),
    residentMb: Math.round(process.memoryUsage().rss / 1e6),
    policies: matcher.countInForce('2025-09-01'),
  }),
);
