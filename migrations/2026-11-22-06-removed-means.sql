-- Means that somebody removed a moment ago, with the steps that tried them, so that it can be undone. They are kept for an hour.
create table removed_contact (
  person_id text not null references person on delete cascade,
  id text not null,
  contact jsonb not null,
  rules jsonb not null,
  own_rules jsonb not null,
  removed_at timestamptz not null,
  primary key (person_id, id)
);
