-- In a storm, what PostgreSQL does for one alert's row decides how many can be taken.

-- Groups are never deleted, and an alert gets one in the transaction in which it is written: nothing needs to be looked up for each alert.
alter table alert drop constraint alert_group_id_fkey;

-- The current occurrence of a condition is found by alert_current; this is for those before it.
drop index alert_of_fingerprint;
create index alert_past on alert (fingerprint, occurrence desc) where not is_current;

-- To compress a body takes longer than to take its alerts.
alter table delivery alter column body set storage external;

-- When it was told last that a group grew, or will be.
alter table alert_group add column told_at timestamptz;

-- What was decided alike about many alerts at once is kept once, and each of them names it.
alter table alert add column trail_id uuid;
alter table decision add column trail_id uuid;
create index decision_trail on decision (trail_id, id) where trail_id is not null;
