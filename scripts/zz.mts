import { checkRuleSet } from '../src/app/check-rule-set.ts';
import { readJsonFiles } from '../src/io/rule-files.ts';

const only = process.argv[2] ?? '';
const seeds = (await readJsonFiles('seeds')).filter((f) => f.path.startsWith(only));
const rules = (await readJsonFiles('rules')).filter(
  (f) => !f.path.startsWith('policies/') || only === '' || f.path.includes(`/${only.split('-')[0]}`),
);
const c = checkRuleSet(rules, seeds);
for (const d of c.diagnostics)
  console.log(
    `${d.severity} ${d.code} ${d.file}:${d.line}:${d.column} ${d.pointer} ${d.message.zh} ${d.help?.zh ?? ''}`,
  );
console.log(
  c.ruleSet?.digest,
  c.policyFiles.length,
  'policies',
  c.examples,
  'examples',
  c.diagnostics.length,
  'diagnostics',
);
