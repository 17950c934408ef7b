import { Link } from "@tanstack/react-router";
import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { AlertState, type AlertStateKind } from "../design/AlertState.tsx";
import { Avatar } from "../design/Avatar.tsx";
import { Since } from "../design/Clock.tsx";
import { UrgencyMark } from "../design/UrgencyMark.tsx";
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

/** Why it paged or did not, in one line; at which step stands in the trace. */
function Why({ alert }: { alert: AlertView }) {
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
        <Link to="/alerts/$id" params={{ id: alert.id }} data-row-link>
          {title}
        </Link>
        {fold}
      </th>
      <td className={classes["service"]}>{isMember ? null : (alert.serviceName ?? <span className={classes["pale"]}>unassigned</span>)}</td>
      <td className={classes["since"]}><Since at={Date.parse(since)} until={until} /></td>
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
