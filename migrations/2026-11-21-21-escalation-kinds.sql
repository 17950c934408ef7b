-- Without an entry 30 minutes; `0s`: nobody is asked whether they still have it.
alter table escalation_policy add column ask_after text;

alter table escalation_step
  add column round_robin boolean not null default false,
  add column acknowledgements int not null default 1 check (acknowledgements between 1 and 20);

-- Whose turn a step took last, made from the log: the number is counted over the life of the policy.
create table escalation_turn (
  policy_id text not null,
  step int not null,
  person_id text not null,
  number int not null,
  primary key (policy_id, step, person_id)
);

alter table escalation
  add column needed int not null default 1,
  -- Everybody who has it, where several are asked for or one does.
  add column havers text[] not null default '{}',
  -- Who was asked whether they still have it, and until when an answer is waited for.
  add column asked text[] not null default '{}',
  add column asked_until timestamptz;
