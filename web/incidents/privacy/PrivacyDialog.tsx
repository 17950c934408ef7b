import { Modal } from "@mantine/core";
import { useState } from "react";
import type { PrivacyView } from "../../../server/features/incidents/privacy.contract.ts";
import { useAddress } from "../../api/queries.ts";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { PartNotRead } from "../../shell/NotRead.tsx";
import { useRoom } from "../room-context.tsx";
import { MakePrivateForm } from "./MakePrivateForm.tsx";
import { MakePublicForm } from "./MakePublicForm.tsx";
import { NamedPanel } from "./NamedPanel.tsx";

/** Who sees the incident: to make it private, to name more or fewer, to make it everybody's again. */
export function PrivacyDialog({ onClose }: { onClose: () => void }) {
  const { incident, path } = useRoom();
  const { data, error } = useAddress<PrivacyView>("incidents", `${path}/privacy`);
  const [isEnding, setEnding] = useState(false);
  if (data === undefined) {
    return (
      <Modal opened onClose={onClose} title={`Who sees ${incident.ref}`} closeButtonProps={{ "aria-label": "Close" }}>
        {error ? <PartNotRead problem={error} /> : <RowsSkeleton rows={3} />}
      </Modal>
    );
  }
  if (!data.isPrivate) return <MakePrivateForm privacy={data} onClose={onClose} />;
  if (isEnding) return <MakePublicForm privacy={data} onClose={() => setEnding(false)} onDone={onClose} />;
  return <NamedPanel privacy={data} onEnd={() => setEnding(true)} onClose={onClose} />;
}
