-- Read tables of the log: `muster rebuild` makes them again.
create table page (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  pass int not null,
  step int not null,
  person_id text not null,
  contact_id text not null,
  channel text,
  via text not null,
  urgency text,
  status text not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  hold_reason text,
  handed_over_at timestamptz,
  provider_id text,
  attempts int not null default 0,
  answer text,
  answered_at timestamptz,
  answered_through jsonb,
  closed_at timestamptz,
  close_reason text,
  closed_by_person text
);
create index page_subject on page (subject_kind, subject_id);
create index page_recent on page (opened_at desc, id desc);
create index page_person on page (person_id, opened_at desc);

create table page_attempt (
  page_id uuid not null references page on delete cascade,
  attempt int not null,
  claimed_at timestamptz not null,
  ended_at timestamptz not null,
  provider_id text,
  error text,
  again_at timestamptz,
  primary key (page_id, attempt)
);

create table escalation (
  subject_kind text not null,
  subject_id uuid not null,
  policy_id text,
  urgency text not null,
  status text not null,
  pass int not null,
  step int not null,
  begun_at timestamptz not null,
  next_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  ended_at timestamptz,
  primary key (subject_kind, subject_id)
);
create index escalation_live on escalation (status) where status in ('running', 'deferred', 'exhausted');
