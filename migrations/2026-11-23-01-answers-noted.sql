-- What the outside answered to a send, noted before all that follows from it: whoever takes the row over finishes with it, and sends nothing again.
alter table due_work add column answer jsonb;

-- What only has to be finished comes before what is to be sent, however much newer that is.
drop index due_work_newest;
create index due_work_newest on due_work (kind, (answer is null), rank desc, due_at desc, id) where parked_at is null;
