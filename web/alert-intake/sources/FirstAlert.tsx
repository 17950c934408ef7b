import { useState } from "react";
import type { DeliveryView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import { Waiting } from "../../design/Waiting.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { counted } from "../alert-rows.ts";
import { sizeWords } from "../size-words.ts";

export interface FirstAlertProps {
  source: SourceView;
  deliveries: readonly DeliveryView[] | undefined;
}

/** Waits for the first alert and turns green by itself. */
export function FirstAlert({ source, deliveries }: FirstAlertProps) {
  const opened = useOpened();
  if (source.firstAlertAt !== null) {
    const came = Date.parse(source.firstAlertAt);
    const newest = deliveries?.[0];
    return (
      <Waiting
        title="The first alert came"
        detail={newest === undefined ? undefined : `Last: ${counted(newest.signals, "signal")}, ${sizeWords(newest.size)}.`}
        since={Math.min(opened, came)}
        doneAt={came}
      />
    );
  }
  const near = deliveries?.length ?? 0;
  const detail = near === 0 ? "Nothing came so far. This turns green by itself." : `${counted(near, "delivery").replace("deliverys", "deliveries")} came without an alert in ${near === 1 ? "it" : "them"}. This turns green by itself.`;
  return <Waiting title="Waiting for the first alert" detail={detail} since={opened} />;
}

/** When this was first looked at, by the server's clock. */
function useOpened(): number {
  const [opened] = useState(useOfNow((now) => now));
  return opened;
}
