-- What is known of a kind of incident before one happens, as the configuration says it.
create table incident_template (
  id text primary key,
  document jsonb not null,
  place int not null,
  is_from_file boolean not null
);

-- In which incidents a template was used. There is at most one such event an incident.
create index event_log_template on event_log ((data ->> 'templateId')) where type = 'template applied';
