-- When a Muster last ran: what nobody could hear is not held against a heartbeat.
alter table installation add alive_at timestamptz;
