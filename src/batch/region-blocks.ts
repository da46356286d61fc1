import type { Condition } from '../engine/condition.ts';
import { members } from '../engine/operators/members.ts';
import { hierarchyOf, type RuleSet } from '../engine/rule-set.ts';
import { BLOCK_ROWS } from './bitmaps.ts';
import type { Block } from './classes.ts';
import { createCodeTree, type Span } from './code-tree.ts';
import type { CodedColumn, Table } from './table.ts';

/** A block and the numbers of all the codes in which its rows lie or below which they may lie. */
export type RegionBlock = Block & Span;

/** A table cut into blocks of rows that are registered near one another. */
export interface RegionBlocks {
  readonly blocks: readonly RegionBlock[];
  /** The spans of a policy's regions; null where it can't be told by the region. */
  spansOf(regions: readonly string[] | null): readonly Span[] | null;
}

/** The branches of the hierarchy of regions outside which a condition is a definite no; null where it states none. */
export function regionsOf(condition: Condition, regionFact: string): readonly string[] | null {
  switch (condition.kind) {
    case 'named':
      return regionsOf(condition.part, regionFact);
    case 'all':
      return condition.parts.map((part) => regionsOf(part, regionFact)).find((each) => each !== null) ?? null;
    case 'leaf': {
      const { fact, operator, wanted } = condition;
      if (fact !== regionFact || operator !== 'within' || !('constant' in wanted)) return null;
      return members(wanted.constant);
    }
    default:
      return null;
  }
}

/** `regions` are all that policies name. */
export function cutByRegion(ruleSet: RuleSet, table: Table, regions: readonly string[]): RegionBlocks {
  const fact = ruleSet.facts.get(ruleSet.regionFact);
  const column = table.columns.get(ruleSet.regionFact);
  const hierarchy = fact?.derivation === null ? hierarchyOf(ruleSet, fact) : undefined;
  const inOrder = Int32Array.from({ length: table.rows }, (_, row) => row);
  if (column?.kind !== 'coded' || hierarchy === undefined || regions.length === 0)
    return { blocks: cut(inOrder, 0, table.rows, () => EVERYWHERE), spansOf: () => null };
  const codes = column.dictionary.filter((code) => typeof code === 'string');
  const tree = createCodeTree(hierarchy, [...codes, ...regions]);
  const spans = column.dictionary.map((code) => (typeof code === 'string' ? tree.spanOf(code) : undefined));
  return {
    blocks: cutSorted(column, spans, table.rows),
    spansOf: (named) => named?.flatMap((code) => tree.spanOf(code) ?? []) ?? null,
  };
}

/** Rows in the order of their regions' numbers; those whose region is absent or no code come last, in blocks of their own. */
function cutSorted(
  { codes }: CodedColumn,
  spans: readonly (Span | undefined)[],
  rows: number,
): readonly RegionBlock[] {
  const ranked = [...spans.keys()].flatMap((code) => {
    const span = spans[code];
    return span === undefined ? [] : [{ code, ...span }];
  });
  ranked.sort((a, b) => a.enter - b.enter);
  // One more in front, for the code of what is absent.
  const rankOf = new Int32Array(spans.length + 1).fill(ranked.length);
  const exits = new Int32Array(ranked.length);
  ranked.forEach(({ code, exit }, rank) => {
    rankOf[code + 1] = rank;
    exits[rank] = exit;
  });
  const { order, starts } = sortRows(codes, rankOf, { ranks: ranked.length + 1, rows });
  const placed = starts[ranked.length] as number;
  const spanOf = (start: number, end: number): Span => {
    const rankAt = (place: number) => rankOf[(codes[order[place] as number] as number) + 1] as number;
    let exit = -1;
    for (let rank = rankAt(start); rank <= rankAt(end - 1); rank += 1)
      exit = Math.max(exit, exits[rank] as number);
    return { enter: ranked[rankAt(start)]?.enter ?? 0, exit };
  };
  return [...cut(order, 0, placed, spanOf), ...cut(order, placed, rows, () => EVERYWHERE)];
}

/** A counting sort: rows of one rank keep their order. */
function sortRows(
  codes: Int32Array,
  rankOf: Int32Array,
  { ranks, rows }: { readonly ranks: number; readonly rows: number },
): { readonly order: Int32Array; readonly starts: Int32Array } {
  const next = new Int32Array(ranks + 1);
  for (let row = 0; row < rows; row += 1) {
    const rank = rankOf[(codes[row] as number) + 1] as number;
    next[rank + 1] = (next[rank + 1] as number) + 1;
  }
  for (let rank = 0; rank < ranks; rank += 1)
    next[rank + 1] = (next[rank + 1] as number) + (next[rank] as number);
  const starts = next.slice();
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const rank = rankOf[(codes[row] as number) + 1] as number;
    const place = next[rank] as number;
    order[place] = row;
    next[rank] = place + 1;
  }
  return { order, starts };
}

const EVERYWHERE: Span = { enter: 0, exit: Number.POSITIVE_INFINITY };

/** Blocks of the rows at these places. */
function cut(
  order: Int32Array,
  from: number,
  to: number,
  spanOf: (start: number, end: number) => Span,
): readonly RegionBlock[] {
  const blocks = Math.ceil((to - from) / BLOCK_ROWS);
  return Array.from({ length: blocks }, (_, block) => {
    const start = from + block * BLOCK_ROWS;
    const end = Math.min(start + BLOCK_ROWS, to);
    return { order, start, length: end - start, ...spanOf(start, end) };
  });
}

/** Whether a row of the block may lie in one of these spans, or above it. */
export function mayMeet(block: Span, spans: readonly Span[]): boolean {
  return block.exit === Number.POSITIVE_INFINITY || spans.some((span) => meets(block, span));
}

function meets(block: Span, span: Span): boolean {
  return span.enter <= block.exit && block.enter <= span.exit;
}
