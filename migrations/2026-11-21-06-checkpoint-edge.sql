-- The right edge of the tree over the whole log, so that a checkpoint hashes new events only. Made again from the log where it is missing.
create table checkpoint_edge (
  only_one boolean primary key default true check (only_one),
  event_count bigint not null,
  last_position bigint not null,
  roots bytea[] not null
);
