-- What is done newest first is found without reading all that waits.
create index due_work_newest on due_work (kind, rank desc, due_at desc, id) where parked_at is null;
