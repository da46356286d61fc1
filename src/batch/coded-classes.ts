import type { Leaf } from '../engine/condition.ts';
import { derive } from '../engine/derive.ts';
import { members } from '../engine/operators/members.ts';
import type { Report } from '../engine/profile.ts';
import { createReader } from '../engine/reading.ts';
import { type Derivation, type Fact, hierarchyOf } from '../engine/rule-set.ts';
import { isDecimal, type Value } from '../engine/value.ts';
import { type Asking, type Classes, truthWith, UNKNOWN } from './classes.ts';
import { type CodeTree, createCodeTree, liesIn } from './code-tree.ts';
import type { CodedColumn } from './table.ts';

/** The classes of a column with a dictionary: what each entry makes of the leaves is worked out once. */
export function codedClasses(
  column: CodedColumn,
  fact: Fact,
  leaves: readonly Leaf[],
  asking: Asking,
): Classes {
  const { dictionary } = column;
  const hierarchy = fact.derivation === null ? hierarchyOf(asking.ruleSet, fact) : undefined;
  const single = fact.type.kind !== 'set';
  const tree =
    hierarchy !== undefined && single ? createCodeTree(hierarchy, codesIn(dictionary, leaves)) : null;
  const truths = leaves.map(
    (leaf) =>
      (tree === null ? null : withinBranches(leaf, dictionary, tree)) ??
      Uint8Array.from(dictionary, (value) => truthWith(leaf, { [leaf.fact]: value }, asking)),
  );
  return inClasses(column, tree === null ? [...dictionary.keys()] : inTreeOrder(dictionary, tree), truths);
}

/** The classes of how old a column of dates makes something. */
export function ageClasses(
  column: CodedColumn,
  { fact, derivation, leaves }: Ageing,
  asking: Asking,
): Classes {
  const ages = column.dictionary.map((value) => {
    const report: Report = { value, source: null, observedOn: null };
    const reader = createReader(asking.ruleSet, new Map([[derivation.since, [report]]]), asking.asOf);
    const reading = derive(fact.id, derivation, reader);
    return reading.known ? reading.value : null;
  });
  const truths = leaves.map((leaf) => {
    const known = new Map<string, number>();
    return Uint8Array.from(ages, (age) => {
      if (age === null || !isDecimal(age)) return UNKNOWN;
      const key = age.toString();
      const truth = known.get(key) ?? truthWith(leaf, { [leaf.fact]: age }, asking);
      known.set(key, truth);
      return truth;
    });
  });
  const numbers = Float64Array.from(ages, (age) => (age !== null && isDecimal(age) ? age.toNumber() : 0));
  const oldestLast = [...ages.keys()].toSorted((a, b) => (numbers[a] as number) - (numbers[b] as number));
  return inClasses(column, oldestLast, truths);
}

interface Ageing {
  readonly fact: Fact;
  readonly derivation: Extract<Derivation, { kind: 'age' }>;
  readonly leaves: readonly Leaf[];
}

/** Entries alike to every leaf share a class; the classes are numbered in the order in which the entries come. */
function inClasses(
  { codes, dictionary }: CodedColumn,
  order: readonly number[],
  truths: readonly Uint8Array[],
): Classes {
  const groups = grouped(dictionary.length, truths);
  const classOfGroup = new Map<number, number>();
  // One more in front, for the code of what is absent.
  const classOfCode = new Int32Array(dictionary.length + 1);
  const firsts: number[] = [];
  for (const entry of order) {
    const group = groups[entry] as number;
    const known = classOfGroup.get(group);
    if (known === undefined) classOfGroup.set(group, firsts.push(entry));
    classOfCode[entry + 1] = known ?? firsts.length;
  }
  return {
    count: firsts.length + 1,
    truths: truths.map((each) => Uint8Array.from([UNKNOWN, ...firsts.map((entry) => each[entry] as number)])),
    classify(block, classes) {
      for (let place = 0; place < block.length; place += 1)
        classes[place] = classOfCode[(codes[block.rows[place] as number] as number) + 1] as number;
    },
  };
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

/**
 * What `within` and `notWithin` say of each entry, by the numbers of the codes: walking up from every code for every branch
 * would take longer than reading the table. Null for other operators. Twin of `src/engine/operators/within.ts`.
 */
function withinBranches(leaf: Leaf, dictionary: readonly Value[], tree: CodeTree): Uint8Array | null {
  if (!('constant' in leaf.wanted)) return null;
  if (leaf.operator !== 'within' && leaf.operator !== 'notWithin') return null;
  const branches = members(leaf.wanted.constant).flatMap((code) => tree.spanOf(code) ?? []);
  const [inside, outside] = leaf.operator === 'within' ? [2, 0] : [0, 2];
  return Uint8Array.from(dictionary, (code) => {
    const span = typeof code === 'string' ? tree.spanOf(code) : undefined;
    if (span === undefined) return outside;
    if (branches.some((branch) => liesIn(span, branch))) return inside;
    return branches.some((branch) => liesIn(branch, span)) ? UNKNOWN : outside;
  });
}

function codesIn(dictionary: readonly Value[], leaves: readonly Leaf[]): readonly string[] {
  const asked = leaves.flatMap(({ wanted }) => ('constant' in wanted ? members(wanted.constant) : []));
  return [...asked, ...dictionary].filter((code) => typeof code === 'string');
}

/** So that a branch is a run of neighbouring classes. */
function inTreeOrder(dictionary: readonly Value[], tree: CodeTree): readonly number[] {
  const enter = dictionary.map(
    (code) => (typeof code === 'string' ? tree.spanOf(code)?.enter : undefined) ?? -1,
  );
  return [...dictionary.keys()].toSorted((a, b) => (enter[a] as number) - (enter[b] as number));
}
