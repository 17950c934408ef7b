import { Button } from "@mantine/core";
import { IconSpeakerphone } from "@tabler/icons-react";
import type { OwedView } from "../../../server/features/communications/contract.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useRoom } from "../room-context.tsx";
import type { Opening } from "../room-dialogs.ts";
import { useOwed } from "../room-queries.ts";
import { owedWords } from "./owed-words.ts";

function Passed({ owed, onOpen }: { owed: OwedView } & Opening) {
  const { me } = useRoom();
  const isUpdate = owed.audiences.length > 0;
  return (
    <NoticeBar
      icon={<IconSpeakerphone size={18} stroke={1.6} />} title={`The update of ${owedWords(owed, me)} has not come yet.`} due={Date.parse(owed.dueAt)}
      text={isUpdate ? "As deputy you may send it too." : "As deputy you may give it too: a note of what you know is it."}
      actions={isUpdate ? <Button size="xs" variant="default" onClick={() => onOpen({ kind: "update" })}>Write it</Button> : undefined}
    />
  );
}

/** To a deputy: which updates they may give too, since their time has passed. */
export function OwedNotices({ onOpen }: Opening) {
  const { me, mayWork } = useRoom();
  const owed = useOwed().data?.items ?? [];
  if (!mayWork) return null;
  const mine = owed.filter(({ standIn }) => standIn !== null && standIn.isDeputy && standIn.id === me);
  return mine.map((one) => <Passed key={`${one.from.role} ${one.person.id} ${one.dueAt}`} owed={one} onOpen={onOpen} />);
}
