import type { Opened } from "../room-dialogs.ts";
import { SentUpdate } from "../update/SentUpdate.tsx";
import { UpdateDialog } from "../update/UpdateDialog.tsx";
import { SplitDialog } from "../split/SplitDialog.tsx";
import { UseTemplateDialog } from "../templates/UseTemplateDialog.tsx";
import { BriefDialog } from "../brief/BriefDialog.tsx";
import { AheadDialog } from "./AheadDialog.tsx";
import { PrivacyDialog } from "../privacy/PrivacyDialog.tsx";
import { ClassDialog } from "./ClassDialog.tsx";
import { ConductDialog } from "./ConductDialog.tsx";
import { DeputyDialog } from "./DeputyDialog.tsx";
import { EscalateDialog, ExpertsDialog } from "./EscalateDialog.tsx";
import { EvidenceOfDialog } from "./EvidenceOfDialog.tsx";
import { FactsDialog } from "./FactsDialog.tsx";
import { HandoverDialog } from "./HandoverDialog.tsx";
import { ImpactDialog } from "./ImpactDialog.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { MilestonesDialog } from "./MilestonesDialog.tsx";
import { RelateDialog } from "./RelateDialog.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { RedactDialog } from "./RedactDialog.tsx";
import { WorkstreamDialog } from "./WorkstreamDialog.tsx";
import { WriteDialog } from "./WriteDialog.tsx";

export interface RoomDialogsProps {
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
}

/** What is open over the room. */
export function RoomDialogs({ opened, onOpen }: RoomDialogsProps) {
  const onClose = () => onOpen(null);
  if (opened === null) return null;
  switch (opened.kind) {
    case "class":
      return <ClassDialog onClose={onClose} />;
    case "escalate":
      return <EscalateDialog onClose={onClose} />;
    case "experts":
      return <ExpertsDialog onClose={onClose} />;
    case "hand over":
      return <HandoverDialog role={opened.role} onClose={onClose} />;
    case "deputy":
      return <DeputyDialog role={opened.role} onClose={onClose} />;
    case "workstream":
      return <WorkstreamDialog onClose={onClose} />;
    case "ahead":
      return <AheadDialog onClose={onClose} />;
    case "conduct":
      return <ConductDialog onClose={onClose} />;
    case "brief":
      return <BriefDialog onClose={onClose} />;
    case "update":
      return <UpdateDialog onClose={onClose} />;
    case "impact":
      return <ImpactDialog onClose={onClose} />;
    case "facts":
      return <FactsDialog onClose={onClose} />;
    case "milestones":
      return <MilestonesDialog onClose={onClose} />;
    case "template":
      return <UseTemplateDialog onClose={onClose} />;
    case "privacy":
      return <PrivacyDialog onClose={onClose} />;
    case "merge":
      return <MergeDialog onClose={onClose} />;
    case "relate":
      return <RelateDialog onClose={onClose} />;
    case "split":
      return <SplitDialog onClose={onClose} />;
    case "cancel":
    case "reopen":
      return <ReasonDialog verb={opened.kind} onClose={onClose} />;
    case "write":
      return <WriteDialog start={opened.beginning} onOpen={onOpen} onClose={onClose} />;
    case "sent update":
      return <SentUpdate updateId={opened.updateId} onClose={onClose} />;
    case "evidence of":
      return <EvidenceOfDialog entry={opened.entry} onClose={onClose} />;
    case "redact":
      return <RedactDialog entry={opened.entry} onClose={onClose} />;
  }
}
