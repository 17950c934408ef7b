-- The one clock of the product. Everything that asks whether something is due asks this.
create function muster_now() returns timestamptz language sql stable as 'select now()';

create table installation (
  only_one boolean primary key default true check (only_one),
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now(),
  -- Set by a restore: nothing is sent until a person confirms.
  paging_held_since timestamptz
);
insert into installation default values;

create table event_log (
  position bigint generated always as identity unique,
  stream_id text not null,
  version int not null,
  type text not null,
  data jsonb not null,
  actor jsonb not null,
  command_id text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  hash bytea not null,
  primary key (stream_id, version)
);
create index event_log_command on event_log (stream_id, command_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The table % is append-only.', tg_table_name;
end $$;
create trigger event_log_is_append_only before update or delete or truncate on event_log
  for each statement execute function refuse_change();

create table stream_head (
  stream_id text primary key,
  version int not null,
  state jsonb not null,
  hash bytea not null
) with (fillfactor = 80);

-- Free text that a person typed. Events hold its id and hash, so that the text can be redacted with a visible tombstone.
create table content (
  id uuid primary key,
  -- Goes with the text, so that a redacted one cannot be guessed from its hash.
  salt bytea,
  hash bytea not null,
  body text,
  created_at timestamptz not null,
  redacted_at timestamptz,
  redacted_by jsonb
);

create table checkpoint (
  last_position bigint primary key,
  event_count bigint not null,
  root bytea not null,
  made_at timestamptz not null,
  signature bytea not null,
  public_key bytea not null
);
create trigger checkpoint_is_append_only before update or delete or truncate on checkpoint
  for each statement execute function refuse_change();

create table due_work (
  id bigint generated always as identity primary key,
  kind text not null,
  key text not null unique,
  due_at timestamptz not null,
  payload jsonb not null,
  epoch int not null default 0,
  leased_until timestamptz,
  node text,
  attempts int not null default 0,
  last_fault text,
  parked_at timestamptz
) with (fillfactor = 70);
create index due_work_next on due_work (kind, due_at) where parked_at is null;

-- Answers to commands that carried an Idempotency-Key, so that a repeat gives the same answer.
create table idempotent_answer (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  answer jsonb,
  made_at timestamptz not null,
  primary key (caller, key)
);
