-- Every type of event that the stream holds, so that a node sees at once where a newer Muster has written what it does not know.
-- Empty in heads written before: what they hold every version knows.
alter table stream_head add column types jsonb not null default '[]';
