-- Private incidents, with those who may see them. Whatever a person reads of incidents goes through the two views.
alter table incident
  add column is_private boolean not null default false,
  add column named_people text[] not null default '{}',
  add column named_teams text[] not null default '{}';
create index incident_private on incident (id) where is_private;

-- Whether somebody is named, themselves or by a team that they belong to or manage.
create function is_named(named_people text[], named_teams text[], person text) returns boolean language sql stable as
  $$ select person = any(named_people) or exists (select from team_member where team_id = any(named_teams) and person_id = person)
    or exists (select from team where id = any(named_teams) and manager_id = person) $$;

-- Those that whoever reads in this transaction (`muster.viewer`) is not named in. Where nobody reads, all that are private: forgetting to say who reads shows nothing.
create view hidden_incident as
  select id, number from incident
  where is_private and not is_named(named_people, named_teams, coalesce(current_setting('muster.viewer', true), ''));

create view seen_incident as select * from incident where not is_private or id not in (select id from hidden_incident);
