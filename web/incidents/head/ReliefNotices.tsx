import { Button } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import { wantedWords } from "../people/relief-words.ts";
import { useMarks } from "../several/use-holdings.ts";
import { useRoom } from "../room-context.tsx";
import type { Opening } from "../room-dialogs.ts";
import { useRoomCommand } from "../room-queries.ts";
import { firstName, isRunning } from "../room-words.ts";

type Wanted = IncidentDetail["relief"][number];

function ReliefNotice({ wanted, onOpen }: { wanted: Wanted } & Opening) {
  const { me } = useRoom();
  const asking = useRoomCommand();
  const title = useOfNow((now) => wantedWords(wanted, me, now).title);
  const mark = useMarks().get(wanted.successor?.id ?? "");
  const text = useOfNow((now) => `${wantedWords(wanted, me, now).text}${mark === undefined ? "" : ` They are ${mark}.`}`);
  const { role, person, successor, dueAt } = wanted;
  const ask = () =>
    asking.run({ to: "relief/successor", body: { role, fromPersonId: person.id, toPersonId: successor?.id } }, { onSuccess: () => void toast(`${successor?.name ?? ""} is paged, and gets the brief. Until they accept, nothing changes.`) });
  return (
    <>
      <NoticeBar
        icon={<IconArrowsExchange size={18} stroke={1.6} />} title={title} text={text} {...(dueAt === null ? {} : { due: Date.parse(dueAt) })}
        actions={
          <>
            {successor === null ? null : <Button size="xs" variant="default" loading={asking.isPending} onClick={ask}>Ask {firstName(successor.name)}</Button>}
            <Button size="xs" variant="subtle" onClick={() => onOpen({ kind: "hand over", role })}>Ask somebody else</Button>
          </>
        }
      />
      <ProblemWords problem={asking.error} />
    </>
  );
}

/** To the holder and the commander: who is to be relieved, and whom to ask; gone once somebody is asked. */
export function ReliefNotices({ onOpen }: Opening) {
  const { incident, me } = useRoom();
  if (!isRunning(incident)) return null;
  const mine = incident.relief.filter(({ person, role }) => (person.id === me || incident.commander.id === me) && !incident.handovers.some((handover) => handover.role === role && handover.from.id === person.id));
  return mine.map((wanted) => <ReliefNotice key={`${wanted.role} ${wanted.person.id}`} wanted={wanted} onOpen={onOpen} />);
}
