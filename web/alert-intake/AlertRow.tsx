import { useRouter } from "@tanstack/react-router";
import { IconChevronDown } from "@tabler/icons-react";
import type { MouseEvent as Press, ReactNode } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { AlertState, type AlertStateKind } from "../design/AlertState.tsx";
import { Avatar } from "../design/Avatar.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { UrgencyMark } from "../design/UrgencyMark.tsx";
import { fullMomentWords, spanWords } from "../design/wording.ts";
import { counted } from "./alert-rows.ts";
import classes from "./AlertTable.module.css";

export interface AlertRowProps {
  id: string;
  alert: AlertView;
  kind: AlertStateKind;
  title: ReactNode;
  signals: number;
  since: string;
  isChosen: boolean;
  /** Whose id is the reader's. */
  me: string | null;
  /** Stands in a group that is open. */
  isMember?: boolean;
  isGone?: boolean;
  /** With shift, all from the one touched last. */
  onChoose: (isRange: boolean) => void;
  fold?: ReactNode;
}

const place = /, pass \d+, step \d+$/;

/** Why it paged or did not, in one line, or why somebody said that it is no incident; at which step stands in the trace. */
function Why({ alert }: { alert: AlertView }) {
  if (alert.notIncident !== null && alert.status !== "resolved") return <>Not an incident<span>: {alert.notIncident.reason ?? `says ${alert.notIncident.by}`}</span></>;
  if (alert.why === null) return null;
  const rest = alert.why.rest.replace(place, "");
  return (
    <>
      {alert.why.bold}
      {rest === "" ? null : <span>: {rest}</span>}
    </>
  );
}

function Owner({ alert, me }: { alert: AlertView; me: string | null }) {
  if (alert.ownerId === null) return <span className={classes["pale"]}>{alert.acknowledgedAt === null ? "nobody" : "not named"}</span>;
  const name = alert.ownerName ?? alert.ownerId;
  return (
    <span className={classes["owner"]}>
      <Avatar name={name} size={20} />
      {alert.ownerId === me ? "You" : name.split(" ")[0]}
    </span>
  );
}

/** The way to an alert, without the router's own bookkeeping for each link, of which there may be very many. */
function RowLink({ id, children }: { id: string; children: ReactNode }) {
  const router = useRouter();
  const place = { to: "/alerts/$id", params: { id } } as const;
  const open = (event: Press) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate(place);
  };
  return <a href={`/alerts/${id}`} data-row-link onClick={open} onPointerEnter={() => void router.preloadRoute(place)}>{children}</a>;
}

/** How long it goes on, or went on; plainer than a clock of its own in every line, of which there may be very many. */
function Age({ since, until }: { since: number; until: number | undefined }) {
  const words = useOfNow((now) => spanWords((until ?? now) - since));
  return <time dateTime={new Date(since).toISOString()} title={`since ${fullMomentWords(since)}`}>{words}</time>;
}

/** One line of the list. */
export function AlertRow({ id, alert, kind, title, signals, since, isChosen, me, isMember = false, isGone = false, onChoose, fold }: AlertRowProps) {
  const until = alert.resolvedAt === null ? undefined : Date.parse(alert.resolvedAt);
  return (
    <tr className={classes["row"]} data-row={id} data-chosen={isChosen || undefined} data-member={isMember || undefined} data-gone={isGone || undefined}>
      <td className={classes["choose"]}>
        <label>
          <input type="checkbox" checked={isChosen} onChange={({ nativeEvent }) => onChoose(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)} aria-label={`Choose ${alert.title}`} />
        </label>
        <AlertState kind={kind} isWordless />
      </td>
      <th scope="row" className={classes["title"]}>
        <RowLink id={alert.id}>{title}</RowLink>
        {fold}
      </th>
      <td className={classes["service"]}>{isMember ? null : (alert.serviceName ?? <span className={classes["pale"]}>unassigned</span>)}</td>
      <td className={classes["since"]}><Age since={Date.parse(since)} until={until} /></td>
      <td className={classes["signals"]}><span>{signals}</span></td>
      <td className={classes["urgency"]}>{isMember ? null : <UrgencyMark urgency={alert.urgency} />}</td>
      <td className={classes["why"]}><Why alert={alert} /></td>
      <td className={classes["ownerCell"]}>{isMember ? null : <Owner alert={alert} me={me} />}</td>
    </tr>
  );
}

/** Opens and closes a group in place. */
export function FoldButton({ size, isOpen, onPress }: { size: number; isOpen: boolean; onPress: () => void }) {
  return (
    <button type="button" className={classes["fold"]} aria-expanded={isOpen} onClick={onPress}>
      {counted(size, "alert")}
      <IconChevronDown size={13} stroke={1.8} aria-hidden="true" />
    </button>
  );
}
