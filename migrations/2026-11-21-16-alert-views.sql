-- Ways to look at the list of alerts that somebody keeps, for themselves or for everybody.
create table alert_view (
  id uuid primary key,
  name text not null,
  -- The search part of the address of the list, as the screen writes it.
  filters text not null,
  is_shared boolean not null,
  made_by text not null,
  made_at timestamptz not null,
  -- Counts its changes, so that nobody overwrites what they have not seen.
  version int not null,
  -- It may be brought back for a while.
  deleted_at timestamptz
);
create index alert_view_of_person on alert_view (made_by);
create index alert_view_shared on alert_view (made_at) where is_shared;
