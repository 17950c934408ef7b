-- How the teams that use a service would rank its outage, and what they do about one.
create table priority_ranking (
  id uuid primary key,
  service_id text not null,
  -- Of what in particular: an objective of the service. Null: the service as a whole.
  slo_id text,
  team_id text not null,
  priority text not null,
  -- What still works without it, what is done until it is back, and whatever else is to be known.
  fallback text,
  mitigation text,
  remarks text,
  ranked_by text not null,
  ranked_at timestamptz not null,
  -- Counts its changes, so that nobody overwrites what they have not seen.
  version int not null,
  -- The last word of the team whose service it is, and the priority that the process gave when it was said.
  answer text check (answer in ('kept', 'changed')),
  answer_reason text,
  answered_by text,
  answered_at timestamptz,
  answered_priority text,
  unique nulls not distinct (service_id, slo_id, team_id)
);

-- A walk through the priorities with a team, or with all: where it stands, so that it can be paused and gone on with by somebody else.
create table priority_walk (
  id uuid primary key,
  -- Null: the services of all teams.
  team_id text,
  begun_by text not null,
  begun_at timestamptz not null,
  -- The question it stands at. Of alerts without a priority there is none.
  question text not null,
  priority text,
  moved_by text not null,
  moved_at timestamptz not null,
  ended_at timestamptz,
  version int not null
);

-- What a walk found: something that could break and that nothing watches, or that is watched and bears another priority than it should.
create table watch_gap (
  id uuid primary key,
  walk_id uuid references priority_walk on delete set null,
  question text not null,
  priority text,
  service_id text,
  text text not null,
  -- How it could be watched: by an objective on an indicator that is there, by a new indicator, by an alert.
  watch_by text check (watch_by in ('slo', 'indicator', 'alert')),
  added_by text not null,
  added_at timestamptz not null,
  status text not null check (status in ('open', 'done', 'dropped')),
  reason text,
  settled_by text,
  settled_at timestamptz,
  -- Where it is worked on.
  link text,
  version int not null
);
create index watch_gap_of_walk on watch_gap (walk_id);
create index watch_gap_in_order on watch_gap (added_at, id);
