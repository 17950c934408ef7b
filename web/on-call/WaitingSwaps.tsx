import { Button } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { turnWords } from "./swap-words.ts";
import { swapsWaitingFor, useSwaps } from "./use-swaps.ts";

/** Says on the first screen that somebody asks the reader to take a turn, or proposes one. */
export function WaitingSwaps({ me }: { me: string | null }) {
  const { open } = useSwaps(me !== null);
  const [first, ...others] = swapsWaitingFor(open.data?.items ?? [], me);
  if (first === undefined) return null;
  const title = first.isMine ? "A swap is proposed to you" : `${first.giver.name} asks whether you take a turn`;
  return (
    <NoticeBar
      icon={<IconArrowsExchange size={18} stroke={1.6} />}
      title={`${title}:`}
      text={`${turnWords(first.turn)}.${others.length === 0 ? "" : ` ${others.length} more wait.`}`}
      due={Date.parse(first.expiresAt)}
      actions={
        <Button size="xs" variant="default" component={Link} to="/on-call">
          Answer
        </Button>
      }
    />
  );
}
