-- Of what is due, what ranks highest goes first where a handler asks for it.
alter table due_work add column rank smallint not null default 0;

-- Whether a page arrived, as its provider told.
alter table page add column provider text;
alter table page add column receipt text check (receipt in ('awaited', 'arrived', 'missing'));
alter table page add column receipt_at timestamptz;
alter table page add column receipt_words text;
-- The page whose message carried this one too.
alter table page add column carrier_id uuid;
create index page_carrier on page (carrier_id) where carrier_id is not null;
create index page_due_of_contact on page (person_id, contact_id) where status = 'due';

alter table page_attempt add column provider text;
create index page_attempt_provider_id on page_attempt (provider_id) where provider_id is not null;

-- When a contact last got a message, so that many pages become one message.
create table page_pace (
  person_id text not null,
  contact_id text not null,
  urgency text not null,
  last_at timestamptz,
  last_carrier_id uuid,
  bundled_at timestamptz,
  primary key (person_id, contact_id, urgency)
);

-- Which pages a message that is being sent carries.
create table page_carried (
  page_id uuid primary key,
  carrier_id uuid not null,
  until timestamptz not null
);
create index page_carried_by on page_carried (carrier_id);

-- Digits by which somebody answers one text.
create table reply_code (
  address text not null,
  code text not null,
  page_id uuid not null,
  made_at timestamptz not null,
  primary key (address, code)
);
create unique index reply_code_page on reply_code (page_id);

-- How many messages went out by a paid channel in a day.
create table paid_message (
  day date not null,
  channel text not null,
  sent integer not null,
  told_at timestamptz,
  primary key (day, channel)
);

-- What a provider told of a message before the answer that it took it was stored.
create table early_receipt (
  provider_id text primary key,
  provider text,
  is_arrived boolean not null,
  words text not null,
  at timestamptz not null
);
