-- Generated from the migrations by npm run generate; not edited by hand.

CREATE OR REPLACE FUNCTION public.is_named(named_people text[], named_teams text[], person text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select person = any(named_people) or exists (select from team_member where team_id = any(named_teams) and person_id = person)
    or exists (select from team where id = any(named_teams) and manager_id = person) $function$;

CREATE OR REPLACE FUNCTION public.muster_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$select now()$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The table % is append-only.', tg_table_name;
end $function$;

create table "grouping" (
  only_one boolean default true not null,
  by text[] not null,
  wait_high text not null,
  wait_low text not null,
  window_text text not null,
  reopen_after text not null,
  is_from_file boolean default false not null,
  constraint grouping_pkey PRIMARY KEY (only_one),
  constraint grouping_only_one_check CHECK (only_one)
);

create table absence (
  id uuid not null,
  person_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  first_day text,
  last_day text,
  reason text,
  from_feed boolean default false not null,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  constraint absence_pkey PRIMARY KEY (id),
  constraint absence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint absence_check CHECK (ends_at > starts_at)
);
CREATE INDEX absence_time ON absence USING btree (person_id, ends_at);

create table absence_feed (
  person_id text not null,
  address text not null,
  host text not null,
  made_at timestamp with time zone not null,
  tried_at timestamp with time zone,
  read_at timestamp with time zone,
  problem text,
  problem_since timestamp with time zone,
  constraint absence_feed_pkey PRIMARY KEY (person_id),
  constraint absence_feed_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);

create table account (
  person_id text not null,
  role text not null,
  password_hash text,
  is_first boolean,
  made_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint account_pkey PRIMARY KEY (person_id),
  constraint account_is_first_key UNIQUE (is_first),
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint account_is_first_check CHECK (is_first),
  constraint account_role_check CHECK (role = ANY (ARRAY['viewer'::text, 'responder'::text, 'manager'::text, 'administrator'::text]))
);

create table alert (
  id uuid not null,
  fingerprint uuid not null,
  source_id text not null,
  key text not null,
  occurrence integer not null,
  is_current boolean not null,
  status text not null,
  title text not null,
  severity text not null,
  labels jsonb not null,
  description text,
  links jsonb not null,
  service_id text,
  group_id uuid,
  urgency text not null,
  count bigint not null,
  started_at timestamp with time zone,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  acknowledged_at timestamp with time zone,
  acknowledged_by text,
  resolved_at timestamp with time zone,
  delivery_id uuid not null,
  last_delivery_id uuid not null,
  held_by text,
  held_id text,
  turns jsonb default '[]'::jsonb not null,
  source_at timestamp with time zone,
  owner_id text,
  verdict text,
  verdict_by text,
  verdict_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  trail_id uuid,
  constraint alert_pkey PRIMARY KEY (id),
  constraint alert_held_by_check CHECK (held_by = ANY (ARRAY['tool'::text, 'silence'::text, 'snooze'::text, 'flapping'::text, 'symptom'::text])),
  constraint alert_status_check CHECK (status = ANY (ARRAY['firing'::text, 'acknowledged'::text, 'resolved'::text])),
  constraint alert_verdict_check CHECK (verdict = ANY (ARRAY['actionable'::text, 'noise'::text, 'duplicate'::text]))
) with (fillfactor=80);
CREATE UNIQUE INDEX alert_current ON alert USING btree (fingerprint) WHERE is_current;
CREATE INDEX alert_held ON alert USING btree (held_by, held_id) WHERE held_by IS NOT NULL AND status <> 'resolved'::text;
CREATE INDEX alert_of_group ON alert USING btree (group_id, first_at, id);
CREATE INDEX alert_past ON alert USING btree (fingerprint, occurrence DESC) WHERE NOT is_current;
CREATE INDEX alert_recent ON alert USING btree (first_at DESC, id DESC);
CREATE INDEX alert_unresolved ON alert USING btree (first_at DESC, id DESC) WHERE status <> 'resolved'::text;

create table alert_group (
  id uuid not null,
  key text not null,
  service_id text,
  urgency text not null,
  title text not null,
  status text not null,
  opened_at timestamp with time zone not null,
  last_alert_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  incident_id uuid,
  call text,
  told_at timestamp with time zone,
  constraint alert_group_pkey PRIMARY KEY (id),
  constraint alert_group_status_check CHECK (status = ANY (ARRAY['open'::text, 'resolved'::text]))
);
CREATE INDEX alert_group_incident ON alert_group USING btree (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX alert_group_key ON alert_group USING btree (key, last_alert_at DESC);

create table alert_note (
  id uuid not null,
  alert_id uuid not null,
  at timestamp with time zone not null,
  person_id text,
  actor jsonb not null,
  text text not null,
  constraint alert_note_pkey PRIMARY KEY (id),
  constraint alert_note_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert(id)
);
CREATE INDEX alert_note_of_alert ON alert_note USING btree (alert_id, at, id);

create table alert_review (
  source_id text not null,
  rule text not null,
  review_at timestamp with time zone,
  reviewed_at timestamp with time zone,
  reviewed_by text,
  constraint alert_review_pkey PRIMARY KEY (source_id, rule)
);

create table alert_view (
  id uuid not null,
  name text not null,
  filters text not null,
  is_shared boolean not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  version integer not null,
  deleted_at timestamp with time zone,
  constraint alert_view_pkey PRIMARY KEY (id)
);
CREATE INDEX alert_view_of_person ON alert_view USING btree (made_by);
CREATE INDEX alert_view_shared ON alert_view USING btree (made_at) WHERE is_shared;

create table api_token (
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  role text not null,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_token_hash_key UNIQUE (token_hash),
  constraint api_token_role_check CHECK (role = ANY (ARRAY['viewer'::text, 'responder'::text, 'manager'::text, 'administrator'::text]))
);

create table audience (
  id text not null,
  name text not null,
  style text not null,
  status_page_id text,
  services text[] not null,
  place integer not null,
  is_from_file boolean default false not null,
  constraint audience_pkey PRIMARY KEY (id)
);

create table audience_member (
  audience_id text not null,
  place integer not null,
  target text,
  email text,
  constraint audience_member_pkey PRIMARY KEY (audience_id, place),
  constraint audience_member_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id) ON DELETE CASCADE
);

create table calendar_feed (
  id uuid not null,
  token_hash bytea not null,
  person_id text not null,
  schedule_id text,
  made_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint calendar_feed_pkey PRIMARY KEY (id),
  constraint calendar_feed_token_hash_key UNIQUE (token_hash),
  constraint calendar_feed_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint calendar_feed_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE
);
CREATE INDEX calendar_feed_of_person ON calendar_feed USING btree (person_id, made_at);

create table change_event (
  id uuid not null,
  source_id text not null,
  key text not null,
  service_id text,
  title text not null,
  description text,
  labels jsonb not null,
  links jsonb not null,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  delivery_id uuid not null,
  constraint change_event_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX change_event_key ON change_event USING btree (source_id, key);
CREATE INDEX change_event_of_service ON change_event USING btree (service_id, at DESC);
CREATE INDEX change_event_recent ON change_event USING btree (at DESC, id DESC);

create table checkpoint (
  last_position bigint not null,
  event_count bigint not null,
  root bytea not null,
  made_at timestamp with time zone not null,
  signature bytea not null,
  public_key bytea not null,
  constraint checkpoint_pkey PRIMARY KEY (last_position)
);
CREATE TRIGGER checkpoint_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table checkpoint_edge (
  only_one boolean default true not null,
  event_count bigint not null,
  last_position bigint not null,
  roots bytea[] not null,
  constraint checkpoint_edge_pkey PRIMARY KEY (only_one),
  constraint checkpoint_edge_only_one_check CHECK (only_one)
);

create table conduct_report (
  id uuid not null,
  incident_id uuid not null,
  by_person_id text not null,
  body text not null,
  at timestamp with time zone not null,
  seen_at timestamp with time zone,
  seen_by text,
  settled_at timestamp with time zone,
  settled_by text,
  outcome text,
  constraint conduct_report_pkey PRIMARY KEY (id)
);
CREATE INDEX conduct_report_at ON conduct_report USING btree (at DESC, id DESC);
CREATE INDEX conduct_report_incident ON conduct_report USING btree (incident_id, at);

create table contact (
  person_id text not null,
  id text not null,
  channel text not null,
  address text not null,
  place integer not null,
  verified_at timestamp with time zone,
  verified_by text,
  is_own boolean default false not null,
  name text,
  constraint contact_pkey PRIMARY KEY (person_id, id),
  constraint contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint contact_verified_by_check CHECK (verified_by = ANY (ARRAY['file'::text, 'code'::text, 'browser'::text]))
);

create table contact_proof (
  id uuid not null,
  person_id text not null,
  contact_id text not null,
  address_hash bytea not null,
  kind text not null,
  code_hash bytea,
  asked_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  tries integer default 0 not null,
  provider_id text,
  error text,
  answered_at timestamp with time zone,
  constraint contact_proof_pkey PRIMARY KEY (id),
  constraint contact_proof_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint contact_proof_kind_check CHECK (kind = ANY (ARRAY['code'::text, 'test'::text]))
);
CREATE INDEX contact_proof_of_address ON contact_proof USING btree (address_hash, kind, asked_at);
CREATE INDEX contact_proof_of_contact ON contact_proof USING btree (person_id, contact_id, kind, asked_at DESC);

create table content (
  id uuid not null,
  salt bytea,
  hash bytea not null,
  body text,
  created_at timestamp with time zone not null,
  redacted_at timestamp with time zone,
  redacted_by jsonb,
  constraint content_pkey PRIMARY KEY (id)
);

create table customer (
  id text not null,
  name text not null,
  touch text,
  sla_target double precision,
  sla_window text,
  place integer not null,
  is_from_file boolean default false not null,
  constraint customer_pkey PRIMARY KEY (id)
);

create table customer_contact (
  customer_id text not null,
  place integer not null,
  email text not null,
  constraint customer_contact_pkey PRIMARY KEY (customer_id, place),
  constraint customer_contact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id) ON DELETE CASCADE
);

create table customer_service (
  customer_id text not null,
  service_id text not null,
  place integer not null,
  constraint customer_service_pkey PRIMARY KEY (customer_id, place),
  constraint customer_service_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id) ON DELETE CASCADE
);

create table decision (
  id bigint generated always as identity not null,
  group_id uuid,
  alert_id uuid,
  at timestamp with time zone not null,
  code text not null,
  outcome text not null,
  details jsonb not null,
  stream_id text,
  version integer,
  part integer,
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_outcome_check CHECK (outcome = ANY (ARRAY['passed'::text, 'sent'::text, 'held'::text]))
);
CREATE INDEX decision_alert ON decision USING btree (alert_id, id);
CREATE UNIQUE INDEX decision_event ON decision USING btree (stream_id, version, part) WHERE stream_id IS NOT NULL;
CREATE INDEX decision_group ON decision USING btree (group_id, id);
CREATE INDEX decision_sent ON decision USING btree (group_id) WHERE code = 'page.sent'::text;
CREATE INDEX decision_waits ON decision USING btree (at) WHERE code = 'group.waits'::text;

create table declare_question (
  group_id uuid not null,
  asked_at timestamp with time zone not null,
  because text[] not null,
  people text[] not null,
  settled_at timestamp with time zone,
  settled_by jsonb,
  reason_id uuid,
  constraint declare_question_pkey PRIMARY KEY (group_id),
  constraint declare_question_group_id_fkey FOREIGN KEY (group_id) REFERENCES alert_group(id) ON DELETE CASCADE
);
CREATE INDEX declare_question_open ON declare_question USING btree (asked_at DESC) WHERE settled_at IS NULL;

create table delivery (
  id uuid not null,
  source_id text not null,
  received_at timestamp with time zone not null,
  content_type text,
  size integer not null,
  body text not null,
  signals integer not null,
  note text,
  constraint delivery_pkey PRIMARY KEY (id)
);
CREATE INDEX delivery_source ON delivery USING btree (source_id, received_at DESC);

create table draft (
  person_id text not null,
  place text not null,
  body jsonb not null,
  saved_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (person_id, place),
  constraint draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);

create table due_work (
  id bigint generated always as identity not null,
  kind text not null,
  key text not null,
  due_at timestamp with time zone not null,
  payload jsonb not null,
  epoch integer default 0 not null,
  leased_until timestamp with time zone,
  node text,
  attempts integer default 0 not null,
  last_fault text,
  parked_at timestamp with time zone,
  told_at timestamp with time zone,
  dropped_at timestamp with time zone,
  rank smallint default 0 not null,
  answer jsonb,
  constraint due_work_pkey PRIMARY KEY (id),
  constraint due_work_key_key UNIQUE (key)
) with (fillfactor=70);
CREATE INDEX due_work_leased ON due_work USING btree (leased_until) WHERE leased_until IS NOT NULL;
CREATE INDEX due_work_newest ON due_work USING btree (kind, (answer IS NULL), rank DESC, due_at DESC, id) WHERE parked_at IS NULL;
CREATE INDEX due_work_next ON due_work USING btree (kind, due_at) WHERE parked_at IS NULL;
CREATE INDEX due_work_parked ON due_work USING btree (parked_at) WHERE parked_at IS NOT NULL;

create table early_end (
  fingerprint uuid not null,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  constraint early_end_pkey PRIMARY KEY (fingerprint)
);
CREATE INDEX early_end_received ON early_end USING btree (received_at);

create table early_receipt (
  provider_id text not null,
  provider text,
  is_arrived boolean not null,
  words text not null,
  at timestamp with time zone not null,
  constraint early_receipt_pkey PRIMARY KEY (provider_id)
);

create table escalation (
  subject_kind text not null,
  subject_id uuid not null,
  policy_id text,
  urgency text not null,
  status text not null,
  pass integer not null,
  step integer not null,
  begun_at timestamp with time zone not null,
  next_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by text,
  ended_at timestamp with time zone,
  call text default ''::text not null,
  needed integer default 1 not null,
  havers text[] default '{}'::text[] not null,
  asked text[] default '{}'::text[] not null,
  asked_until timestamp with time zone,
  due_at timestamp with time zone,
  constraint escalation_pkey PRIMARY KEY (subject_kind, subject_id, call)
);
CREATE INDEX escalation_due ON escalation USING btree (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX escalation_live ON escalation USING btree (status) WHERE status = ANY (ARRAY['running'::text, 'deferred'::text, 'exhausted'::text]);

create table escalation_policy (
  id text not null,
  name text,
  repeat integer not null,
  place integer not null,
  is_from_file boolean default false not null,
  ask_after text,
  constraint escalation_policy_pkey PRIMARY KEY (id)
);

create table escalation_step (
  policy_id text not null,
  place integer not null,
  targets text[] not null,
  wait text,
  round_robin boolean default false not null,
  acknowledgements integer default 1 not null,
  constraint escalation_step_pkey PRIMARY KEY (policy_id, place),
  constraint escalation_step_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES escalation_policy(id) ON DELETE CASCADE,
  constraint escalation_step_acknowledgements_check CHECK (acknowledgements >= 1 AND acknowledgements <= 20)
);

create table escalation_turn (
  policy_id text not null,
  step integer not null,
  person_id text not null,
  number integer not null,
  constraint escalation_turn_pkey PRIMARY KEY (policy_id, step, person_id)
);

create table event_log (
  "position" bigint generated always as identity not null,
  stream_id text not null,
  version integer not null,
  type text not null,
  data jsonb not null,
  actor jsonb not null,
  command_id text not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  hash bytea not null,
  constraint event_log_pkey PRIMARY KEY (stream_id, version),
  constraint event_log_position_key UNIQUE ("position")
);
CREATE INDEX event_log_audit ON event_log USING btree ("position") WHERE stream_id ~~ 'audit/%'::text;
CREATE INDEX event_log_command ON event_log USING btree (stream_id, command_id);
CREATE INDEX event_log_person_in_incident ON event_log USING btree ((actor ->> 'id'::text), stream_id) WHERE stream_id ~~ 'incident/%'::text AND (actor ->> 'kind'::text) = 'person'::text;
CREATE INDEX event_log_template ON event_log USING btree ((data ->> 'templateId'::text)) WHERE type = 'template applied'::text;
CREATE TRIGGER event_log_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON event_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table evidence (
  id uuid not null,
  incident_id uuid not null,
  kind text not null,
  name_id uuid not null,
  media_type text not null,
  size bigint not null,
  hash bytea,
  link text,
  added_at timestamp with time zone not null,
  added_by jsonb not null,
  removed_at timestamp with time zone,
  constraint evidence_pkey PRIMARY KEY (id),
  constraint evidence_hash_fkey FOREIGN KEY (hash) REFERENCES evidence_blob(hash),
  constraint evidence_name_id_fkey FOREIGN KEY (name_id) REFERENCES content(id),
  constraint evidence_kind_check CHECK (kind = ANY (ARRAY['picture'::text, 'log'::text, 'link'::text, 'file'::text]))
);
CREATE INDEX evidence_incident ON evidence USING btree (incident_id);

create table evidence_blob (
  hash bytea not null,
  size bigint not null,
  constraint evidence_blob_pkey PRIMARY KEY (hash)
);

create table evidence_piece (
  hash bytea not null,
  place integer not null,
  bytes bytea not null,
  constraint evidence_piece_pkey PRIMARY KEY (hash, place),
  constraint evidence_piece_hash_fkey FOREIGN KEY (hash) REFERENCES evidence_blob(hash) ON DELETE CASCADE
);

create table follow_up (
  id uuid not null,
  retrospective_id uuid not null,
  incident_id uuid not null,
  text_id uuid not null,
  driver_id text,
  due_at timestamp with time zone,
  review_at timestamp with time zone not null,
  status text not null,
  added_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint follow_up_pkey PRIMARY KEY (id),
  constraint follow_up_retrospective_id_fkey FOREIGN KEY (retrospective_id) REFERENCES retrospective(id) ON DELETE CASCADE,
  constraint follow_up_status_check CHECK (status = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))
);
CREATE INDEX follow_up_of ON follow_up USING btree (retrospective_id);
CREATE INDEX follow_up_review ON follow_up USING btree (review_at, id);

create table idempotent_answer (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  answer jsonb,
  made_at timestamp with time zone not null,
  constraint idempotent_answer_pkey PRIMARY KEY (caller, key)
);

create table incident (
  id uuid not null,
  number integer not null,
  title_id uuid not null,
  status text not null,
  phase text not null,
  is_drill boolean not null,
  severity text,
  priority text,
  kind text,
  tags text[] not null,
  service_ids text[] not null,
  commander_id text not null,
  declared_at timestamp with time zone not null,
  impact_started_at timestamp with time zone,
  ended_at timestamp with time zone,
  next_update_at timestamp with time zone,
  process_version integer,
  for_customers text[] default '{}'::text[] not null,
  is_private boolean default false not null,
  named_people text[] default '{}'::text[] not null,
  named_teams text[] default '{}'::text[] not null,
  constraint incident_pkey PRIMARY KEY (id),
  constraint incident_number_key UNIQUE (number),
  constraint incident_status_check CHECK (status = ANY (ARRAY['open'::text, 'mitigated'::text, 'resolved'::text, 'closed'::text, 'cancelled'::text, 'merged'::text]))
);
CREATE INDEX incident_for_customers ON incident USING gin (for_customers) WHERE for_customers <> '{}'::text[];
CREATE INDEX incident_number_order ON incident USING btree (number DESC);
CREATE INDEX incident_private ON incident USING btree (id) WHERE is_private;
CREATE INDEX incident_recent ON incident USING btree (declared_at DESC, id DESC);
CREATE INDEX incident_running ON incident USING btree (declared_at DESC, id DESC) WHERE status = ANY (ARRAY['open'::text, 'mitigated'::text]);
CREATE INDEX incident_services ON incident USING gin (service_ids);

create table incident_notice (
  incident_id uuid not null,
  recipient text not null,
  address text not null,
  because text not null,
  noted_at timestamp with time zone not null,
  status text not null,
  attempts integer default 0 not null,
  ended_at timestamp with time zone,
  provider_id text,
  error text,
  constraint incident_notice_pkey PRIMARY KEY (incident_id, recipient),
  constraint incident_notice_status_check CHECK (status = ANY (ARRAY['due'::text, 'sent'::text, 'failed'::text]))
);

create table incident_number (
  only_one boolean default true not null,
  last integer not null,
  constraint incident_number_pkey PRIMARY KEY (only_one),
  constraint incident_number_only_one_check CHECK (only_one)
);

create table incident_template (
  id text not null,
  document jsonb not null,
  place integer not null,
  is_from_file boolean not null,
  constraint incident_template_pkey PRIMARY KEY (id)
);

create table incident_update (
  id uuid not null,
  incident_id uuid not null,
  sent_at timestamp with time zone not null,
  sent_by jsonb not null,
  conditions_id uuid not null,
  actions_id uuid not null,
  needs_id uuid,
  is_closing boolean not null,
  audiences jsonb not null,
  constraint incident_update_pkey PRIMARY KEY (id),
  constraint incident_update_actions_id_fkey FOREIGN KEY (actions_id) REFERENCES content(id),
  constraint incident_update_conditions_id_fkey FOREIGN KEY (conditions_id) REFERENCES content(id),
  constraint incident_update_needs_id_fkey FOREIGN KEY (needs_id) REFERENCES content(id)
);
CREATE INDEX incident_update_of ON incident_update USING btree (incident_id, sent_at DESC);

create table installation (
  only_one boolean default true not null,
  id uuid default gen_random_uuid() not null,
  created_at timestamp with time zone default now() not null,
  paging_held_since timestamp with time zone,
  configuration_version bigint default 0 not null,
  first_account_at timestamp with time zone,
  alive_at timestamp with time zone,
  constraint installation_pkey PRIMARY KEY (only_one),
  constraint installation_only_one_check CHECK (only_one)
);

create table invitation (
  token_hash bytea not null,
  person_id text not null,
  role text not null,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (token_hash),
  constraint invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);

create table migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (name)
);

create table notice (
  id uuid not null,
  key text not null,
  code text not null,
  sentence text not null,
  count bigint default 1 not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_by jsonb,
  constraint notice_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX notice_open ON notice USING btree (key) WHERE settled_at IS NULL;

create table notification_rule (
  person_id text not null,
  urgency text not null,
  place integer not null,
  contact_id text not null,
  after text,
  constraint notification_rule_pkey PRIMARY KEY (person_id, urgency, place),
  constraint notification_rule_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint notification_rule_urgency_check CHECK (urgency = ANY (ARRAY['high'::text, 'low'::text]))
);

create table organization (
  only_one boolean default true not null,
  name text not null,
  timezone text not null,
  business_days text[] not null,
  business_from text not null,
  business_to text not null,
  is_from_file boolean default false not null,
  on_call_rest_hours integer,
  constraint organization_pkey PRIMARY KEY (only_one),
  constraint organization_on_call_rest_hours_check CHECK (on_call_rest_hours >= 0 AND on_call_rest_hours <= 48),
  constraint organization_only_one_check CHECK (only_one)
);

create table own_notification_rule (
  person_id text not null,
  urgency text not null,
  place integer not null,
  contact_id text not null,
  after text not null,
  constraint own_notification_rule_pkey PRIMARY KEY (person_id, urgency, place),
  constraint own_notification_rule_person_id_contact_id_fkey FOREIGN KEY (person_id, contact_id) REFERENCES contact(person_id, id) ON DELETE CASCADE,
  constraint own_notification_rule_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint own_notification_rule_urgency_check CHECK (urgency = ANY (ARRAY['high'::text, 'low'::text]))
);

create table page (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  pass integer not null,
  step integer not null,
  person_id text not null,
  contact_id text not null,
  channel text,
  via text not null,
  urgency text,
  status text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  hold_reason text,
  handed_over_at timestamp with time zone,
  provider_id text,
  attempts integer default 0 not null,
  answer text,
  answered_at timestamp with time zone,
  answered_through jsonb,
  closed_at timestamp with time zone,
  close_reason text,
  closed_by_person text,
  call text default ''::text not null,
  provider text,
  receipt text,
  receipt_at timestamp with time zone,
  receipt_words text,
  carrier_id uuid,
  constraint page_pkey PRIMARY KEY (id),
  constraint page_receipt_check CHECK (receipt = ANY (ARRAY['awaited'::text, 'arrived'::text, 'missing'::text]))
);
CREATE INDEX page_awaited ON page USING btree (id) WHERE status = 'due'::text;
CREATE INDEX page_carrier ON page USING btree (carrier_id) WHERE carrier_id IS NOT NULL;
CREATE INDEX page_due_of_contact ON page USING btree (person_id, contact_id) WHERE status = 'due'::text;
CREATE INDEX page_person ON page USING btree (person_id, opened_at DESC);
CREATE INDEX page_recent ON page USING btree (opened_at DESC, id DESC);
CREATE INDEX page_said_sent ON page USING btree (opened_at) WHERE status = 'sent'::text;
CREATE INDEX page_subject ON page USING btree (subject_kind, subject_id);

create table page_attempt (
  page_id uuid not null,
  attempt integer not null,
  claimed_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  provider_id text,
  error text,
  again_at timestamp with time zone,
  provider text,
  constraint page_attempt_pkey PRIMARY KEY (page_id, attempt),
  constraint page_attempt_page_id_fkey FOREIGN KEY (page_id) REFERENCES page(id) ON DELETE CASCADE
);
CREATE INDEX page_attempt_accepted ON page_attempt USING btree (page_id) WHERE error IS NULL;
CREATE INDEX page_attempt_provider_id ON page_attempt USING btree (provider_id) WHERE provider_id IS NOT NULL;

create table page_carried (
  page_id uuid not null,
  carrier_id uuid not null,
  until timestamp with time zone not null,
  constraint page_carried_pkey PRIMARY KEY (page_id)
);
CREATE INDEX page_carried_by ON page_carried USING btree (carrier_id);

create table page_copy (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  call text not null,
  pass integer not null,
  step integer not null,
  person_id text not null,
  beside_id text not null,
  schedule_id text not null,
  urgency text not null,
  status text not null,
  opened_at timestamp with time zone not null,
  attempts integer default 0 not null,
  channel text,
  provider_id text,
  handed_over_at timestamp with time zone,
  constraint page_copy_pkey PRIMARY KEY (id),
  constraint page_copy_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint page_copy_status_check CHECK (status = ANY (ARRAY['due'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text]))
);
CREATE INDEX page_copy_due ON page_copy USING btree (person_id) WHERE status = 'due'::text;

create table page_pace (
  person_id text not null,
  contact_id text not null,
  urgency text not null,
  last_at timestamp with time zone,
  last_carrier_id uuid,
  bundled_at timestamp with time zone,
  constraint page_pace_pkey PRIMARY KEY (person_id, contact_id, urgency)
);

create table paid_message (
  day date not null,
  channel text not null,
  sent integer not null,
  told_at timestamp with time zone,
  constraint paid_message_pkey PRIMARY KEY (day, channel)
);

create table person (
  id text not null,
  name text not null,
  email text not null,
  timezone text,
  place integer not null,
  is_from_file boolean default false not null,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_email EXCLUDE USING btree (lower(email) WITH =) DEFERRABLE
);

create table priority_ranking (
  id uuid not null,
  service_id text not null,
  slo_id text,
  team_id text not null,
  priority text not null,
  fallback text,
  mitigation text,
  remarks text,
  ranked_by text not null,
  ranked_at timestamp with time zone not null,
  version integer not null,
  answer text,
  answer_reason text,
  answered_by text,
  answered_at timestamp with time zone,
  answered_priority text,
  constraint priority_ranking_pkey PRIMARY KEY (id),
  constraint priority_ranking_service_id_slo_id_team_id_key UNIQUE NULLS NOT DISTINCT (service_id, slo_id, team_id),
  constraint priority_ranking_answer_check CHECK (answer = ANY (ARRAY['kept'::text, 'changed'::text]))
);

create table priority_walk (
  id uuid not null,
  team_id text,
  begun_by text not null,
  begun_at timestamp with time zone not null,
  question text not null,
  priority text,
  moved_by text not null,
  moved_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  version integer not null,
  constraint priority_walk_pkey PRIMARY KEY (id)
);

create table process_answer (
  draft_id uuid not null,
  finding text not null,
  text text not null,
  given_at timestamp with time zone not null,
  given_by jsonb not null,
  constraint process_answer_pkey PRIMARY KEY (draft_id, finding),
  constraint process_answer_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES process_draft(id) ON DELETE CASCADE
);

create table process_comment (
  id uuid not null,
  draft_id uuid not null,
  part text not null,
  about text,
  text text not null,
  written_at timestamp with time zone not null,
  written_by jsonb not null,
  replies_to uuid,
  settled_at timestamp with time zone,
  settled_by jsonb,
  constraint process_comment_pkey PRIMARY KEY (id),
  constraint process_comment_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES process_draft(id) ON DELETE CASCADE,
  constraint process_comment_replies_to_fkey FOREIGN KEY (replies_to) REFERENCES process_comment(id) ON DELETE CASCADE
);
CREATE INDEX process_comment_of_draft ON process_comment USING btree (draft_id, written_at);

create table process_draft (
  id uuid not null,
  base_version integer,
  revision integer not null,
  status text not null,
  begun_at timestamp with time zone not null,
  begun_by jsonb not null,
  ended_at timestamp with time zone,
  ended_by jsonb,
  constraint process_draft_pkey PRIMARY KEY (id),
  constraint process_draft_status_check CHECK (status = ANY (ARRAY['open'::text, 'discarded'::text, 'published'::text]))
);
CREATE UNIQUE INDEX process_draft_open ON process_draft USING btree (status) WHERE status = 'open'::text;

create table process_draft_text (
  draft_id uuid not null,
  revision integer not null,
  text text not null,
  written_at timestamp with time zone not null,
  written_by jsonb not null,
  constraint process_draft_text_pkey PRIMARY KEY (draft_id, revision),
  constraint process_draft_text_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES process_draft(id) ON DELETE CASCADE
);

create table process_version (
  version integer not null,
  document jsonb not null,
  published_at timestamp with time zone not null,
  published_by jsonb not null,
  is_from_file boolean default false not null,
  reason text,
  answers jsonb default '[]'::jsonb not null,
  constraint process_version_pkey PRIMARY KEY (version)
);

create table push_key (
  id smallint not null,
  public_key text not null,
  private_key text not null,
  made_at timestamp with time zone not null,
  constraint push_key_pkey PRIMARY KEY (id),
  constraint push_key_id_check CHECK (id = 1)
);

create table reconciliation (
  only_one boolean default true not null,
  looked_at timestamp with time zone not null,
  took_milliseconds integer not null,
  found_at timestamp with time zone,
  found bigint default 0 not null,
  constraint reconciliation_pkey PRIMARY KEY (only_one),
  constraint reconciliation_only_one_check CHECK (only_one)
);

create table removed_contact (
  person_id text not null,
  id text not null,
  contact jsonb not null,
  rules jsonb not null,
  own_rules jsonb not null,
  removed_at timestamp with time zone not null,
  constraint removed_contact_pkey PRIMARY KEY (person_id, id),
  constraint removed_contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);

create table reply_code (
  address text not null,
  code text not null,
  page_id uuid not null,
  made_at timestamp with time zone not null,
  constraint reply_code_pkey PRIMARY KEY (address, code)
);
CREATE UNIQUE INDEX reply_code_page ON reply_code USING btree (page_id);

create table report (
  id uuid not null,
  number integer generated always as identity not null,
  received_at timestamp with time zone not null,
  came_by text not null,
  mail_key bytea,
  what_id uuid not null,
  where_id uuid,
  service_id text,
  since timestamp with time zone,
  reporter text,
  incident_id uuid,
  settled_at timestamp with time zone,
  settled_by jsonb,
  constraint report_pkey PRIMARY KEY (id),
  constraint report_mail_key_key UNIQUE (mail_key),
  constraint report_number_key UNIQUE (number),
  constraint report_what_id_fkey FOREIGN KEY (what_id) REFERENCES content(id),
  constraint report_where_id_fkey FOREIGN KEY (where_id) REFERENCES content(id),
  constraint report_came_by_check CHECK (came_by = ANY (ARRAY['form'::text, 'mail'::text, 'api'::text]))
);
CREATE INDEX report_incident ON report USING btree (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX report_recent ON report USING btree (received_at DESC, id DESC);
CREATE INDEX report_waiting ON report USING btree (received_at DESC, id DESC) WHERE incident_id IS NULL AND settled_at IS NULL;

create table retrospective (
  id uuid not null,
  incident_id uuid not null,
  status text not null,
  owner_id text,
  begun_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  approved_at timestamp with time zone,
  approved_by text,
  constraint retrospective_pkey PRIMARY KEY (id),
  constraint retrospective_incident_id_key UNIQUE (incident_id),
  constraint retrospective_status_check CHECK (status = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'shared'::text]))
);
CREATE INDEX retrospective_recent ON retrospective USING btree (begun_at DESC, id DESC);

create table retrospective_section (
  retrospective_id uuid not null,
  section text not null,
  text_id uuid not null,
  version integer not null,
  saved_at timestamp with time zone not null,
  saved_by jsonb not null,
  constraint retrospective_section_pkey PRIMARY KEY (retrospective_id, section),
  constraint retrospective_section_retrospective_id_fkey FOREIGN KEY (retrospective_id) REFERENCES retrospective(id) ON DELETE CASCADE
);

create table route (
  place integer not null,
  condition text,
  urgency text not null,
  declares boolean default false not null,
  declare_severity text,
  declare_priority text,
  is_from_file boolean default false not null,
  constraint route_pkey PRIMARY KEY (place)
);

create table runbook (
  id text not null,
  title text not null,
  service_id text,
  review_every text,
  place integer not null,
  is_from_file boolean default false not null,
  constraint runbook_pkey PRIMARY KEY (id)
);

create table runbook_step (
  runbook_id text not null,
  place integer not null,
  instruction text not null,
  link text,
  action jsonb,
  needs_approval boolean,
  constraint runbook_step_pkey PRIMARY KEY (runbook_id, place),
  constraint runbook_step_runbook_id_fkey FOREIGN KEY (runbook_id) REFERENCES runbook(id) ON DELETE CASCADE
);

create table schedule (
  id text not null,
  name text,
  timezone text,
  place integer not null,
  is_from_file boolean default false not null,
  readiness jsonb,
  recorded_from timestamp with time zone,
  recorded_to timestamp with time zone,
  constraint schedule_pkey PRIMARY KEY (id)
);

create table schedule_calendar (
  schedule_id text not null,
  id text not null,
  name text,
  address text,
  host text,
  priority integer not null,
  content text default ''::text not null,
  unknown jsonb default '[]'::jsonb not null,
  tried_at timestamp with time zone,
  read_at timestamp with time zone,
  problem text,
  constraint schedule_calendar_pkey PRIMARY KEY (schedule_id, id),
  constraint schedule_calendar_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE
);

create table schedule_calendar_shift (
  schedule_id text not null,
  calendar_id text not null,
  person_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint schedule_calendar_shift_schedule_id_calendar_id_fkey FOREIGN KEY (schedule_id, calendar_id) REFERENCES schedule_calendar(schedule_id, id) ON DELETE CASCADE,
  constraint schedule_calendar_shift_check CHECK (ends_at > starts_at)
);
CREATE INDEX schedule_calendar_shift_time ON schedule_calendar_shift USING btree (schedule_id, ends_at);

create table schedule_layer (
  schedule_id text not null,
  place integer not null,
  name text,
  starts text not null,
  ends text,
  turn text not null,
  priority integer,
  hours jsonb,
  people jsonb not null,
  constraint schedule_layer_pkey PRIMARY KEY (schedule_id, place),
  constraint schedule_layer_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE
);

create table schedule_override (
  id uuid not null,
  schedule_id text not null,
  kind text not null,
  person_id text,
  replaces_id text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  shifts jsonb,
  constraint schedule_override_pkey PRIMARY KEY (id),
  constraint schedule_override_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE,
  constraint schedule_override_check1 CHECK (ends_at > starts_at),
  constraint schedule_override_kind CHECK (kind = ANY (ARRAY['add'::text, 'remove'::text, 'replace'::text, 'temporary'::text])),
  constraint schedule_override_person CHECK (person_id IS NOT NULL OR (kind = ANY (ARRAY['remove'::text, 'temporary'::text]))),
  constraint schedule_override_shifts CHECK ((shifts IS NOT NULL) = (kind = 'temporary'::text))
);
CREATE INDEX schedule_override_time ON schedule_override USING btree (schedule_id, ends_at);

create table schedule_record (
  schedule_id text not null,
  person_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  because jsonb not null,
  constraint schedule_record_pkey PRIMARY KEY (schedule_id, starts_at, person_id),
  constraint schedule_record_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE,
  constraint schedule_record_check CHECK (ends_at > starts_at)
);
CREATE INDEX schedule_record_end ON schedule_record USING btree (schedule_id, ends_at);

create table schedule_shadow (
  id uuid not null,
  schedule_id text not null,
  person_id text not null,
  beside_id text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  constraint schedule_shadow_pkey PRIMARY KEY (id),
  constraint schedule_shadow_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint schedule_shadow_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE,
  constraint schedule_shadow_check CHECK (ends_at > starts_at)
);
CREATE INDEX schedule_shadow_time ON schedule_shadow USING btree (schedule_id, ends_at);

create table seen_callback (
  provider text not null,
  callback_id text not null,
  answer text not null,
  received_at timestamp with time zone not null,
  constraint seen_callback_pkey PRIMARY KEY (provider, callback_id)
);
CREATE INDEX seen_callback_received ON seen_callback USING btree (received_at);

create table service (
  id text not null,
  name text not null,
  description text,
  team_id text,
  tier integer,
  escalation_policy_id text,
  place integer not null,
  is_from_file boolean default false not null,
  when_upstream_fails text,
  constraint service_pkey PRIMARY KEY (id),
  constraint service_when_upstream_fails_check CHECK (when_upstream_fails = ANY (ARRAY['attach'::text, 'page'::text]))
);

create table service_link (
  service_id text not null,
  kind text not null,
  target_id text not null,
  place integer not null,
  constraint service_link_pkey PRIMARY KEY (service_id, kind, place),
  constraint service_link_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id) ON DELETE CASCADE,
  constraint service_link_kind_check CHECK (kind = ANY (ARRAY['depends-on'::text, 'expert'::text, 'runbook'::text]))
);

create table service_severity_rule (
  service_id text not null,
  place integer not null,
  condition text not null,
  severity text not null,
  constraint service_severity_rule_pkey PRIMARY KEY (service_id, place),
  constraint service_severity_rule_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id) ON DELETE CASCADE
);

create table session (
  token_hash bytea not null,
  person_id text not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES account(person_id) ON DELETE CASCADE
);
CREATE INDEX session_person ON session USING btree (person_id);

create table shift_note (
  id uuid not null,
  schedule_id text not null,
  person_id text not null,
  shift_starts_at timestamp with time zone not null,
  shift_ends_at timestamp with time zone not null,
  text text not null,
  facts jsonb not null,
  written_at timestamp with time zone not null,
  constraint shift_note_pkey PRIMARY KEY (id),
  constraint shift_note_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE
);
CREATE INDEX shift_note_of_schedule ON shift_note USING btree (schedule_id, written_at DESC, id DESC);

create table shift_note_reading (
  note_id uuid not null,
  person_id text not null,
  read_at timestamp with time zone not null,
  constraint shift_note_reading_pkey PRIMARY KEY (note_id, person_id),
  constraint shift_note_reading_note_id_fkey FOREIGN KEY (note_id) REFERENCES shift_note(id) ON DELETE CASCADE
);

create table shift_readiness (
  schedule_id text not null,
  person_id text not null,
  starts_at timestamp with time zone not null,
  ticked text[] not null,
  answered_at timestamp with time zone not null,
  ready_at timestamp with time zone,
  constraint shift_readiness_pkey PRIMARY KEY (schedule_id, person_id, starts_at),
  constraint shift_readiness_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint shift_readiness_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE
);
CREATE INDEX shift_readiness_time ON shift_readiness USING btree (starts_at);

create table shift_reminder (
  schedule_id text not null,
  person_id text not null,
  starts_at timestamp with time zone not null,
  minutes_before integer not null,
  noted_at timestamp with time zone not null,
  constraint shift_reminder_pkey PRIMARY KEY (schedule_id, person_id, starts_at, minutes_before),
  constraint shift_reminder_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint shift_reminder_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE
);
CREATE INDEX shift_reminder_time ON shift_reminder USING btree (starts_at);

create table shift_reminder_choice (
  person_id text not null,
  minutes_before integer[] not null,
  constraint shift_reminder_choice_pkey PRIMARY KEY (person_id),
  constraint shift_reminder_choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);

create table silence (
  id uuid not null,
  kind text not null,
  matchers jsonb not null,
  reason text not null,
  owner_id text,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  recurrence jsonb,
  ended_at timestamp with time zone,
  held bigint default 0 not null,
  constraint silence_pkey PRIMARY KEY (id),
  constraint silence_kind_check CHECK (kind = ANY (ARRAY['silence'::text, 'maintenance'::text]))
);
CREATE INDEX silence_listed ON silence USING btree (made_at DESC, id DESC);
CREATE INDEX silence_live ON silence USING btree (ends_at) WHERE ended_at IS NULL;

create table slo (
  id text not null,
  name text,
  service_id text,
  journey text,
  indicator jsonb not null,
  target double precision not null,
  window_text text not null,
  priority text,
  raise jsonb not null,
  tell text[] not null,
  snooze text,
  place integer not null,
  is_from_file boolean default false not null,
  constraint slo_pkey PRIMARY KEY (id)
);

create table source (
  id text not null,
  name text,
  kind text not null,
  key_hash bytea not null,
  key_reference jsonb,
  signing_key jsonb,
  service_label text,
  service_default text,
  every text,
  grace text,
  severity text,
  preset text,
  mapping jsonb,
  place integer not null,
  is_from_file boolean default false not null,
  first_alert_at timestamp with time zone,
  last_delivery_at timestamp with time zone,
  constraint source_pkey PRIMARY KEY (id)
);

create table status_component (
  status_page_id text not null,
  place integer not null,
  name text not null,
  description text,
  services text[] not null,
  constraint status_component_pkey PRIMARY KEY (status_page_id, place),
  constraint status_component_status_page_id_fkey FOREIGN KEY (status_page_id) REFERENCES status_page(id) ON DELETE CASCADE
);

create table status_page (
  id text not null,
  title text not null,
  path text,
  place integer not null,
  is_from_file boolean default false not null,
  constraint status_page_pkey PRIMARY KEY (id),
  constraint status_page_path EXCLUDE USING btree (COALESCE(path, '/status/'::text || id) WITH =) DEFERRABLE
);

create table stream_head (
  stream_id text not null,
  version integer not null,
  state jsonb not null,
  hash bytea not null,
  types jsonb default '[]'::jsonb not null,
  constraint stream_head_pkey PRIMARY KEY (stream_id)
) with (fillfactor=80);

create table swap_ask (
  swap_id uuid not null,
  person_id text not null,
  place integer not null,
  status text not null,
  asked_at timestamp with time zone,
  answered_at timestamp with time zone,
  return_schedule_id text,
  return_starts_at timestamp with time zone,
  return_ends_at timestamp with time zone,
  constraint swap_ask_pkey PRIMARY KEY (swap_id, person_id),
  constraint swap_ask_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint swap_ask_return_schedule_id_fkey FOREIGN KEY (return_schedule_id) REFERENCES schedule(id) ON DELETE CASCADE,
  constraint swap_ask_swap_id_fkey FOREIGN KEY (swap_id) REFERENCES swap_request(id) ON DELETE CASCADE,
  constraint swap_ask_status_check CHECK (status = ANY (ARRAY['later'::text, 'asked'::text, 'declined'::text, 'proposed'::text, 'accepted'::text]))
);
CREATE INDEX swap_ask_person ON swap_ask USING btree (person_id);

create table swap_request (
  id uuid not null,
  schedule_id text not null,
  giver_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  return_schedule_id text,
  return_starts_at timestamp with time zone,
  return_ends_at timestamp with time zone,
  note text,
  minutes_each integer,
  made_by jsonb not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  status text default 'open'::text not null,
  taker_id text,
  settled_at timestamp with time zone,
  override_ids uuid[] default '{}'::uuid[] not null,
  constraint swap_request_pkey PRIMARY KEY (id),
  constraint swap_request_giver_id_fkey FOREIGN KEY (giver_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint swap_request_return_schedule_id_fkey FOREIGN KEY (return_schedule_id) REFERENCES schedule(id) ON DELETE CASCADE,
  constraint swap_request_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON DELETE CASCADE,
  constraint swap_request_check CHECK (ends_at > starts_at),
  constraint swap_request_status_check CHECK (status = ANY (ARRAY['open'::text, 'accepted'::text, 'withdrawn'::text, 'expired'::text, 'declined'::text]))
);
CREATE INDEX swap_request_giver ON swap_request USING btree (giver_id, made_at DESC);
CREATE INDEX swap_request_open ON swap_request USING btree (expires_at) WHERE status = 'open'::text;

create table synthetic_page (
  id uuid not null,
  callback text not null,
  asked_at timestamp with time zone not null,
  escalated_at timestamp with time zone,
  attempts integer default 0 not null,
  out_at timestamp with time zone,
  error text,
  constraint synthetic_page_pkey PRIMARY KEY (id)
);
CREATE INDEX synthetic_page_asked ON synthetic_page USING btree (asked_at);

create table team (
  id text not null,
  name text not null,
  manager_id text,
  place integer not null,
  is_from_file boolean default false not null,
  constraint team_pkey PRIMARY KEY (id)
);

create table team_member (
  team_id text not null,
  person_id text not null,
  place integer not null,
  constraint team_member_pkey PRIMARY KEY (team_id, place),
  constraint team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id) ON DELETE CASCADE
);

create table trail (
  id uuid not null,
  steps jsonb not null,
  held jsonb,
  constraint trail_pkey PRIMARY KEY (id)
);

create table troubled_service (
  incident_id uuid not null,
  service_id text not null,
  constraint troubled_service_pkey PRIMARY KEY (incident_id, service_id)
);

create table update_delivery (
  update_id uuid not null,
  address text not null,
  recipient text not null,
  audience_id text not null,
  status text not null,
  attempts integer default 0 not null,
  ended_at timestamp with time zone,
  provider_id text,
  error text,
  constraint update_delivery_pkey PRIMARY KEY (update_id, address),
  constraint update_delivery_update_id_fkey FOREIGN KEY (update_id) REFERENCES incident_update(id),
  constraint update_delivery_status_check CHECK (status = ANY (ARRAY['due'::text, 'sent'::text, 'failed'::text]))
);

create table watch_gap (
  id uuid not null,
  walk_id uuid,
  question text not null,
  priority text,
  service_id text,
  text text not null,
  watch_by text,
  added_by text not null,
  added_at timestamp with time zone not null,
  status text not null,
  reason text,
  settled_by text,
  settled_at timestamp with time zone,
  link text,
  version integer not null,
  constraint watch_gap_pkey PRIMARY KEY (id),
  constraint watch_gap_walk_id_fkey FOREIGN KEY (walk_id) REFERENCES priority_walk(id) ON DELETE SET NULL,
  constraint watch_gap_status_check CHECK (status = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text])),
  constraint watch_gap_watch_by_check CHECK (watch_by = ANY (ARRAY['slo'::text, 'indicator'::text, 'alert'::text]))
);
CREATE INDEX watch_gap_in_order ON watch_gap USING btree (added_at, id);
CREATE INDEX watch_gap_of_walk ON watch_gap USING btree (walk_id);

create table watchdog (
  only_one boolean default true not null,
  every_milliseconds integer not null,
  seen_at timestamp with time zone not null,
  missed_since timestamp with time zone,
  constraint watchdog_pkey PRIMARY KEY (only_one),
  constraint watchdog_only_one_check CHECK (only_one)
);

create view hidden_incident as
 SELECT id,
    number
   FROM incident
  WHERE is_private AND NOT is_named(named_people, named_teams, COALESCE(current_setting('muster.viewer'::text, true), ''::text));

create view seen_incident as
 SELECT id,
    number,
    title_id,
    status,
    phase,
    is_drill,
    severity,
    priority,
    kind,
    tags,
    service_ids,
    commander_id,
    declared_at,
    impact_started_at,
    ended_at,
    next_update_at,
    process_version,
    for_customers,
    is_private,
    named_people,
    named_teams
   FROM incident
  WHERE NOT is_private OR NOT (id IN ( SELECT hidden_incident.id
           FROM hidden_incident));
