import type { Condition } from '../../engine/condition.ts';
import { hasCode } from '../../engine/hierarchy.ts';
import type { Fact, Policy } from '../../engine/rule-set.ts';
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
  regionFact: Fact | undefined,
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
    exclusive: [...new Set(json.exclusive)],
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

/** The region leaf; null where the policy reaches anywhere. `regionFact` is undefined where it has mistakes, reported. */
function compileRegion(
  json: PolicyJson,
  regionFact: Fact | undefined,
  at: (pointer: string) => Place,
  scope: Scope,
): Condition | null | undefined {
  const { reach, region } = json;
  const fact = typeof reach === 'object' ? findCodeFact(reach.fact, at('/reach/fact'), scope) : regionFact;
  const hierarchy = fact?.type.kind === 'code' ? scope.hierarchies.get(fact.type.hierarchy) : undefined;
  if (fact === undefined || hierarchy === undefined) return undefined;
  if (!hasCode(hierarchy, region)) {
    scope.report(diagnose('unknown-code', at('/region'), { found: region, about: hierarchy.id }));
    return undefined;
  }
  if (reach === 'anywhere') return null;
  return { kind: 'leaf', fact: fact.id, operator: 'within', wanted: { constant: region }, at: '/region' };
}

/** The fact of that id, if it says where something is; else a diagnostic at the place that names it. */
export function findCodeFact(id: string, place: Place, scope: Scope): Fact | undefined {
  const fact = findFact(id, place, scope);
  if (fact === undefined || fact.type.kind === 'code') return fact;
  const expected = { zh: '行政区划代码类的指标', en: 'a fact whose type is code' };
  scope.report(diagnose('wrong-input', place, { found: id, expected }));
  return undefined;
}
