-- What people keep themselves beside the file that brings them: means that no file names or takes away, and an order of their own.
alter table contact add column is_own boolean not null default false;
-- What a means is called where its address says nothing to people, such as "Firefox on Linux".
alter table contact add column name text;
alter table contact drop constraint contact_verified_by_check;
alter table contact add constraint contact_verified_by_check check (verified_by in ('file', 'code', 'browser'));

-- Where there is one for an urgency, it holds instead of the order in the configuration.
create table own_notification_rule (
  person_id text not null references person on delete cascade,
  urgency text not null check (urgency in ('high', 'low')),
  place int not null,
  contact_id text not null,
  after text not null,
  primary key (person_id, urgency, place),
  foreign key (person_id, contact_id) references contact on delete cascade
);

-- Codes and tests that were sent to a means, to prove that it reaches its person.
create table contact_proof (
  id uuid primary key,
  person_id text not null references person on delete cascade,
  contact_id text not null,
  -- Of the address it was sent to: at another address it proves nothing.
  address_hash bytea not null,
  kind text not null check (kind in ('code', 'test')),
  code_hash bytea,
  asked_at timestamptz not null,
  sent_at timestamptz,
  expires_at timestamptz not null,
  tries int not null default 0,
  provider_id text,
  error text,
  answered_at timestamptz
);
create index contact_proof_of_contact on contact_proof (person_id, contact_id, kind, asked_at desc);
create index contact_proof_of_address on contact_proof (address_hash, kind, asked_at);
