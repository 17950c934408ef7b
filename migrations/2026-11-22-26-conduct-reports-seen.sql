-- What became of a report of conduct: who among the administrators read it first, and who dealt with it, with a word on how.
alter table conduct_report add column seen_at timestamptz;
alter table conduct_report add column seen_by text;
alter table conduct_report add column settled_at timestamptz;
alter table conduct_report add column settled_by text;
alter table conduct_report add column outcome text;

create index conduct_report_at on conduct_report (at desc, id desc);
