-- Why nobody is paged for an alert although it fires: its tool silenced it, a silence covers it, or it flaps.
alter table alert
  add held_by text check (held_by in ('tool', 'silence', 'flapping')),
  add held_id text,
  -- When it began and ended lately, newest last.
  add turns jsonb not null default '[]',
  -- When it came to its status, by the tool's own clock.
  add source_at timestamptz;
create index alert_held on alert (held_by, held_id) where held_by is not null and status <> 'resolved';

create table silence (
  id uuid primary key,
  kind text not null check (kind in ('silence', 'maintenance')),
  matchers jsonb not null,
  reason text not null,
  owner_id text,
  made_by jsonb not null,
  made_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- On which days, from when to when, on whose clock; none for one span from start to end.
  recurrence jsonb,
  ended_at timestamptz,
  -- Occurrences of alerts that were held back by it.
  held bigint not null default 0
);
create index silence_live on silence (ends_at) where ended_at is null;
create index silence_listed on silence (made_at desc, id desc);

-- What was changed on purpose: it pages nobody and stands in the timelines of its service's incidents.
create table change_event (
  id uuid primary key,
  source_id text not null,
  key text not null,
  service_id text,
  title text not null,
  description text,
  labels jsonb not null,
  links jsonb not null,
  at timestamptz not null,
  received_at timestamptz not null,
  delivery_id uuid not null
);
create unique index change_event_key on change_event (source_id, key);
create index change_event_of_service on change_event (service_id, at desc);
create index change_event_recent on change_event (at desc, id desc);
