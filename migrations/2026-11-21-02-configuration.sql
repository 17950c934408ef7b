-- The sections of the configuration. `place` keeps the order of the file; `is_from_file` marks what a file made, and so what a file may delete.
alter table installation add column configuration_version bigint not null default 0;

create table organization (
  only_one boolean primary key default true check (only_one),
  name text not null,
  timezone text not null,
  business_days text[] not null,
  business_from text not null,
  business_to text not null,
  is_from_file boolean not null default false
);

create table person (
  id text primary key,
  name text not null,
  email text not null,
  timezone text,
  place int not null,
  is_from_file boolean not null default false,
  -- Unique in whichever letters; deferrable, so that one change can swap two addresses.
  constraint person_email exclude using btree (lower(email) with =) deferrable
);

create table contact (
  person_id text not null references person on delete cascade,
  id text not null,
  channel text not null,
  address text not null,
  place int not null,
  verified_at timestamptz,
  verified_by text check (verified_by in ('file', 'code')),
  primary key (person_id, id)
);

create table notification_rule (
  person_id text not null references person on delete cascade,
  urgency text not null check (urgency in ('high', 'low')),
  place int not null,
  contact_id text not null,
  after text,
  primary key (person_id, urgency, place)
);

create table team (
  id text primary key,
  name text not null,
  manager_id text,
  place int not null,
  is_from_file boolean not null default false
);

create table team_member (
  team_id text not null references team on delete cascade,
  person_id text not null,
  place int not null,
  primary key (team_id, place)
);

create table service (
  id text primary key,
  name text not null,
  description text,
  team_id text,
  tier int,
  escalation_policy_id text,
  place int not null,
  is_from_file boolean not null default false
);

create table service_link (
  service_id text not null references service on delete cascade,
  kind text not null check (kind in ('depends-on', 'expert', 'runbook')),
  target_id text not null,
  place int not null,
  primary key (service_id, kind, place)
);

create table service_severity_rule (
  service_id text not null references service on delete cascade,
  place int not null,
  condition text not null,
  severity text not null,
  primary key (service_id, place)
);

create table customer (
  id text primary key,
  name text not null,
  touch text,
  sla_target double precision,
  sla_window text,
  place int not null,
  is_from_file boolean not null default false
);

create table customer_service (
  customer_id text not null references customer on delete cascade,
  service_id text not null,
  place int not null,
  primary key (customer_id, place)
);

create table customer_contact (
  customer_id text not null references customer on delete cascade,
  place int not null,
  email text not null,
  primary key (customer_id, place)
);

create table schedule (
  id text primary key,
  name text,
  -- Without one, the organization's.
  timezone text,
  place int not null,
  is_from_file boolean not null default false
);

create table schedule_layer (
  schedule_id text not null references schedule on delete cascade,
  place int not null,
  name text,
  starts text not null,
  ends text,
  turn text not null,
  priority int,
  hours jsonb,
  people jsonb not null,
  primary key (schedule_id, place)
);

create table schedule_override (
  id uuid primary key,
  schedule_id text not null references schedule on delete cascade,
  kind text not null check (kind in ('add', 'remove', 'replace')),
  -- Nobody in particular: a removal of everybody.
  person_id text check (person_id is not null or kind = 'remove'),
  -- Nobody in particular: in the place of whoever would be on call.
  replaces_id text,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text,
  made_by jsonb not null,
  made_at timestamptz not null
);
create index schedule_override_time on schedule_override (schedule_id, ends_at);

create table escalation_policy (
  id text primary key,
  name text,
  repeat int not null,
  place int not null,
  is_from_file boolean not null default false
);

create table escalation_step (
  policy_id text not null references escalation_policy on delete cascade,
  place int not null,
  targets text[] not null,
  wait text,
  primary key (policy_id, place)
);

create table source (
  id text primary key,
  name text,
  kind text not null,
  -- Only a hash of the key; the reference it came from is kept for the export, never a value.
  key_hash bytea not null,
  key_reference jsonb,
  -- Sealed: what comes in is checked with it.
  signing_key jsonb,
  service_label text,
  service_default text,
  every text,
  grace text,
  severity text,
  preset text,
  mapping jsonb,
  place int not null,
  is_from_file boolean not null default false,
  first_alert_at timestamptz,
  last_delivery_at timestamptz
);

create table route (
  place int primary key,
  condition text,
  urgency text not null,
  -- An incident is declared, also where neither class is told.
  declares boolean not null default false,
  declare_severity text,
  declare_priority text,
  is_from_file boolean not null default false
);

create table grouping (
  only_one boolean primary key default true check (only_one),
  by text[] not null,
  wait_high text not null,
  wait_low text not null,
  window_text text not null,
  reopen_after text not null,
  is_from_file boolean not null default false
);

create table slo (
  id text primary key,
  name text,
  service_id text,
  journey text,
  -- The address of a Prometheus lies in it sealed.
  indicator jsonb not null,
  target double precision not null,
  window_text text not null,
  priority text,
  raise jsonb not null,
  tell text[] not null,
  snooze text,
  place int not null,
  is_from_file boolean not null default false
);

create table runbook (
  id text primary key,
  title text not null,
  service_id text,
  review_every text,
  place int not null,
  is_from_file boolean not null default false
);

create table runbook_step (
  runbook_id text not null references runbook on delete cascade,
  place int not null,
  instruction text not null,
  link text,
  action jsonb,
  -- Null where nobody spoke of it.
  needs_approval boolean,
  primary key (runbook_id, place)
);

create table audience (
  id text primary key,
  name text not null,
  style text not null,
  status_page_id text,
  services text[] not null,
  place int not null,
  is_from_file boolean not null default false
);

create table audience_member (
  audience_id text not null references audience on delete cascade,
  place int not null,
  -- `person/<id>`, `team/<id>`, or an e-mail address of somebody outside.
  target text,
  email text,
  primary key (audience_id, place)
);

create table status_page (
  id text primary key,
  title text not null,
  -- Without one, /status/ and the id.
  path text,
  place int not null,
  is_from_file boolean not null default false,
  constraint status_page_path exclude using btree (coalesce(path, '/status/' || id) with =) deferrable
);

create table status_component (
  status_page_id text not null references status_page on delete cascade,
  place int not null,
  name text not null,
  description text,
  services text[] not null,
  primary key (status_page_id, place)
);

create table process_version (
  version int primary key,
  document jsonb not null,
  published_at timestamptz not null,
  published_by jsonb not null,
  is_from_file boolean not null default false
);
