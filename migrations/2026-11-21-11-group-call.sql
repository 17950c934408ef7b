-- The search of its incident as which a group escalates, as it was when it joined: a policy that is changed meanwhile does not part it from who has it.
alter table alert_group add column call text;
