import { referenceMatch } from '../../src/reference/reference.ts';
import { fact, leaf, policy, profile, ruleSet } from '../engine/tiny-rule-set.ts';

// Run by reference.test.ts in a process of its own, which forbids what this tries first.
function isForbidden(): boolean {
  try {
    return new Function('return false')() as boolean;
  } catch {
    return true;
  }
}

const facts = [fact('staff', 'integer'), fact('absent', 'boolean')];
const matches = await referenceMatch(
  ruleSet(
    facts,
    policy(leaf('staff', 'lessThan', 300)),
    policy(leaf('staff', 'greaterThanInclusive', 300)),
    policy(leaf('absent', 'notEqual', true)),
  ),
  profile({ staff: 299 }),
  '2024-03-01',
);
process.stdout.write(
  JSON.stringify({ forbidden: isForbidden(), outcomes: matches.map((each) => each.outcome) }),
);
