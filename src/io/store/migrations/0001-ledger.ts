import type { Migration } from './migration.ts';

/*
 * Append-only is enforced here, too: a mistake in the program, or a hand at the console, is refused. Whoever owns the
 * database can switch that off; the signed tree then shows what was changed.
 */
export const ledger: Migration = {
  number: 1,
  name: 'ledger',
  sql: `
create table log (
  only_one boolean primary key default true check (only_one),
  origin text not null,
  hash text not null,
  size bigint not null check (size >= 0),
  root bytea not null
);

create table leaf (
  index bigint primary key check (index >= 0),
  bytes bytea not null,
  hash bytea not null
);

create table node (
  level integer check (level > 0),
  index bigint check (index >= 0),
  hash bytea not null,
  primary key (level, index)
);

create table checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null,
  note text not null
);

create table rule_set (
  digest text collate "C" primary key,
  files bytea not null
);

create table rule_set_policy (
  rule_set text collate "C" not null,
  policy text collate "C" not null,
  valid_from date,
  valid_to date,
  primary key (policy, rule_set)
);

create table decision (
  index bigint primary key check (index >= 0),
  id text collate "C" not null unique,
  recorded_at timestamptz not null,
  as_of date not null,
  rule_set text collate "C" not null,
  engine text collate "C" not null,
  subject text collate "C",
  caller text collate "C",
  marks text[] collate "C",
  erased_by bigint
);

create index decision_by_subject on decision (subject, index) where subject is not null;
create index decision_by_time on decision (recorded_at);
create index decision_by_rule_set on decision (rule_set, index);
create index decision_by_mark on decision using gin (marks);

create table payload (
  index bigint primary key,
  salt bytea not null,
  request bytea not null,
  outcome bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

create trigger append_only before update or delete or truncate on leaf
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on node
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on checkpoint
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on rule_set
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on rule_set_policy
  for each statement execute function refuse_change();
create trigger append_only before delete or truncate on decision
  for each statement execute function refuse_change();
create trigger append_only before update or truncate on payload
  for each statement execute function refuse_change();
create trigger append_only before delete or truncate on log
  for each statement execute function refuse_change();

create function log_grows() returns trigger language plpgsql as $$
begin
  if new.origin <> old.origin or new.hash <> old.hash or new.size <= old.size then
    raise exception 'the log only grows: change refused' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger log_grows before update on log for each row execute function log_grows();

create function decision_is_erased() returns trigger language plpgsql as $$
begin
  if (new.index, new.id, new.recorded_at, new.as_of, new.rule_set, new.engine)
    is distinct from (old.index, old.id, old.recorded_at, old.as_of, old.rule_set, old.engine)
    or new.subject is not null or new.caller is not null or new.marks is not null
    or new.erased_by is null or old.erased_by is not null
  then
    raise exception 'a decision is never changed, only erased' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger decision_is_erased before update on decision for each row execute function decision_is_erased();

create function decision_has_rule_set() returns trigger language plpgsql as $$
declare
  absent text;
begin
  select fresh.rule_set into absent from fresh
    where not exists (select from rule_set where rule_set.digest = fresh.rule_set) limit 1;
  if found then
    raise exception 'rule set % is not stored', absent using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create trigger decision_has_rule_set after insert on decision referencing new table as fresh
  for each statement execute function decision_has_rule_set();
`,
};
