import type { Leaf } from '../engine/condition.ts';
import { derive } from '../engine/derive.ts';
import { members } from '../engine/operators/members.ts';
import type { Report } from '../engine/profile.ts';
import { createReader } from '../engine/reading.ts';
import { type Derivation, type Fact, hierarchyOf } from '../engine/rule-set.ts';
import { isDecimal, type Value } from '../engine/value.ts';
import { type Asking, type Classes, truthWith, UNKNOWN } from './classes.ts';
import { type CodeTree, createCodeTree, type Span } from './code-tree.ts';
import type { Family } from './nodes.ts';
import type { CodedColumn } from './table.ts';

/** The classes of a column with a dictionary: what each entry makes of the leaves is worked out once. */
export function codedClasses(column: CodedColumn, family: Family, asking: Asking): Classes {
  return classesOf(column, family.leaves, (known) => codedEntries(column, family, asking, known));
}

/** The classes of how old a column of dates makes something. */
export function ageClasses(column: CodedColumn, ageing: Ageing, asking: Asking): Classes {
  return classesOf(column, ageing.leaves, (known) => ageEntries(column, ageing, asking, known));
}

/** The classes of the entries of a dictionary. */
interface EntryClasses extends Pick<Classes, 'count' | 'truths'> {
  /** By the place of the entry, and 1 more: the first is for what is absent. */
  readonly classOfCode: Int32Array;
}

/** What a dictionary came to for some leaves. */
interface Asked {
  readonly dictionary: readonly Value[];
  /** Of each entry, by leaf. */
  readonly truths: readonly Uint8Array[];
  readonly classes: EntryClasses;
}

/** By leaves. Many tables in a row have the same dictionary, or one that has only grown. */
const LAST = new WeakMap<readonly Leaf[], Asked>();

/** `work` is given the truths of the first entries where they are known. */
function classesOf(
  { codes, dictionary }: CodedColumn,
  leaves: readonly Leaf[],
  work: (known: readonly Uint8Array[]) => Omit<Asked, 'dictionary'>,
): Classes {
  const last = LAST.get(leaves);
  const isGrown = last?.dictionary.every((value, place) => value === dictionary[place]) === true;
  const isSame = isGrown && last.dictionary.length === dictionary.length;
  const asked = isSame ? last : { dictionary, ...work(isGrown ? last.truths : []) };
  LAST.set(leaves, asked);
  const { count, truths, classOfCode } = asked.classes;
  return {
    count,
    truths,
    classify(block, classes) {
      for (let place = 0; place < block.length; place += 1)
        classes[place] = classOfCode[(codes[block.rows[place] as number] as number) + 1] as number;
    },
  };
}

/** The truth of every entry, of which some may be known. */
function truthsOf(
  size: number,
  known: Uint8Array | undefined,
  truthAt: (entry: number) => number,
): Uint8Array {
  const truths = new Uint8Array(size);
  if (known !== undefined) truths.set(known);
  for (let entry = known?.length ?? 0; entry < size; entry += 1) truths[entry] = truthAt(entry);
  return truths;
}

function codedEntries(
  { dictionary }: CodedColumn,
  { fact, leaves }: Family,
  asking: Asking,
  known: readonly Uint8Array[],
): Omit<Asked, 'dictionary'> {
  const hierarchy = fact.derivation === null ? hierarchyOf(asking.ruleSet, fact) : undefined;
  const ask = (leaf: Leaf, place: number) =>
    truthsOf(dictionary.length, known[place], (entry) =>
      truthWith(leaf, { [leaf.fact]: dictionary[entry] as Value }, asking),
    );
  if (hierarchy === undefined || fact.type.kind === 'set')
    return inClasses([...dictionary.keys()], leaves.map(ask));
  const tree = createCodeTree(hierarchy, codesIn(dictionary, leaves));
  const spans = spansIn(dictionary, tree);
  const truths = leaves.map((leaf, place) => withinBranches(leaf, spans, tree) ?? ask(leaf, place));
  // So that a branch is a run of neighbouring classes.
  const inTreeOrder = [...dictionary.keys()].toSorted(
    (a, b) => (spans.enter[a] as number) - (spans.enter[b] as number),
  );
  return inClasses(inTreeOrder, truths);
}

function ageEntries(
  { dictionary }: CodedColumn,
  { fact, derivation, leaves }: Ageing,
  asking: Asking,
  known: readonly Uint8Array[],
): Omit<Asked, 'dictionary'> {
  const ages = dictionary.map((value) => {
    const report: Report = { value, source: null, observedOn: null };
    const reader = createReader(asking.ruleSet, new Map([[derivation.since, [report]]]), asking.asOf);
    const reading = derive(fact.id, derivation, reader);
    return reading.known ? reading.value : null;
  });
  const truths = leaves.map((leaf, place) => {
    const byAge = new Map<string, number>();
    return truthsOf(ages.length, known[place], (entry) => {
      const age = ages[entry] ?? null;
      if (age === null || !isDecimal(age)) return UNKNOWN;
      const key = age.toString();
      const truth = byAge.get(key) ?? truthWith(leaf, { [leaf.fact]: age }, asking);
      byAge.set(key, truth);
      return truth;
    });
  });
  const numbers = Float64Array.from(ages, (age) => (age !== null && isDecimal(age) ? age.toNumber() : 0));
  const oldestLast = [...ages.keys()].toSorted((a, b) => (numbers[a] as number) - (numbers[b] as number));
  return inClasses(oldestLast, truths);
}

interface Ageing {
  readonly fact: Fact;
  readonly derivation: Extract<Derivation, { kind: 'age' }>;
  readonly leaves: readonly Leaf[];
}

/** Entries alike to every leaf share a class; the classes are numbered in the order in which the entries come. */
function inClasses(order: readonly number[], truths: readonly Uint8Array[]): Omit<Asked, 'dictionary'> {
  const groups = grouped(order.length, truths);
  const classOfGroup = new Map<number, number>();
  const classOfCode = new Int32Array(order.length + 1);
  const firsts: number[] = [];
  for (const entry of order) {
    const group = groups[entry] as number;
    const known = classOfGroup.get(group);
    if (known === undefined) classOfGroup.set(group, firsts.push(entry));
    classOfCode[entry + 1] = known ?? firsts.length;
  }
  const byClass = (each: Uint8Array) =>
    Uint8Array.from([UNKNOWN, ...firsts.map((entry) => each[entry] as number)]);
  return { truths, classes: { count: firsts.length + 1, truths: truths.map(byClass), classOfCode } };
}

/** A group number for each entry: the same for entries of which every leaf says the same. */
function grouped(size: number, truths: readonly Uint8Array[]): Int32Array {
  const groups = new Int32Array(size);
  let count = 1;
  for (const truth of truths) {
    const next = new Int32Array(3 * count).fill(-1);
    let found = 0;
    for (let entry = 0; entry < size; entry += 1) {
      const key = 3 * (groups[entry] as number) + (truth[entry] as number);
      if (next[key] === -1) next[key] = found++;
      groups[entry] = next[key] as number;
    }
    count = found;
  }
  return groups;
}

/** The spans of the entries of a dictionary; −1 for what isn't a code of the table. */
interface Spans {
  readonly enter: Int32Array;
  readonly exit: Int32Array;
}

function spansIn(dictionary: readonly Value[], tree: CodeTree): Spans {
  const spans = dictionary.map((code) => (typeof code === 'string' ? tree.spanOf(code) : undefined));
  return {
    enter: Int32Array.from(spans, (span) => span?.enter ?? -1),
    exit: Int32Array.from(spans, (span) => span?.exit ?? -1),
  };
}

/**
 * What `within` and `notWithin` say of each entry, by the numbers of the codes: walking up from every code for every branch
 * would take longer than reading the table. Null for other operators. Twin of `src/engine/operators/within.ts`.
 */
function withinBranches(leaf: Leaf, spans: Spans, tree: CodeTree): Uint8Array | null {
  if (!('constant' in leaf.wanted)) return null;
  if (leaf.operator !== 'within' && leaf.operator !== 'notWithin') return null;
  const [inside, outside] = leaf.operator === 'within' ? [2, 0] : [0, 2];
  const truths = new Uint8Array(spans.enter.length).fill(outside);
  const branches = members(leaf.wanted.constant).flatMap((code) => tree.spanOf(code) ?? []);
  for (const branch of branches) markAbove(branch, spans, truths);
  for (const branch of branches) markInside(branch, spans, truths, inside);
  return truths;
}

/** Too coarse to tell: the branch lies below the code. */
function markAbove(branch: Span, { enter, exit }: Spans, truths: Uint8Array): void {
  for (let entry = 0; entry < truths.length; entry += 1) {
    const from = enter[entry] as number;
    if (from >= 0 && from <= branch.enter && branch.enter <= (exit[entry] as number)) truths[entry] = UNKNOWN;
  }
}

function markInside(branch: Span, { enter }: Spans, truths: Uint8Array, inside: number): void {
  for (let entry = 0; entry < truths.length; entry += 1) {
    const from = enter[entry] as number;
    if (branch.enter <= from && from <= branch.exit) truths[entry] = inside;
  }
}

function codesIn(dictionary: readonly Value[], leaves: readonly Leaf[]): readonly string[] {
  const asked = leaves.flatMap(({ wanted }) => ('constant' in wanted ? members(wanted.constant) : []));
  return [...asked, ...dictionary].filter((code) => typeof code === 'string');
}
