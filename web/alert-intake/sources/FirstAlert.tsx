import { useState } from "react";
import type { DeliveryView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import { Waiting } from "../../design/Waiting.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { counted } from "../alert-rows.ts";
import { sizeWords } from "../size-words.ts";
import classes from "./SourcesScreen.module.css";

export interface FirstAlertProps {
  source: SourceView;
  deliveries: readonly DeliveryView[] | undefined;
}

/** Waits for the first alert and turns green by itself. */
export function FirstAlert({ source, deliveries }: FirstAlertProps) {
  const opened = useOpened();
  const [wasAwaited] = useState(source.firstAlertAt === null);
  if (source.firstAlertAt !== null) return <Came at={Date.parse(source.firstAlertAt)} since={wasAwaited ? opened : null} newest={deliveries?.[0]} />;
  const near = deliveries?.length ?? 0;
  const detail = near === 0 ? "Nothing came so far. This turns green by itself." : `${counted(near, "delivery").replace("deliverys", "deliveries")} came without an alert in ${near === 1 ? "it" : "them"}. This turns green by itself.`;
  return <Waiting title="Waiting for the first alert" detail={detail} since={opened} />;
}

/** Green where it came while one waited; a plain line where it came long before. */
function Came({ at, since, newest }: { at: number; since: number | null; newest: DeliveryView | undefined }) {
  if (since === null) return <p className={classes["note"]}>The first alert came {fullMomentWords(at)}.</p>;
  // A test notification makes no signals, and is proof enough that what the tool sends arrives.
  const isTest = newest !== undefined && newest.signals === 0;
  const detail = newest === undefined ? undefined : isTest ? (newest.note ?? "It pages nobody.") : `${counted(newest.signals, "signal")}, ${sizeWords(newest.size)}.`;
  return <Waiting title={isTest ? "A test came" : "The first alert came"} detail={detail} since={since} doneAt={at} />;
}

/** When this was first looked at, by the server's clock. */
function useOpened(): number {
  const [opened] = useState(useOfNow((now) => now));
  return opened;
}
