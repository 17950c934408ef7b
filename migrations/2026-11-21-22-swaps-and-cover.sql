-- How long somebody rests between two turns of on call; without an entry, 11 hours.
alter table organization add column on_call_rest_hours int check (on_call_rest_hours between 0 and 48);

-- Somebody offers a shift, or asks for cover of it. Nothing changes until another says yes.
create table swap_request (
  id uuid primary key,
  schedule_id text not null references schedule on delete cascade,
  giver_id text not null references person on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- What the giver takes for it; nothing where it is given.
  return_schedule_id text references schedule on delete cascade,
  return_starts_at timestamptz,
  return_ends_at timestamptz,
  note text,
  -- One after another, this many minutes each; null: all at once.
  minutes_each int,
  made_by jsonb not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'withdrawn', 'expired', 'declined')),
  taker_id text,
  settled_at timestamptz,
  override_ids uuid[] not null default '{}'
);
create index swap_request_open on swap_request (expires_at) where status = 'open';
create index swap_request_giver on swap_request (giver_id, made_at desc);

create table swap_ask (
  swap_id uuid not null references swap_request on delete cascade,
  person_id text not null references person on delete cascade,
  place int not null,
  status text not null check (status in ('later', 'asked', 'declined', 'proposed', 'accepted')),
  asked_at timestamptz,
  answered_at timestamptz,
  -- What this person would like the giver to take for it.
  return_schedule_id text references schedule on delete cascade,
  return_starts_at timestamptz,
  return_ends_at timestamptz,
  primary key (swap_id, person_id)
);
create index swap_ask_person on swap_ask (person_id);

-- When somebody is away: written by hand, or read from their calendar.
create table absence (
  id uuid primary key,
  person_id text not null references person on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- Whole days on the person's clock, both counted in; null where it was told in hours.
  first_day text,
  last_day text,
  reason text,
  from_feed boolean not null default false,
  made_by jsonb not null,
  made_at timestamptz not null
);
create index absence_time on absence (person_id, ends_at);

-- The calendar that tells when somebody is away. Its address is a secret: it opens the calendar.
create table absence_feed (
  person_id text primary key references person on delete cascade,
  address text not null,
  host text not null,
  made_at timestamptz not null,
  tried_at timestamptz,
  read_at timestamptz,
  problem text,
  problem_since timestamptz
);

-- Somebody who learns stands beside those on call: told of pages, never counted on.
create table schedule_shadow (
  id uuid primary key,
  schedule_id text not null references schedule on delete cascade,
  person_id text not null references person on delete cascade,
  -- Beside this person alone; null: beside whoever is on call.
  beside_id text,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  made_by jsonb not null,
  made_at timestamptz not null
);
create index schedule_shadow_time on schedule_shadow (schedule_id, ends_at);
