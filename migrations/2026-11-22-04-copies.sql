-- What goes to people who stand beside a turn to learn. A copy is no page: it wants no answer, and no search counts on it.
create table page_copy (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  call text not null,
  pass integer not null,
  step integer not null,
  person_id text not null references person on delete cascade,
  -- Who is paged.
  beside_id text not null,
  schedule_id text not null,
  urgency text not null,
  status text not null check (status in ('due', 'sent', 'failed', 'withdrawn')),
  opened_at timestamptz not null,
  attempts integer not null default 0,
  channel text,
  provider_id text,
  handed_over_at timestamptz
);
create index page_copy_due on page_copy (person_id) where status = 'due';
