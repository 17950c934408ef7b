-- One incident has several searches for people, each a call of its own.
alter table escalation add column call text not null default '';
alter table escalation drop constraint escalation_pkey;
alter table escalation add primary key (subject_kind, subject_id, call);
alter table page add column call text not null default '';

-- The incident that a group of alerts belongs to; from then on it escalates there.
alter table alert_group add column incident_id uuid;
create index alert_group_incident on alert_group (incident_id) where incident_id is not null;

-- Numbers without gaps: the row is locked until the declaration that took one is committed.
create table incident_number (
  only_one boolean primary key default true check (only_one),
  last integer not null
);
insert into incident_number (last) values (0);

-- Read from the log, made again by a rebuild.
create table incident (
  id uuid primary key,
  number integer not null unique,
  title_id uuid not null,
  status text not null check (status in ('open', 'mitigated', 'resolved', 'closed', 'cancelled', 'merged')),
  phase text not null,
  is_drill boolean not null,
  severity text,
  priority text,
  kind text,
  tags text[] not null,
  service_ids text[] not null,
  commander_id text not null,
  declared_at timestamptz not null,
  impact_started_at timestamptz,
  ended_at timestamptz,
  next_update_at timestamptz,
  process_version integer
);
create index incident_recent on incident (declared_at desc, id desc);
create index incident_running on incident (declared_at desc, id desc) where status in ('open', 'mitigated');
create index incident_services on incident using gin (service_ids);
create index incident_number_order on incident (number desc);

-- What people without an account saw.
create table report (
  id uuid primary key,
  -- What people call it by; two that come at once may leave a gap.
  number integer generated always as identity unique,
  received_at timestamptz not null,
  came_by text not null check (came_by in ('form', 'mail', 'api')),
  -- The Message-ID of a mail, hashed: senders that heard no answer send it again.
  mail_key bytea unique,
  what_id uuid not null references content (id),
  where_id uuid references content (id),
  service_id text,
  since timestamptz,
  reporter text,
  incident_id uuid,
  settled_at timestamptz,
  settled_by jsonb
);
create index report_recent on report (received_at desc, id desc);
create index report_waiting on report (received_at desc, id desc) where incident_id is null and settled_at is null;
create index report_incident on report (incident_id) where incident_id is not null;

-- Files people put beside the timeline, by the SHA-256 of what is in them, in pieces.
create table evidence_blob (
  hash bytea primary key,
  size bigint not null
);
create table evidence_piece (
  hash bytea not null references evidence_blob (hash) on delete cascade,
  place integer not null,
  bytes bytea not null,
  primary key (hash, place)
);
alter table evidence_piece alter column bytes set storage external;
create table evidence (
  id uuid primary key,
  incident_id uuid not null,
  kind text not null check (kind in ('picture', 'log', 'link', 'file')),
  name_id uuid not null references content (id),
  media_type text not null,
  size bigint not null,
  hash bytea references evidence_blob (hash),
  link text,
  added_at timestamptz not null,
  added_by jsonb not null,
  removed_at timestamptz
);
create index evidence_incident on evidence (incident_id);

-- What somebody began to write and did not send: it survives a reload, a lost network and a restart.
create table draft (
  person_id text not null references person (id) on delete cascade,
  place text not null,
  body jsonb not null,
  saved_at timestamptz not null,
  primary key (person_id, place)
);

-- Updates to audiences, and whom each reached.
create table incident_update (
  id uuid primary key,
  incident_id uuid not null,
  sent_at timestamptz not null,
  sent_by jsonb not null,
  conditions_id uuid not null references content (id),
  actions_id uuid not null references content (id),
  needs_id uuid references content (id),
  is_closing boolean not null,
  audiences jsonb not null
);
create index incident_update_of on incident_update (incident_id, sent_at desc);
create table update_delivery (
  update_id uuid not null references incident_update (id),
  address text not null,
  recipient text not null,
  audience_id text not null,
  status text not null check (status in ('due', 'sent', 'failed')),
  attempts integer not null default 0,
  ended_at timestamptz,
  provider_id text,
  error text,
  primary key (update_id, address)
);

-- Read from the log of each retrospective.
create table retrospective (
  id uuid primary key,
  incident_id uuid not null unique,
  status text not null check (status in ('draft', 'review', 'approved', 'shared')),
  owner_id text,
  begun_at timestamptz not null,
  due_at timestamptz not null,
  approved_at timestamptz,
  approved_by text
);
create index retrospective_recent on retrospective (begun_at desc, id desc);
-- The text as it stands, one row a section: saved optimistically, so that two who write at once lose nothing.
create table retrospective_section (
  retrospective_id uuid not null references retrospective (id) on delete cascade,
  section text not null,
  text_id uuid not null,
  version integer not null,
  saved_at timestamptz not null,
  saved_by jsonb not null,
  primary key (retrospective_id, section)
);
create table follow_up (
  id uuid primary key,
  retrospective_id uuid not null references retrospective (id) on delete cascade,
  incident_id uuid not null,
  text_id uuid not null,
  driver_id text,
  due_at timestamptz,
  review_at timestamptz not null,
  status text not null check (status in ('open', 'done', 'dropped')),
  added_at timestamptz not null,
  settled_at timestamptz
);
create index follow_up_of on follow_up (retrospective_id);
create index follow_up_review on follow_up (review_at, id);

-- Who was told once that an incident is as bad as it is: never twice, however often its class changes.
create table incident_notice (
  incident_id uuid not null,
  -- `person/<id>`, or the address of somebody outside.
  recipient text not null,
  address text not null,
  because text not null,
  noted_at timestamptz not null,
  status text not null check (status in ('due', 'sent', 'failed')),
  attempts integer not null default 0,
  ended_at timestamptz,
  provider_id text,
  error text,
  primary key (incident_id, recipient)
);
