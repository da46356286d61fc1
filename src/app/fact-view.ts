import { inputsOf } from '../engine/facts-read.ts';
import type { Authority, Fact, RuleSet } from '../engine/rule-set.ts';
import type { ElementType, ValueKind } from '../engine/value.ts';
import type { Language } from '../rules/plain/language.ts';
import { type ValueJson, valueToJson } from '../rules/value-to-json.ts';

/** One fact of the catalogue: what a profile may say, and who can vouch for it. */
export interface FactView {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly type: ValueKind;
  /** What a set holds. */
  readonly of?: ElementType['kind'];
  /** The values of an enum. */
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  /** The code table of a code. */
  readonly hierarchy?: string;
  readonly unit: string | null;
  readonly minimum?: ValueJson;
  readonly maximum?: ValueJson;
  readonly authorities: readonly { readonly id: string; readonly label: string }[];
  readonly maxAgeDays: number | null;
  readonly mutable: boolean;
  /** A derived fact is never given in a profile: give those it is derived from. */
  readonly derivation?: { readonly kind: string; readonly from: readonly string[] };
}

/** The whole catalogue, ordered by id. */
export function listFacts(ruleSet: RuleSet, language: Language): readonly FactView[] {
  return [...ruleSet.facts.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((fact) => viewFact(ruleSet, fact, language));
}

function viewFact(ruleSet: RuleSet, fact: Fact, language: Language): FactView {
  return {
    id: fact.id,
    label: fact.label[language],
    description: fact.description,
    ...viewType(fact, language),
    unit: fact.unit,
    ...viewRange(fact),
    authorities: fact.authorities.map((id) => viewAuthority(id, ruleSet.authorities.get(id), language)),
    maxAgeDays: fact.maxAgeDays,
    mutable: fact.mutable,
    ...viewDerivation(fact),
  };
}

function viewType(
  { type, valueLabels }: Fact,
  language: Language,
): Pick<FactView, 'type' | 'of' | 'values' | 'hierarchy'> {
  const element = type.kind === 'set' ? type.of : type;
  const of = type.kind === 'set' ? { of: type.of.kind } : {};
  if (element.kind === 'code') return { type: type.kind, ...of, hierarchy: element.hierarchy };
  if (element.kind !== 'enum') return { type: type.kind, ...of };
  const values = element.values.map((value) => ({
    value,
    label: valueLabels.get(value)?.[language] ?? value,
  }));
  return { type: type.kind, ...of, values };
}

function viewRange({ type, range }: Fact): Pick<FactView, 'minimum' | 'maximum'> {
  const { minimum, maximum } = range ?? {};
  return {
    ...(minimum === undefined ? {} : { minimum: valueToJson(type, minimum) }),
    ...(maximum === undefined ? {} : { maximum: valueToJson(type, maximum) }),
  };
}

function viewAuthority(
  id: string,
  authority: Authority | undefined,
  language: Language,
): FactView['authorities'][number] {
  return { id, label: authority?.label[language] ?? id };
}

function viewDerivation(fact: Fact): Pick<FactView, 'derivation'> {
  if (fact.derivation === null) return {};
  const from = [...new Set(inputsOf(fact.derivation))].toSorted();
  return { derivation: { kind: fact.derivation.kind, from } };
}
