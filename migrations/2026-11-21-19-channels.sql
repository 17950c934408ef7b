-- What a provider called back with, and how it was answered: told again, it changes nothing and gets the same answer.
create table seen_callback (
  provider text not null,
  callback_id text not null,
  answer text not null,
  received_at timestamptz not null,
  primary key (provider, callback_id)
);
create index seen_callback_received on seen_callback (received_at);

-- The key of this installation for web push; browsers subscribe to its public half.
create table push_key (
  id smallint primary key check (id = 1),
  public_key text not null,
  -- Sealed with the key of the installation.
  private_key text not null,
  made_at timestamptz not null
);
