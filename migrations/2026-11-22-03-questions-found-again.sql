-- When something of an escalation falls due by itself: a step, the end of a deferral, a question or the end of its time.
alter table escalation add column due_at timestamptz;
update escalation set due_at = coalesce(next_at, asked_until, to_timestamp((state->>'askAt')::float8 / 1000))
from stream_head
where status <> 'ended' and stream_id = 'escalation/' || subject_kind || '-' || subject_id || case when subject_kind = 'group' then '' else '-' || call end;
create index escalation_due on escalation (due_at) where due_at is not null;
drop index escalation_next;
