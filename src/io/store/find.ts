import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { DecisionQuery, KeptDecision } from '../../ledger/store.ts';
import type { Tables } from './tables.ts';

/** The decisions that meet every criterion, in the order of their leaves. */
export async function find(database: Kysely<Tables>, query: DecisionQuery): Promise<readonly KeptDecision[]> {
  return (await finding(database, query).execute()).map(keptDecision);
}

/** The statement behind `find`. */
export function finding(database: Kysely<Tables>, query: DecisionQuery) {
  return keptDecisions(database)
    .where((where) => where.and(criteria(query)))
    .orderBy('decision.index', query.newestFirst === true ? 'desc' : 'asc')
    .limit(query.limit);
}

export async function decision(database: Kysely<Tables>, id: string): Promise<KeptDecision | undefined> {
  const row = await keptDecisions(database).where('decision.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : keptDecision(row);
}

/** Times and dates are formatted here: the session's time zone and date style don't matter. */
function keptDecisions(database: Kysely<Tables>) {
  return database
    .selectFrom('decision')
    .innerJoin('leaf', 'leaf.index', 'decision.index')
    .leftJoin('payload', 'payload.index', 'decision.index')
    .select([
      'decision.index',
      'decision.id',
      'decision.rule_set',
      'decision.engine',
      'decision.subject',
      'decision.caller',
      'decision.erased_by',
      'leaf.bytes',
      'payload.salt',
      'payload.request',
      'payload.outcome',
    ])
    .select([
      sql<string>`to_char(decision.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as(
        'recorded_at',
      ),
      sql<string>`to_char(decision.as_of, 'YYYY-MM-DD')`.as('as_of'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof keptDecisions>['execute']>>[number];

function keptDecision({ salt, request, outcome, ...row }: Row): KeptDecision {
  return {
    index: row.index,
    leaf: row.bytes,
    id: row.id,
    recordedAt: row.recorded_at,
    asOf: row.as_of,
    ruleSet: row.rule_set,
    engine: row.engine,
    subject: row.subject,
    caller: row.caller,
    payload: salt === null || request === null || outcome === null ? null : { salt, request, outcome },
    erasedBy: row.erased_by,
  };
}

type Criterion = Expression<SqlBool>;

function criteria(query: DecisionQuery): Criterion[] {
  const { subject, ruleSet, engine, from, before, after } = query;
  return [
    ...(subject === undefined ? [] : [sql<SqlBool>`decision.subject = ${subject}`]),
    ...(ruleSet === undefined ? [] : [sql<SqlBool>`decision.rule_set = ${ruleSet}`]),
    ...(engine === undefined ? [] : [sql<SqlBool>`decision.engine = ${engine}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`decision.recorded_at >= ${from}::timestamptz`]),
    ...(before === undefined ? [] : [sql<SqlBool>`decision.recorded_at < ${before}::timestamptz`]),
    ...(after === undefined ? [] : [afterCursor(after, query.newestFirst === true)]),
    ...matching(query),
  ];
}

function afterCursor(index: number, newestFirst: boolean): Criterion {
  return newestFirst ? sql`decision.index < ${index}` : sql`decision.index > ${index}`;
}

/** By policy, by outcome, or by both. An erased decision has no marks and never meets these. */
function matching({ policy, outcome }: DecisionQuery): readonly Criterion[] {
  if (policy === undefined && outcome === undefined) return [];
  if (outcome === 'ineligible') return [decidedAgainst(policy)];
  if (outcome === undefined) return [decided(policy ?? '')];
  return [sql`decision.marks @> array[${policy === undefined ? outcome : `${outcome}:${policy}`}]`];
}

const MARKING = ['eligible', 'conditional', 'undetermined'] as const;

/** The policy, or any, was in force and has no mark: each policy that isn't ineligible has one. */
function decidedAgainst(policy: string | undefined): Criterion {
  const marks = sql.join(MARKING.map((outcome) => sql`${`${outcome}:`} || known.policy`));
  const named = policy === undefined ? sql`true` : sql`known.policy = ${policy}`;
  return sql`decision.marks is not null and exists (
    select from rule_set_policy known
    where ${IN_FORCE} and ${named} and not decision.marks && array[${marks}])`;
}

/** The policy was in force: it was decided, whatever came of it. */
function decided(policy: string): Criterion {
  return sql`decision.marks is not null and exists (
    select from rule_set_policy known where ${IN_FORCE} and known.policy = ${policy})`;
}

const IN_FORCE = sql`known.rule_set = decision.rule_set
  and (known.valid_from is null or known.valid_from <= decision.as_of)
  and (known.valid_to is null or known.valid_to >= decision.as_of)`;
