-- Who did something in which incidents: for who worked together before, who was in one lately, and who is in their first.
-- Incidents have few events, so this stays small.
create index event_log_person_in_incident on event_log ((actor ->> 'id'), stream_id) where stream_id like 'incident/%' and actor ->> 'kind' = 'person';

-- What somebody reports of conduct in an incident, for administrators alone. It stands outside the log: the log is read by everybody.
create table conduct_report (
  id uuid primary key,
  incident_id uuid not null,
  by_person_id text not null,
  body text not null,
  at timestamptz not null
);
create index conduct_report_incident on conduct_report (incident_id, at);
