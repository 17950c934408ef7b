create table delivery (
  id uuid primary key,
  source_id text not null,
  received_at timestamptz not null,
  content_type text,
  size int not null,
  -- Secrets are masked before storing.
  body text not null,
  signals int not null,
  note text
);
create index delivery_source on delivery (source_id, received_at desc);

create table alert_group (
  id uuid primary key,
  key text not null,
  service_id text,
  urgency text not null,
  title text not null,
  status text not null check (status in ('open', 'resolved')),
  opened_at timestamptz not null,
  last_alert_at timestamptz not null,
  resolved_at timestamptz
);
create index alert_group_key on alert_group (key, last_alert_at desc);

create table alert (
  id uuid primary key,
  fingerprint uuid not null,
  source_id text not null,
  key text not null,
  occurrence int not null,
  is_current boolean not null,
  status text not null check (status in ('firing', 'acknowledged', 'resolved')),
  title text not null,
  severity text not null,
  labels jsonb not null,
  description text,
  links jsonb not null,
  service_id text,
  group_id uuid references alert_group,
  urgency text not null,
  count bigint not null,
  started_at timestamptz,
  first_at timestamptz not null,
  last_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at timestamptz,
  delivery_id uuid not null,
  last_delivery_id uuid not null
) with (fillfactor = 80);
create unique index alert_current on alert (fingerprint) where is_current;
create index alert_recent on alert (first_at desc, id desc);
create index alert_unresolved on alert (first_at desc, id desc) where status <> 'resolved';
create index alert_of_group on alert (group_id);
create index alert_of_fingerprint on alert (fingerprint, occurrence desc);

-- What was decided about an alert or its group, and why, as it was decided.
create table decision (
  id bigint generated always as identity primary key,
  group_id uuid,
  alert_id uuid,
  at timestamptz not null,
  code text not null,
  outcome text not null check (outcome in ('passed', 'sent', 'held')),
  details jsonb not null,
  -- The event it was made from; none for decisions of the intake itself.
  stream_id text,
  version int,
  part int
);
create index decision_group on decision (group_id, id);
create index decision_alert on decision (alert_id, id);
create unique index decision_event on decision (stream_id, version, part) where stream_id is not null;
