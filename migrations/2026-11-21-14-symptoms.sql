-- Services on which an incident is open: what fires on their dependents may be its symptom.
create table troubled_service (
  incident_id uuid not null,
  service_id text not null,
  primary key (incident_id, service_id)
);

-- Whether an alert of this service is held back as a symptom while a service it depends on has an open incident, or pages all the same.
alter table service add when_upstream_fails text check (when_upstream_fails in ('attach', 'page'));

alter table alert drop constraint alert_held_by_check;
alter table alert add constraint alert_held_by_check check (held_by in ('tool', 'silence', 'snooze', 'flapping', 'symptom'));
