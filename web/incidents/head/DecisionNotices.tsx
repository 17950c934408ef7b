import { Button } from "@mantine/core";
import { IconDiamond } from "@tabler/icons-react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isRunning } from "../room-words.ts";

function LookAgain({ decision }: { decision: IncidentDetail["decisions"][number] }) {
  const looking = useRoomCommand();
  const { entry, text, lookAgainAt } = decision;
  const look = (body: object, said: string) => looking.run({ to: `decisions/${entry}/look`, body }, { onSuccess: () => void toast(said) });
  return (
    <>
      <NoticeBar
        icon={<IconDiamond size={18} stroke={1.6} />}
        title="You wanted to look at this again:"
        text={`“${text ?? "taken out"}” Does it stand? Record another decision on it where it does not.`}
        {...(lookAgainAt === null ? {} : { due: Date.parse(lookAgainAt) })}
        actions={
          <>
            <Button size="xs" variant="default" disabled={looking.isPending} onClick={() => look({}, "It stands.")}>It stands</Button>
            <Button size="xs" variant="subtle" disabled={looking.isPending} onClick={() => look({ lookAgainIn: "30m" }, "It stands for now; you look again in 30 minutes.")}>For now, ask me in 30 min</Button>
          </>
        }
      />
      <ProblemWords problem={looking.error} />
    </>
  );
}

/** Decisions that the reader wanted to look at again by now. */
export function DecisionNotices() {
  const { incident, me, mayWork } = useRoom();
  if (!isRunning(incident) || !mayWork) return null;
  return incident.decisions.filter(({ isDue, decidedBy }) => isDue && decidedBy?.id === me).map((decision) => <LookAgain key={decision.entry} decision={decision} />);
}
