import type { Policy } from '../engine/rule-set.ts';
import { commonWindow, daysToTry, windowOf } from './days.ts';
import type { Finding } from './finding.ts';
import type { Inquiry } from './inquiry.ts';

/**
 * Members of an exclusion group that never meet another one: nobody can have a right to both on one day, so the group does
 * nothing for them. One that meets any other member belongs there.
 */
export function findLonelyMembers(
  group: string,
  members: readonly Policy[],
  inquiry: Inquiry,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const member of members) {
    const where = { in: 'policy', id: member.id, at: '/exclusive' } as const;
    const meetings = members
      .filter((other) => other !== member)
      .map((other) => meeting(member, other, inquiry));
    if (meetings.some(({ kind }) => kind === 'found')) continue;
    const open = meetings.find((each) => each.kind === 'undecided');
    if (open?.kind === 'undecided')
      findings.push({ where, kind: 'not-decided', question: 'meets', why: open.why });
    else {
      const inForceTogether = meetings.some(({ kind }) => kind === 'none');
      findings.push({ where, kind: 'never-meets', group, inForceTogether });
    }
  }
  return findings;
}

function meeting(a: Policy, b: Policy, inquiry: Inquiry) {
  const window = commonWindow(windowOf(a), windowOf(b));
  if (window === null) return { kind: 'apart' } as const;
  const conditions = [a.condition, b.condition];
  return inquiry.satisfy(conditions, daysToTry(inquiry.ruleSet, conditions, window));
}
