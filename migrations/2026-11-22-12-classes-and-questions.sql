-- The customers for whose sake the class of an incident is other than the rule would have it, so that one sees how often that is.
alter table incident add column for_customers text[] not null default '{}';
create index incident_for_customers on incident using gin (for_customers) where for_customers <> '{}';

-- Groups of alerts that look as if people should coordinate: whoever has one is asked once whether to declare an incident, and what they said.
create table declare_question (
  group_id uuid not null primary key references alert_group on delete cascade,
  asked_at timestamptz not null,
  because text[] not null,
  people text[] not null,
  settled_at timestamptz,
  settled_by jsonb,
  reason_id uuid
);
create index declare_question_open on declare_question (asked_at desc) where settled_at is null;
