-- The first alert of a group is asked for with every message about the group. By its group alone, PostgreSQL could look for it through all alerts, from the oldest on.
drop index alert_of_group;
create index alert_of_group on alert (group_id, first_at, id);
