import type { ReactNode } from "react";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { AlertState } from "../design/AlertState.tsx";
import { Avatar } from "../design/Avatar.tsx";
import { Since, TimeOfDay } from "../design/Clock.tsx";
import { Facts } from "../design/Facts.tsx";
import { exactSpanWords, timeOfDay } from "../design/wording.ts";
import { firstAnswer } from "./alert-lede.ts";
import { stateKind } from "./alert-rows.ts";
import classes from "./AlertScreen.module.css";

export interface AlertFactsProps {
  alert: AlertDetail;
  /** Left out until they are known. */
  pages: readonly PageView[] | undefined;
  me: string | null;
}

/** The strip of six under the sentence. */
export function AlertFacts({ alert, pages, me }: AlertFactsProps) {
  const began = Date.parse(alert.firstAt);
  const ended = alert.resolvedAt === null ? undefined : Date.parse(alert.resolvedAt);
  const answer = firstAnswer(pages ?? [], alert.acknowledgedAt);
  return (
    <Facts
      facts={[
        { label: "State", value: <AlertState kind={stateKind(alert)}>{stateWord(alert)}</AlertState>, detail: snoozedUntil(alert) },
        { label: ended === undefined ? "Firing since" : "Fired for", value: <Since at={began} until={ended} />, detail: <TimeOfDay at={began} withSeconds /> },
        { label: "Signals", value: alert.signals, detail: alert.groupSize > 1 ? `one of ${alert.groupSize} alerts` : `occurrence ${alert.occurrence}` },
        { label: "Urgency", value: alert.urgency, detail: routeOf(alert) },
        {
          label: "First page to answer",
          value: answer === null ? unansweredWord(pages) : exactSpanWords(answer.span),
          detail: answer === null ? undefined : timeOfDay(answer.at, undefined, true),
        },
        { label: "Owner", value: <Owner alert={alert} me={me} /> },
      ]}
    />
  );
}

function unansweredWord(pages: readonly PageView[] | undefined): string {
  if (pages === undefined) return "…";
  return pages.length === 0 ? "not paged" : "no answer yet";
}

function firingWord(alert: AlertDetail): string {
  return alert.isHeldBack ? "firing, held back" : "firing";
}

/** Left out where nobody wants quiet about it. */
function snoozedUntil(alert: AlertDetail): ReactNode {
  return alert.snoozedUntil === null ? undefined : <>until <TimeOfDay at={Date.parse(alert.snoozedUntil)} /></>;
}

/** Left out where its own word says enough. */
function stateWord(alert: AlertDetail): string | undefined {
  if (alert.snoozedUntil !== null) return "snoozed";
  return alert.status === "firing" ? firingWord(alert) : undefined;
}

function Owner({ alert, me }: { alert: AlertDetail; me: string | null }) {
  if (alert.ownerId === null) return alert.acknowledgedAt === null ? "nobody" : "not named";
  const name = alert.ownerName ?? alert.ownerId;
  return (
    <>
      <Avatar name={name} size={20} />
      <span className={classes["owner"]}>{alert.ownerId === me ? "You" : name.split(" ")[0]}</span>
    </>
  );
}

/** `by route 2`, from the decision itself. */
function routeOf(alert: AlertDetail): string | undefined {
  return alert.trace.find((line) => line.code === "route.first-match")?.sentence.rest.split(",")[0];
}
