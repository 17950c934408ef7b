-- A temporary schedule is an override that brings its own shifts.
alter table schedule_override add column shifts jsonb;
alter table schedule_override drop constraint schedule_override_kind_check, drop constraint schedule_override_check;
alter table schedule_override
  add constraint schedule_override_kind check (kind in ('add', 'remove', 'replace', 'temporary')),
  add constraint schedule_override_person check (person_id is not null or kind in ('remove', 'temporary')),
  add constraint schedule_override_shifts check ((shifts is not null) = (kind = 'temporary'));

-- Who was on call, kept as it passes: between these two, nothing is calculated any more.
alter table schedule add column recorded_from timestamptz, add column recorded_to timestamptz;
create table schedule_record (
  schedule_id text not null references schedule on delete cascade,
  person_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  because jsonb not null,
  primary key (schedule_id, starts_at, person_id)
);
create index schedule_record_end on schedule_record (schedule_id, ends_at);

-- A calendar of another system as a layer: from an address, or from what was uploaded.
create table schedule_calendar (
  schedule_id text not null references schedule on delete cascade,
  id text not null,
  name text,
  -- Null: uploaded. An address opens the calendar to whoever knows it, so it is sealed; of it only the host is shown.
  address text,
  host text,
  priority int not null,
  -- The text that was read last and could be read.
  content text not null default '',
  -- Names in it that nobody here has, with how often each stands there.
  unknown jsonb not null default '[]',
  tried_at timestamptz,
  read_at timestamptz,
  problem text,
  primary key (schedule_id, id)
);
create table schedule_calendar_shift (
  schedule_id text not null,
  calendar_id text not null,
  person_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  foreign key (schedule_id, calendar_id) references schedule_calendar on delete cascade
);
create index schedule_calendar_shift_time on schedule_calendar_shift (schedule_id, ends_at);
