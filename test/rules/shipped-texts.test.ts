import { it } from 'vitest';
import { viewPolicy } from '../../src/app/policy-view.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { loadRuleSet } from '../../src/index.ts';
import type { Language } from '../../src/rules/plain/language.ts';
import { outlineLines } from '../../src/rules/plain/outline.ts';
import { approve } from './approve.ts';

/** What people read of a policy: its title, what it gives, for whom, what remains to be confirmed, what it comes to. */
function textOf(ruleSet: RuleSet, policy: Policy, language: Language): readonly string[] {
  const view = viewPolicy(ruleSet, [], policy, language);
  return [
    `${view.id}  ${view.title}`,
    view.summary,
    view.benefit.text,
    ...outlineLines(view.conditions, language),
    ...view.residual.map(({ text, confirmedBy }) => `* ${text} [${confirmedBy}]`),
    ...(view.amount === null ? [] : [`= ${view.amount}`]),
    '',
  ];
}

const SETS = { shipped: 'rules', national: 'examples/national/rules' };

for (const [name, directory] of Object.entries(SETS)) {
  const ruleSet = await loadRuleSet(directory);
  const documents = new Set(ruleSet.policies.map(({ source }) => source[0]?.document ?? 'none'));
  const parts = name === 'shipped' ? [...documents] : ['all'];
  for (const part of parts)
    for (const language of ['zh', 'en'] as const)
      it(`the texts of ${name} policies: ${part}, ${language}`, () => {
        const policies = ruleSet.policies.filter(
          ({ source }) => part === 'all' || source[0]?.document === part,
        );
        approve(
          `texts-${name}-${part}.${language}`,
          policies.flatMap((policy) => textOf(ruleSet, policy, language)),
        );
      });
}
