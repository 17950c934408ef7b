-- Ends of conditions of which nothing was known when they were told: what is told later of an earlier time is over already.
create table early_end (
  fingerprint uuid primary key,
  at timestamptz not null,
  received_at timestamptz not null
);
create index early_end_received on early_end (received_at);
