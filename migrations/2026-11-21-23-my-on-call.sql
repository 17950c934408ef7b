-- A person's life on call: notes to the next, reminders, whether one is ready, calendars to subscribe to.
-- What whoever begins a shift here should be able to open and should know.
alter table schedule add readiness jsonb;

create table shift_note (
  id uuid primary key,
  schedule_id text not null references schedule on delete cascade,
  person_id text not null,
  shift_starts_at timestamptz not null,
  shift_ends_at timestamptz not null,
  text text not null,
  -- What was open when it was written, as its writer left it.
  facts jsonb not null,
  written_at timestamptz not null
);
create index shift_note_of_schedule on shift_note (schedule_id, written_at desc, id desc);

create table shift_note_reading (
  note_id uuid not null references shift_note on delete cascade,
  person_id text not null,
  read_at timestamptz not null,
  primary key (note_id, person_id)
);

-- Without a row: a day and an hour before. An empty list: never.
create table shift_reminder_choice (
  person_id text primary key references person on delete cascade,
  minutes_before int[] not null
);

-- What was planned already, so that nothing is said twice of one shift.
create table shift_reminder (
  schedule_id text not null references schedule on delete cascade,
  person_id text not null references person on delete cascade,
  starts_at timestamptz not null,
  minutes_before int not null,
  noted_at timestamptz not null,
  primary key (schedule_id, person_id, starts_at, minutes_before)
);
create index shift_reminder_time on shift_reminder (starts_at);

create table shift_readiness (
  schedule_id text not null references schedule on delete cascade,
  person_id text not null references person on delete cascade,
  starts_at timestamptz not null,
  ticked text[] not null,
  answered_at timestamptz not null,
  -- When everything was first found in order.
  ready_at timestamptz,
  primary key (schedule_id, person_id, starts_at)
);
create index shift_readiness_time on shift_readiness (starts_at);

create table calendar_feed (
  id uuid primary key,
  token_hash bytea not null unique,
  -- Whose it is; of a person's own shifts where no schedule is named.
  person_id text not null references person on delete cascade,
  schedule_id text references schedule on delete cascade,
  made_at timestamptz not null,
  read_at timestamptz
);
create index calendar_feed_of_person on calendar_feed (person_id, made_at);
