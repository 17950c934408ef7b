-- Which claims end next, without reading every row that waits.
create index due_work_leased on due_work (leased_until) where leased_until is not null;
