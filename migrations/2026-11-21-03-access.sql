-- Who may sign in, and as what. A person without a row here can be paged but not signed in.
create table account (
  person_id text primary key references person on delete cascade,
  role text not null check (role in ('viewer', 'responder', 'manager', 'administrator')),
  password_hash text,
  is_first boolean unique check (is_first),
  made_at timestamptz not null,
  disabled_at timestamptz
);

-- Set with the first account and never taken back: the first-run page stays gone even where all accounts were deleted since.
alter table installation add column first_account_at timestamptz;

create table session (
  token_hash bytea primary key,
  person_id text not null references account on delete cascade,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on session (person_id);

create table api_token (
  id uuid primary key,
  name text not null,
  token_hash bytea not null unique,
  role text not null check (role in ('viewer', 'responder', 'manager', 'administrator')),
  made_by jsonb not null,
  made_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

-- The audit trail is read from the log, newest first.
create index event_log_audit on event_log (position) where stream_id like 'audit/%';

-- A way in for somebody without a password: used once.
create table invitation (
  token_hash bytea primary key,
  person_id text not null references person on delete cascade,
  role text not null,
  made_by jsonb not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What the administrators should know; one open notice per key.
create table notice (
  id uuid primary key,
  key text not null,
  code text not null,
  sentence text not null,
  count bigint not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  settled_at timestamptz,
  settled_by jsonb
);
create unique index notice_open on notice (key) where settled_at is null;
