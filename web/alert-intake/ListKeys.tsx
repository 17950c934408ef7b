import { IconCheck, IconCircleCheck, IconClockPause, IconScale } from "@tabler/icons-react";
import { useState } from "react";
import { BulkBar } from "../design/BulkBar.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { chosenWords } from "./alert-rows.ts";
import { SnoozeDialog } from "./SnoozeDialog.tsx";
import { type AlertTarget, type AlertVerb, useAlertVerbs } from "./use-alert-verbs.ts";
import type { Choosing } from "./use-choosing.ts";
import { focusedRowId, useListKeys } from "./use-list-keys.ts";
import { VerdictDialog } from "./VerdictDialog.tsx";

interface ListKeysProps {
  lines: readonly { id: string; size: number }[];
  choosing: Choosing;
}

/** What was asked for before its answer is chosen in a dialog. */
interface Asked {
  about: "snooze" | "verdict";
  targets: readonly AlertTarget[];
}

/** Keys over the list, and the bar of what can be done to the chosen. */
export function ListKeys({ lines, choosing: { chosen, choose, set } }: ListKeysProps) {
  const verbs = useAlertVerbs();
  const [asked, setAsked] = useState<Asked | null>(null);
  const targets = (): AlertTarget[] => {
    if (chosen.size > 0) return [...chosen].map(([id, { isGroup }]) => ({ id, isGroup }));
    const id = focusedRowId();
    return id === undefined ? [] : [{ id, isGroup: (lines.find((line) => line.id === id)?.size ?? 1) > 1 }];
  };
  const obey = (verb: AlertVerb, meant: readonly AlertTarget[]) => {
    setAsked(null);
    if (meant.length > 0 && !verbs.isPending) verbs.mutate({ verb, targets: meant }, { onSuccess: () => set(new Map()) });
  };
  const run = (action: "acknowledge" | "resolve") => obey({ action }, targets());
  const ask = (about: Asked["about"]) => {
    const meant = targets();
    if (meant.length > 0) setAsked({ about, targets: meant });
  };
  const chooseFocused = (isRange: boolean) => {
    const id = focusedRowId();
    if (id !== undefined) choose(lines, id, isRange);
  };
  useListKeys();
  useKey("X", "Choose the alert", () => chooseFocused(false));
  useKey("⇧X", "Choose all up to the alert", () => chooseFocused(true));
  useKey("A", "Acknowledge", () => run("acknowledge"));
  useKey("R", "Resolve", () => run("resolve"));
  useKey("Z", "Snooze", () => ask("snooze"));
  useKey("V", "Say what it was", () => ask("verdict"));
  const what = chosen.size === 0 ? "this line" : chosenWords(chosen);
  return (
    <>
      {chosen.size === 0 ? null : (
        <BulkBar
          chosen={chosenWords(chosen)}
          actions={[
            { words: "Acknowledge", icon: <IconCheck size={16} stroke={1.8} />, keys: "A", isUrgent: true, act: () => run("acknowledge") },
            { words: "Resolve", icon: <IconCircleCheck size={16} stroke={1.7} />, keys: "R", isUrgent: true, act: () => run("resolve") },
            { words: "Snooze", icon: <IconClockPause size={16} stroke={1.7} />, keys: "Z", act: () => ask("snooze") },
            { words: "What was it", icon: <IconScale size={16} stroke={1.7} />, keys: "V", act: () => ask("verdict") },
          ]}
          onClear={() => set(new Map())}
        />
      )}
      {asked?.about === "snooze" ? <SnoozeDialog what={what} onChoose={(until) => obey({ action: "snooze", until }, asked.targets)} onClose={() => setAsked(null)} /> : null}
      {asked?.about === "verdict" ? <VerdictDialog what={what} onChoose={(verdict) => obey({ action: "verdict", verdict }, asked.targets)} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
