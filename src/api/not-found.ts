import type { Text } from '../engine/rule-set.ts';
import { nearest } from '../rules/nearest.ts';
import { Problem } from './problem.ts';

const THINGS = {
  policy: { zh: '政策', en: 'policy' },
  document: { zh: '文件', en: 'document' },
  decision: { zh: '判断记录', en: 'recorded decision' },
  'rule set': { zh: '规则集', en: 'rule set' },
  problem: { zh: '问题种类', en: 'kind of problem' },
  address: { zh: '地址', en: 'address' },
} as const satisfies Record<string, Text>;

/** A 404 that suggests the nearest of what there is. */
export function notFound(
  thing: keyof typeof THINGS,
  wanted: string,
  existing: Iterable<string> = [],
): Problem {
  const shown = wanted.length > 60 ? `${wanted.slice(0, 57)}…` : wanted;
  const near = nearest(wanted, existing);
  const { zh, en } = THINGS[thing];
  return new Problem('not-found', {
    zh: `没有${zh}“${shown}”${near === undefined ? '' : `；是不是想找“${near}”？`}`,
    en: `there is no ${en} '${shown}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
  });
}
