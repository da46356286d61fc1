import type { Condition } from '../../engine/condition.ts';
import { hasCode } from '../../engine/hierarchy.ts';
import type { Policy } from '../../engine/rule-set.ts';
import { diagnose, type Place } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import type { PolicyJson } from '../schema/policy-schema.ts';
import { compileAmount } from './amount.ts';
import { compileCondition, findFact } from './condition.ts';
import type { Scope } from './scope.ts';

/** Compiles one policy; undefined where its conditions have mistakes, all reported to the scope. */
export function compilePolicy(
  json: PolicyJson,
  file: string,
  regionFact: string,
  scope: Scope,
): Policy | undefined {
  const at = (pointer: string): Place => ({ file, pointer });
  if (json.validFrom !== null && json.validTo !== null && json.validTo < json.validFrom)
    scope.report(
      diagnose('dates-reversed', at('/validTo'), { found: json.validTo, expected: json.validFrom }),
    );
  const region = compileRegion(json, regionFact, at, scope);
  const own =
    json.conditions === undefined ? null : compileCondition(json.conditions, at('/conditions'), scope);
  const amount =
    json.benefit.amount === undefined
      ? null
      : compileAmount(json.benefit.amount, at('/benefit/amount'), scope);
  checkExclusive(json, at, scope);
  if (region === undefined || own === undefined || amount === undefined) return undefined;
  const parts = [region, own].filter((part) => part !== null);
  if (parts.length === 0) scope.report(diagnose('no-conditions', at('')));
  return {
    id: json.id,
    title: json.title,
    summary: json.summary,
    source: json.source,
    departments: json.departments,
    region: json.region,
    validFrom: json.validFrom,
    validTo: json.validTo,
    delivery: json.delivery,
    basis: json.basis,
    condition: { kind: 'all', parts, at: '' },
    residual: json.residual ?? [],
    benefit: { kind: json.benefit.kind, text: json.benefit.text, amount },
    exclusive: json.exclusive ?? [],
  };
}

function checkExclusive(json: PolicyJson, at: (pointer: string) => Place, scope: Scope): void {
  (json.exclusive ?? []).forEach((id, index) => {
    if (scope.exclusionGroups.has(id)) return;
    const near = nearest(id, scope.exclusionGroups);
    scope.report(diagnose('unknown-group', at(`/exclusive/${index}`), { found: id, nearest: near }));
  });
  if (json.exclusive !== undefined && json.benefit.amount === undefined)
    scope.report(diagnose('exclusive-without-amount', at('/exclusive')));
}

/** The region leaf; null where the policy reaches anywhere. */
function compileRegion(
  json: PolicyJson,
  regionFact: string,
  at: (pointer: string) => Place,
  scope: Scope,
): Condition | null | undefined {
  const elsewhere = typeof json.reach === 'object' ? json.reach.fact : undefined;
  const id = elsewhere ?? regionFact;
  const fact = findFact(id, at(elsewhere === undefined ? '/region' : '/reach/fact'), scope);
  if (fact === undefined) return undefined;
  if (fact.type.kind !== 'code') {
    const expected = { zh: '行政区划代码类的指标', en: 'a fact whose type is code' };
    scope.report(
      diagnose('wrong-input', at(elsewhere === undefined ? '/region' : '/reach/fact'), {
        found: id,
        expected,
      }),
    );
    return undefined;
  }
  const hierarchy = scope.hierarchies.get(fact.type.hierarchy);
  if (hierarchy === undefined || !hasCode(hierarchy, json.region)) {
    const details = { found: json.region, about: fact.type.hierarchy };
    scope.report(diagnose('unknown-code', at('/region'), details));
    return undefined;
  }
  if (json.reach === 'anywhere') return null;
  return { kind: 'leaf', fact: id, operator: 'within', wanted: { constant: json.region }, at: '/region' };
}
