-- When the reconciler looked last, and what it found: one row once it did.
create table reconciliation (
  only_one boolean primary key default true check (only_one),
  looked_at timestamptz not null,
  took_milliseconds int not null,
  found_at timestamptz,
  found bigint not null default 0
);

-- What the reconciler asks by.
create index page_awaited on page (id) where status = 'due';
create index page_said_sent on page (opened_at) where status = 'sent';
create index decision_waits on decision (at) where code = 'group.waits';
create index page_attempt_accepted on page_attempt (page_id) where error is null;
create index escalation_next on escalation (next_at) where next_at is not null;
create index due_work_parked on due_work (parked_at) where parked_at is not null;

-- When the administrators were told that it was put aside, and when one of them said that it is not to be done any more.
alter table due_work add column told_at timestamptz;
alter table due_work add column dropped_at timestamptz;

-- The watchdog that asks for synthetic pages: one row once it was seen.
create table watchdog (
  only_one boolean primary key default true check (only_one),
  every_milliseconds int not null,
  seen_at timestamptz not null,
  missed_since timestamptz
);

-- Pages that are for nobody: they show that a page would come out. Kept for an hour.
create table synthetic_page (
  id uuid primary key,
  callback text not null,
  asked_at timestamptz not null,
  escalated_at timestamptz,
  attempts int not null default 0,
  out_at timestamptz,
  error text
);
create index synthetic_page_asked on synthetic_page (asked_at);
