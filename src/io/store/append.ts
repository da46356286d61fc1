import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Append, NewEntry, Node, StoredDecision } from '../../ledger/store.ts';
import { bytesArray } from './bytes-array.ts';
import type { Tables } from './tables.ts';

/**
 * One step of the log in one statement, which is a transaction by itself: one round trip, and nothing is left half done by
 * whatever breaks. All of it hangs on moving the head: where the head isn't `from`, nothing happens.
 */
export async function append(database: Kysely<Tables>, step: Append): Promise<boolean> {
  mustFollow(step);
  const decisions = recorded(step.entries);
  const erasures = erasuresIn(step.entries);
  const parts = [
    TURN,
    moveHead(step),
    insertLeaves(step.entries),
    insertNodes(step.nodes),
    insertCheckpoint(step),
    ...(decisions.length === 0 ? [] : [insertDecisions(decisions), insertPayloads(decisions)]),
    ...(erasures.size === 0 ? [] : [deletePayloads([...erasures.keys()]), blankDecisions(erasures)]),
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
  /** The later entry of the same step that erases it. */
  readonly erasedBy: number | null;
}

/** By decision, the first entry that erases it. */
function erasuresIn(entries: readonly NewEntry[]): ReadonlyMap<string, number> {
  const erasures = entries.flatMap(({ index, erases }) =>
    erases === undefined ? [] : [[erases, index] as const],
  );
  return new Map(erasures.toReversed());
}

function recorded(entries: readonly NewEntry[]): readonly Recorded[] {
  const erasures = erasuresIn(entries);
  return entries.flatMap(({ index, decision }) =>
    decision === undefined ? [] : [{ ...decision, index, erasedBy: erasures.get(decision.id) ?? null }],
  );
}

type Part = RawBuilder<unknown>;

/** Any number, the same in every version of the program. */
export const TURN_LOCK = 5_206_151_102;

/** Appends don't hinder each other, but they wait for whoever has the turn, and whoever wants it waits for them. */
const TURN = sql`turn as materialized (select pg_advisory_xact_lock_shared(${sql.lit(TURN_LOCK)}))`;

function moveHead({ from, to }: Append): Part {
  return sql`moved as (
    update log set size = ${to.size}, root = ${to.root} from turn
    where size = ${from.size} and root = ${from.root} returning size)`;
}

function insertLeaves(entries: readonly NewEntry[]): Part {
  return sql`leaves as (
    insert into leaf (index, bytes, hash) select fresh.* from moved, unnest(
      ${entries.map(({ index }) => index)}::bigint[],
      ${bytesArray(entries.map(({ leaf }) => leaf))}::bytea[],
      ${bytesArray(entries.map(({ hash }) => hash))}::bytea[]) as fresh)`;
}

function insertNodes(nodes: readonly Node[]): Part {
  return sql`nodes as (
    insert into node (level, index, hash) select fresh.* from moved, unnest(
      ${nodes.map(({ level }) => level)}::integer[],
      ${nodes.map(({ index }) => index)}::bigint[],
      ${bytesArray(nodes.map(({ hash }) => hash))}::bytea[]) as fresh)`;
}

function insertCheckpoint({ to, checkpoint }: Append): Part {
  return sql`checkpoints as (
    insert into checkpoint (size, root, note) select ${to.size}, ${to.root}, ${checkpoint} from moved)`;
}

function insertDecisions(decisions: readonly Recorded[]): Part {
  const kept = decisions.map((each) =>
    each.erasedBy === null ? each : { ...each, subject: null, caller: null, marks: null },
  );
  return sql`decisions as (
    insert into decision (index, id, recorded_at, as_of, rule_set, engine, subject, caller, marks, erased_by)
    select fresh.index, fresh.id, fresh.recorded_at, fresh.as_of, fresh.rule_set, fresh.engine, fresh.subject, fresh.caller,
      fresh.marks::text[], fresh.erased_by
    from moved, unnest(
      ${kept.map(({ index }) => index)}::bigint[],
      ${kept.map(({ id }) => id)}::text[],
      ${kept.map(({ recordedAt }) => recordedAt)}::timestamptz[],
      ${kept.map(({ asOf }) => asOf)}::date[],
      ${kept.map(({ ruleSet }) => ruleSet)}::text[],
      ${kept.map(({ engine }) => engine)}::text[],
      ${kept.map(({ subject }) => subject)}::text[],
      ${kept.map(({ caller }) => caller)}::text[],
      ${kept.map(({ marks }) => (marks === null ? null : arrayLiteral(marks)))}::text[],
      ${kept.map(({ erasedBy }) => erasedBy)}::bigint[]
    ) as fresh (index, id, recorded_at, as_of, rule_set, engine, subject, caller, marks, erased_by))`;
}

/** `{"a","b"}`: unnest would flatten an array of arrays. */
function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function insertPayloads(decisions: readonly Recorded[]): Part {
  const kept = decisions.filter(({ erasedBy }) => erasedBy === null);
  return sql`payloads as (
    insert into payload (index, salt, request, outcome) select fresh.* from moved, unnest(
      ${kept.map(({ index }) => index)}::bigint[],
      ${bytesArray(kept.map(({ salt }) => salt))}::bytea[],
      ${bytesArray(kept.map(({ request }) => request))}::bytea[],
      ${bytesArray(kept.map(({ outcome }) => outcome))}::bytea[]) as fresh)`;
}

function deletePayloads(ids: readonly string[]): Part {
  return sql`erased as (
    delete from payload using moved, decision
    where payload.index = decision.index and decision.id = any(${ids}::text[]))`;
}

function blankDecisions(erasures: ReadonlyMap<string, number>): Part {
  return sql`blanked as (
    update decision set subject = null, caller = null, marks = null, erased_by = erasure.index
    from moved, unnest(${[...erasures.keys()]}::text[], ${[...erasures.values()]}::bigint[]) as erasure (id, index)
    where decision.id = erasure.id and decision.erased_by is null)`;
}
