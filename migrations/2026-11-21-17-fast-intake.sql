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

-- What was decided about an alert as it came. Thousands of alerts go the same way, so each way is kept once, named by what it says, and they name it.
create table trail (
  id uuid primary key,
  -- Codes, outcomes and details, in order.
  steps jsonb not null,
  -- The last of them by which somebody was left in peace.
  held jsonb
);
alter table alert add column trail_id uuid;
