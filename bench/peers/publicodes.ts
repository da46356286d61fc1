import { DERIVED, REPORTED } from '../workload/catalogue.ts';
import { type Flat, LEVELS } from './flat.ts';
import type { Comparison, Peer, PeerPolicy, Test } from './test-tree.ts';

interface PublicodesEngine {
  setSituation(situation: Readonly<Record<string, string>>): PublicodesEngine;
  evaluate(rule: string): { readonly nodeValue: unknown };
}

/**
 * publicodes has no lists, so a set is a question for each member. Every field has a twin that says whether it is known. All
 * policies are asked whether they may be met, and those again whether they surely are.
 */
export async function createPublicodes(policies: readonly PeerPolicy[]): Promise<Peer> {
  const name: string = 'publicodes';
  const { default: Engine } = (await import(name)) as { default: new (rules: object) => PublicodesEngine };
  const rules: Record<string, unknown> = {};
  for (const field of FIELDS) Object.assign(rules, inputsOf(field));
  policies.forEach(({ surely, possibly }, place) => {
    rules[`possibly ${place}`] = { valeur: ruleOf(possibly) };
    rules[`surely ${place}`] = { valeur: ruleOf(surely) };
  });
  const engine = new Engine(rules);
  return {
    name: 'publicodes',
    find(flat) {
      engine.setSituation(situationOf(flat));
      const yes: number[] = [];
      const unknown: number[] = [];
      policies.forEach((_, place) => {
        if (engine.evaluate(`possibly ${place}`).nodeValue !== true) return;
        (engine.evaluate(`surely ${place}`).nodeValue === true ? yes : unknown).push(place);
      });
      return { yes, unknown };
    },
  };
}

/** A field of a `Flat`, and for sets what they may hold. */
interface Field {
  readonly name: string;
  readonly type: 'boolean' | 'number' | 'text' | 'set';
  readonly members: readonly string[];
}

const TYPES = { boolean: 'boolean', enum: 'text', text: 'text', code: 'text', set: 'set' } as const;

const FIELDS: readonly Field[] = [...REPORTED, ...DERIVED].flatMap((fact): readonly Field[] => {
  const members = fact.type === 'set' ? Object.keys(fact.values ?? {}) : [];
  const type = fact.type in TYPES ? TYPES[fact.type as keyof typeof TYPES] : 'number';
  if (fact.type !== 'code') return [{ name: fact.id, type, members }];
  const levels = Array.from({ length: (LEVELS[fact.id] ?? 0) + 1 }, (_, level) => `${fact.id}_${level}`);
  return levels.map((name) => ({ name, type, members }));
});

/** Names in publicodes are words: no digits and no hyphens at their ends. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const worded = (text: string): string =>
  text
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll(/[0-9]/g, (digit) => ` ${LETTERS[Number(digit)] ?? ''}`)
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
const spoken = (field: string): string => `value of ${worded(field)}`;
const known = (field: string): string => `known is ${worded(field)}`;
const member = (field: string, each: string): string => `${worded(field)} holds ${worded(each)}`;

function inputsOf({ name, type, members }: Field): Record<string, unknown> {
  const inputs: Record<string, unknown> = { [known(name)]: { 'par défaut': 'non' } };
  if (type === 'set') for (const each of members) inputs[member(name, each)] = { 'par défaut': 'non' };
  else inputs[spoken(name)] = { 'par défaut': type === 'boolean' ? 'non' : type === 'number' ? 0 : "'-'" };
  return inputs;
}

function situationOf(flat: Flat): Record<string, string> {
  const situation: Record<string, string> = {};
  for (const { name, type } of FIELDS) {
    const value = flat[name] ?? null;
    if (value === null) continue;
    situation[known(name)] = 'oui';
    if (Array.isArray(value)) for (const each of value) situation[member(name, each)] = 'oui';
    else if (type === 'boolean') situation[spoken(name)] = value === true ? 'oui' : 'non';
    else situation[spoken(name)] = type === 'text' ? `'${String(value)}'` : String(value);
  }
  return situation;
}

function ruleOf(test: Test): unknown {
  switch (test.kind) {
    case 'all':
      return { 'toutes ces conditions': test.parts.map(ruleOf) };
    case 'any':
      return { 'une de ces conditions': test.parts.map(ruleOf) };
    case 'always':
      return test.holds ? 'oui' : 'non';
    case 'compare':
      return guarded(test);
  }
}

function guarded(test: Comparison): unknown {
  const { field, wanted, ofUnknown } = test;
  const fields = 'field' in wanted ? [field, wanted.field] : [field];
  if (ofUnknown)
    return { 'une de ces conditions': [...fields.map((each) => `${known(each)} = non`), comparison(test)] };
  return { 'toutes ces conditions': [...fields.map((each) => `${known(each)} = oui`), comparison(test)] };
}

function comparison({ field, comparator, wanted }: Comparison): unknown {
  const name = spoken(field);
  const list =
    'constant' in wanted && Array.isArray(wanted.constant) ? (wanted.constant as readonly string[]) : [];
  const single = 'constant' in wanted && typeof wanted.constant === 'string' ? wanted.constant : '';
  const each = (how: string) => list.map((one) => `${name} ${how} '${one}'`);
  const held = (members: readonly string[], answer: string) =>
    members.map((one) => `${member(field, one)} = ${answer}`);
  switch (comparator) {
    case 'in':
      return { 'une de ces conditions': each('=') };
    case 'notIn':
      return { 'toutes ces conditions': each('!=') };
    case 'has':
    case 'hasAny':
      return { 'une de ces conditions': held(list.length > 0 ? list : [single], 'oui') };
    case 'lacks':
    case 'hasNone':
      return { 'toutes ces conditions': held(list.length > 0 ? list : [single], 'non') };
    case 'hasAll':
      return { 'toutes ces conditions': held(list, 'oui') };
    case 'lacksSome':
      return { 'une de ces conditions': held(list, 'non') };
    default:
      return `${name} ${comparator} ${literal(wanted)}`;
  }
}

function literal(wanted: Comparison['wanted']): string {
  if ('field' in wanted) return spoken(wanted.field);
  const { constant } = wanted;
  if (typeof constant === 'boolean') return constant ? 'oui' : 'non';
  return typeof constant === 'string' ? `'${constant}'` : String(constant);
}
