-- Who looks after an alert, what it turned out to be, and until when somebody wants quiet about it.
alter table alert
  drop constraint alert_held_by_check,
  add constraint alert_held_by_check check (held_by in ('tool', 'silence', 'flapping', 'snooze')),
  -- Set also where nobody acknowledged it; an acknowledgement sets it.
  add owner_id text,
  add verdict text check (verdict in ('actionable', 'noise', 'duplicate')),
  add verdict_by text,
  add verdict_at timestamptz,
  add snoozed_until timestamptz;

create table alert_note (
  id uuid primary key,
  alert_id uuid not null references alert,
  at timestamptz not null,
  person_id text,
  actor jsonb not null,
  text text not null
);
create index alert_note_of_alert on alert_note (alert_id, at, id);

-- When a team looks next at whether a rule of a source earns its pages.
create table alert_review (
  source_id text not null,
  rule text not null,
  review_at timestamptz,
  reviewed_at timestamptz,
  reviewed_by text,
  primary key (source_id, rule)
);
