import { Button, Modal } from "@mantine/core";
import type { StaffingView } from "../../../server/features/incidents/workstream.contract.ts";
import type { ApiProblem, List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { momentWords, timeOfDay } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName, youOr } from "../room-words.ts";
import { spanAheadWords } from "./ahead-words.ts";
import classes from "./Dialogs.module.css";

type Span = StaffingView["spans"][number];

/** One press agrees on the hand-over at which a span begins; another calls it off. */
function SpanAction({ role, span }: { role: StaffingView; span: Span }) {
  const { incident, me, mayManage } = useRoom();
  const acting = useRoomCommand();
  const planned = incident.plannedHandovers.find((one) => one.role === role.role && one.passesAt === span.from);
  const holders = incident.roles.find((one) => one.role === role.role)?.holders ?? [];
  const mayPlan = mayManage || incident.commander.id === me || holders.some(({ id }) => id === me);
  const onError = (problem: unknown) => void toast((problem as ApiProblem).message);
  if (span.because === "holds" || span.person === null || holders.length === 0) return null;
  if (planned !== undefined) {
    const isMine = mayPlan || planned.to.id === me;
    const off = () => acting.run({ method: "DELETE", to: `handover-plans/${planned.id}` }, { onSuccess: () => void toast("Called off."), onError });
    return isMine ? <Button size="xs" variant="subtle" disabled={acting.isPending} onClick={off}>Call off</Button> : <span className={classes["small"]}>planned</span>;
  }
  const { id, name } = span.person;
  const plan = () =>
    acting.run({ to: "handover-plans", body: { role: role.role, toPersonId: id, at: span.from } }, { onSuccess: () => void toast(`${name} is told. The hand-over is offered to them before, with a brief.`), onError });
  return mayPlan ? <Button size="xs" variant="default" disabled={acting.isPending} aria-label={`Plan the hand-over of ${role.roleName} to ${name}`} onClick={plan}>Hand to {firstName(name)} then</Button> : null;
}

function SpanRow({ role, span }: { role: StaffingView; span: Span }) {
  const { me, incident } = useRoom();
  const from = useOfNow((now) => (span.because === "holds" ? "now" : momentWords(Date.parse(span.from), now)));
  const to = timeOfDay(Date.parse(span.to));
  const isPlanned = incident.plannedHandovers.some((one) => one.role === role.role && one.passesAt === span.from);
  return (
    <li data-gap={span.person === null || undefined}>
      <span className={classes["when"]}>{from} – {to}</span>
      <div>
        <p>{span.person === null ? "Nobody of the rotation is awake" : youOr(span.person, me)}</p>
        <p className={classes["small"]}>{spanAheadWords(span, { isPlanned, me })}</p>
      </div>
      <SpanAction role={role} span={span} />
    </li>
  );
}

/** Who would hold which role for the 24 hours to come, by the schedules and everybody's own day. It is a proposal: only what is planned here happens. */
export function AheadDialog({ onClose }: { onClose: () => void }) {
  const { path } = useRoom();
  const { data, error } = useAddress<List<StaffingView>>("incidents", `${path}/staffing`);
  return (
    <Modal opened onClose={onClose} title="The next 24 hours" size={620} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={classes["ahead"]}>
        <p className={classes["small"]}>By the schedules of the roles, and so that nobody works into their night. Nothing happens by itself but what you plan here.</p>
        {error === null ? null : <p className={classes["refused"]}>This cannot be read now: {error.message}</p>}
        {(data?.items ?? []).map((role) => (
          <Section key={role.role} title={role.roleName} level={3}>
            {role.hasSchedule ? <ul>{role.spans.map((span) => <SpanRow key={span.from} role={role} span={span} />)}</ul> : <p className={classes["small"]}>The role has no schedule: nobody can be proposed. Hand it over in time.</p>}
          </Section>
        ))}
      </div>
    </Modal>
  );
}
