-- Why a version of the process came, and what was answered to the findings that were open then.
alter table process_version add column reason text;
alter table process_version add column answers jsonb not null default '[]';

-- The process as it is being written anew. One is open at a time.
create table process_draft (
  id uuid primary key,
  -- The version it is written on; null where none was written down.
  base_version int,
  -- Counts its changes, so that nobody overwrites what they have not seen.
  revision int not null,
  status text not null check (status in ('open', 'discarded', 'published')),
  begun_at timestamptz not null,
  begun_by jsonb not null,
  ended_at timestamptz,
  ended_by jsonb
);
create unique index process_draft_open on process_draft (status) where status = 'open';

-- Each state of a draft, as the text of a document, mistakes included.
create table process_draft_text (
  draft_id uuid not null references process_draft on delete cascade,
  revision int not null,
  text text not null,
  written_at timestamptz not null,
  written_by jsonb not null,
  primary key (draft_id, revision)
);

-- What people who go on call say to a draft, part by part.
create table process_comment (
  id uuid primary key,
  draft_id uuid not null references process_draft on delete cascade,
  part text not null,
  -- What it is about within the part, such as a severity.
  about text,
  text text not null,
  written_at timestamptz not null,
  written_by jsonb not null,
  -- The comment that it replies to.
  replies_to uuid references process_comment on delete cascade,
  settled_at timestamptz,
  settled_by jsonb
);
create index process_comment_of_draft on process_comment (draft_id, written_at);

-- Why a finding may stand as it is.
create table process_answer (
  draft_id uuid not null references process_draft on delete cascade,
  finding text not null,
  text text not null,
  given_at timestamptz not null,
  given_by jsonb not null,
  primary key (draft_id, finding)
);
