import { Button } from "@mantine/core";
import { useState } from "react";
import type { AlertDetail } from "../../../server/features/alert-intake/contract.ts";
import { useSignedIn } from "../../api/session.ts";
import { Keys } from "../../design/Keys.tsx";
import { useKey } from "../../shell/KeysProvider.tsx";
import { draftFor, type SilenceDraft } from "./silence-draft.ts";
import { SilenceDialog } from "./SilenceDialog.tsx";
import classes from "./Silences.module.css";
import { useServerClock } from "./use-server-clock.ts";

export interface SilenceButtonProps {
  alert: AlertDetail;
  /** Stands in the content of a narrow screen, where the actions give way to those under the thumb. */
  isNarrow?: boolean;
}

function SilenceKey({ onPress }: { onPress: () => void }) {
  useKey("S", "Silence", onPress);
  return null;
}

/** Begins a silence about what this alert is. */
export function SilenceButton({ alert, isNarrow = false }: SilenceButtonProps) {
  const me = useSignedIn()?.personId ?? null;
  const clock = useServerClock();
  const [start, setStart] = useState<SilenceDraft | null>(null);
  const open = () => setStart(draftFor(alert, me, clock()));
  return (
    <>
      <Button variant="default" onClick={open} {...(isNarrow ? { className: classes["narrow"] ?? "" } : { rightSection: <Keys keys="S" /> })}>
        Silence
      </Button>
      {isNarrow ? null : <SilenceKey onPress={open} />}
      {start === null ? null : <SilenceDialog start={start} alert={alert} onClose={() => setStart(null)} />}
    </>
  );
}
