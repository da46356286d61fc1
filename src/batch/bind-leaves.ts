import type { Leaf } from '../engine/condition.ts';
import { derive } from '../engine/derive.ts';
import { evaluate } from '../engine/evaluate.ts';
import { inputsOf } from '../engine/facts-read.ts';
import type { Reader } from '../engine/trace.ts';
import { fillUnknown, setBit, setTruth } from './bitmaps.ts';
import { type ClassBits, createClassBits } from './class-bits.ts';
import { type Block, type Classes, codeOf } from './classes.ts';
import { ageClasses, codedClasses } from './coded-classes.ts';
import { derivedClasses } from './derived-classes.ts';
import type { Family, Node } from './nodes.ts';
import { numberClasses } from './number-classes.ts';
import { fillPair } from './pair-leaf.ts';
import type { Fill, Running } from './running.ts';
import { createSortedBits, type SortedBits } from './sorted-bits.ts';
import { type Column, type NumberColumn, valueAt } from './table.ts';

type InFamily = Extract<Node, { kind: 'leaf' }>;

/** How the leaves of a program are answered from the columns of a table. */
export interface BoundLeaves {
  /** Takes the next rows of the table. */
  start(first: number, length: number): Block;
  bind(node: Extract<Node, { kind: 'leaf' | 'pair' | 'generic' }>): Fill;
  /** The bits by which the rows are sorted, where they are. */
  readonly sorted: SortedBits | null;
}

/** The rows of each block are sorted by the fact of `sortedBy`, where its column has classes. */
export function bindLeaves(running: Running, sortedBy: Family | null): BoundLeaves {
  const families = new Map<Family, Strategy>();
  const sorted = sortedBy === null ? null : sortedBits(sortedBy, running);
  if (sortedBy !== null && sorted !== null) families.set(sortedBy, { bits: sorted, started: 0 });
  const blocks = { started: 0 };
  const strategyOf = (family: Family): Strategy => {
    const strategy = families.get(family) ?? strategyFor(family, running);
    families.set(family, strategy);
    return strategy;
  };
  return {
    sorted,
    start(first, length) {
      blocks.started += 1;
      if (sorted !== null) return sorted.sort(first, length);
      return { rows: Int32Array.from({ length }, (_, place) => first + place), length };
    },
    bind(node) {
      if (node.kind === 'pair') return fillPair(node.leaf, node.other, running);
      if (node.kind === 'leaf') return fillInFamily(node, strategyOf(node.family), blocks, running);
      return fillByRow(node.leaf, (row) => running.readers.read(row, node.vouchedOnly), running);
    },
  };
}

function sortedBits(family: Family, running: Running): SortedBits | null {
  const classes = classesOf(family, running);
  return typeof classes === 'string' ? null : createSortedBits(classes);
}

/** Classes, read once a block; or, where there are none, nothing is known of the fact or the engine has to be asked. */
type Strategy = Reading | 'unknown' | 'generic';

interface Reading {
  readonly bits: ClassBits & { start?(block: Block): void };
  /** The block for which they were read last. */
  started: number;
}

function strategyFor(family: Family, running: Running): Strategy {
  const classes = classesOf(family, running);
  return typeof classes === 'string' ? classes : { bits: createClassBits(classes), started: 0 };
}

function fillInFamily(
  { leaf, family, place }: InFamily,
  strategy: Strategy,
  blocks: { readonly started: number },
  running: Running,
): Fill {
  if (strategy === 'unknown') return fillUnknown;
  if (strategy === 'generic') return fillByRow(leaf, (row) => derivedReader(family, row, running), running);
  return (out, block) => {
    running.tally.bitmapLeaves += 1;
    if (strategy.started !== blocks.started) strategy.bits.start?.(block);
    strategy.started = blocks.started;
    strategy.bits.fill(place, out);
  };
}

function classesOf(family: Family, running: Running): Classes | 'unknown' | 'generic' {
  const { fact, derivation, leaves } = family;
  const { columns } = running.table;
  if (derivation === null) {
    const column = columns.get(fact.id);
    if (column === undefined) return 'unknown';
    return column.kind === 'number'
      ? numberClasses(column, leaves, running)
      : codedClasses(column, family, running);
  }
  const inputs = inputsOf(derivation).flatMap((input) => columns.get(input) ?? []);
  if (inputs.length < inputsOf(derivation).length) return 'unknown';
  if (derivation.kind === 'age') {
    const [since] = inputs;
    if (since?.kind !== 'coded') return 'generic';
    return ageClasses(since, { fact, derivation, leaves }, running);
  }
  const numbers = inputs.filter((column): column is NumberColumn => column.kind === 'number');
  if (numbers.length < inputs.length) return 'generic';
  return derivedClasses({ fact: fact.id, derivation, inputs: numbers, leaves }, running) ?? 'generic';
}

/** Reads a row, but derives the fact even where it is reported. */
function derivedReader({ fact, derivation }: Family, row: number, { readers }: Running): Reader {
  const reader = readers.read(row);
  const read = (id: string) =>
    id === fact.id && derivation !== null ? derive(id, derivation, reader) : reader.read(id);
  return { ...reader, read };
}

/** The engine's truth of each row. */
function fillByRow(leaf: Leaf, readerAt: (row: number) => Reader, { tally }: Running): Fill {
  return (out, { rows, length }) => {
    tally.genericLeaves += 1;
    out.fill(0);
    for (let place = 0; place < length; place += 1) {
      const reader = readerAt(rows[place] as number);
      setTruth(out, place, codeOf(evaluate(leaf, reader).truth));
    }
  };
}

/** Sets the bits of the rows in which a column has a value. */
export function fillPresent(column: Column | undefined, out: Int32Array, block: Block): void {
  out.fill(0);
  if (column === undefined) return;
  for (let place = 0; place < block.length; place += 1)
    if (valueAt(column, block.rows[place] as number) !== null) setBit(out, place);
}
