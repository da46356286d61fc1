import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Append, NewEntry, Node, StoredDecision } from '../../ledger/store.ts';
import type { Tables } from './tables.ts';

/**
 * One step of the log in one statement, which is a transaction by itself: one round trip, and nothing is left half done by
 * whatever breaks. All of it hangs on moving the head: where the head isn't `from`, nothing happens.
 */
export async function append(database: Kysely<Tables>, step: Append): Promise<boolean> {
  mustFollow(step);
  const decisions = recorded(step.entries);
  const erased = step.entries.flatMap(({ erases }) => (erases === undefined ? [] : [erases]));
  const parts = [
    moveHead(step),
    insertLeaves(step.entries),
    insertNodes(step.nodes),
    insertCheckpoint(step),
    ...(decisions.length === 0 ? [] : [insertDecisions(decisions), insertPayloads(decisions)]),
    ...(erased.length === 0 ? [] : [deletePayloads(erased), blankDecisions(erased)]),
  ];
  const { rows } = await sql`with ${sql.join(parts)} select from moved`.execute(database);
  return rows.length === 1;
}

/** A step that doesn't fit together is a defect, not a full disk. */
function mustFollow({ from, to, entries }: Append): void {
  const inOrder = entries.every(({ index }, at) => index === from.size + at);
  if (!inOrder || entries.length === 0 || to.size !== from.size + entries.length)
    throw new Error(`a step from ${from.size} to ${to.size} doesn't have its entries`);
}

interface Recorded extends StoredDecision {
  readonly index: number;
  /** Erased by a later entry of the same step. */
  readonly erased: boolean;
}

function recorded(entries: readonly NewEntry[]): readonly Recorded[] {
  const gone = new Set(entries.map(({ erases }) => erases));
  return entries.flatMap(({ index, decision }) =>
    decision === undefined ? [] : [{ ...decision, index, erased: gone.has(decision.id) }],
  );
}

type Part = RawBuilder<unknown>;

function moveHead({ from, to }: Append): Part {
  return sql`moved as (
    update log set size = ${to.size}, root = ${to.root}
    where size = ${from.size} and root = ${from.root} returning size)`;
}

function insertLeaves(entries: readonly NewEntry[]): Part {
  return sql`leaves as (
    insert into leaf (index, bytes, hash) select fresh.* from moved, unnest(
      ${entries.map(({ index }) => index)}::bigint[],
      ${entries.map(({ leaf }) => leaf)}::bytea[],
      ${entries.map(({ hash }) => hash)}::bytea[]) as fresh)`;
}

function insertNodes(nodes: readonly Node[]): Part {
  return sql`nodes as (
    insert into node (level, index, hash) select fresh.* from moved, unnest(
      ${nodes.map(({ level }) => level)}::integer[],
      ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => hash)}::bytea[]) as fresh)`;
}

function insertCheckpoint({ to, checkpoint }: Append): Part {
  return sql`checkpoints as (
    insert into checkpoint (size, root, note) select ${to.size}, ${to.root}, ${checkpoint} from moved)`;
}

function insertDecisions(decisions: readonly Recorded[]): Part {
  const kept = decisions.map((each) =>
    each.erased ? { ...each, subject: null, caller: null, marks: null } : each,
  );
  return sql`decisions as (
    insert into decision (index, id, recorded_at, as_of, rule_set, engine, subject, caller, marks)
    select fresh.index, fresh.id, fresh.recorded_at, fresh.as_of, fresh.rule_set, fresh.engine, fresh.subject, fresh.caller,
      fresh.marks::text[]
    from moved, unnest(
      ${kept.map(({ index }) => index)}::bigint[],
      ${kept.map(({ id }) => id)}::text[],
      ${kept.map(({ recordedAt }) => recordedAt)}::timestamptz[],
      ${kept.map(({ asOf }) => asOf)}::date[],
      ${kept.map(({ ruleSet }) => ruleSet)}::text[],
      ${kept.map(({ engine }) => engine)}::text[],
      ${kept.map(({ subject }) => subject)}::text[],
      ${kept.map(({ caller }) => caller)}::text[],
      ${kept.map(({ marks }) => (marks === null ? null : arrayLiteral(marks)))}::text[]
    ) as fresh (index, id, recorded_at, as_of, rule_set, engine, subject, caller, marks))`;
}

/** `{"a","b"}`: unnest would flatten an array of arrays. */
function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function insertPayloads(decisions: readonly Recorded[]): Part {
  const kept = decisions.filter(({ erased }) => !erased);
  return sql`payloads as (
    insert into payload (index, salt, request, outcome) select fresh.* from moved, unnest(
      ${kept.map(({ index }) => index)}::bigint[],
      ${kept.map(({ salt }) => salt)}::bytea[],
      ${kept.map(({ request }) => request)}::bytea[],
      ${kept.map(({ outcome }) => outcome)}::bytea[]) as fresh)`;
}

function deletePayloads(ids: readonly string[]): Part {
  return sql`erased as (
    delete from payload using moved, decision
    where payload.index = decision.index and decision.id = any(${ids}::text[]))`;
}

function blankDecisions(ids: readonly string[]): Part {
  return sql`blanked as (
    update decision set subject = null, caller = null, marks = null from moved
    where id = any(${ids}::text[]))`;
}
