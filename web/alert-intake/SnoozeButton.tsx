import { Button } from "@mantine/core";
import { useState } from "react";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { useCommand } from "../api/queries.ts";
import { Keys } from "../design/Keys.tsx";
import { toast } from "../design/toasts.ts";
import { useKey } from "../shell/KeysProvider.tsx";
import classes from "./AlertScreen.module.css";
import { SnoozeDialog } from "./SnoozeDialog.tsx";
import { useAlertVerbs } from "./use-alert-verbs.ts";

export interface SnoozeButtonProps {
  alert: AlertDetail;
  /** Stands under the thumb, where there are no keys. */
  isThumb?: boolean;
}

function SnoozeKey({ words, onPress }: { words: string; onPress: () => void }) {
  useKey("Z", words, onPress);
  return null;
}

/** Asks for quiet about an alert, or ends it. */
export function SnoozeButton({ alert, isThumb = false }: SnoozeButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const verbs = useAlertVerbs();
  const ending = useCommand("alerts", "pages");
  const isSnoozed = alert.snoozedUntil !== null;
  const end = () => ending.mutate({ path: `/api/v1/alerts/${alert.id}/snooze`, body: { until: null } }, { onSuccess: () => void toast("The snooze is over. It pages if it still fires."), onError: (problem) => void toast(problem.message) });
  const press = () => void (isSnoozed ? ending.isPending || end() : setIsAsking(true));
  const words = isSnoozed ? "End snooze" : "Snooze";
  return (
    <>
      <Button className={classes["verb"] ?? ""} variant="default" loading={verbs.isPending || ending.isPending} onClick={press} {...(isThumb ? {} : { rightSection: <Keys keys="Z" /> })}>
        {words}
      </Button>
      {isThumb ? null : <SnoozeKey words={words} onPress={press} />}
      {isAsking ? (
        <SnoozeDialog
          what="this alert"
          onChoose={(until) => verbs.mutate({ verb: { action: "snooze", until }, targets: [{ id: alert.id, isGroup: false }] }, { onSettled: () => setIsAsking(false) })}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  );
}
