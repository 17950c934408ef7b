import { Button } from "@mantine/core";
import type { SwapView } from "../../server/features/on-call/swap.contract.ts";
import { Clock } from "../design/Clock.tsx";
import { askedWords, outcomeWords, turnWords } from "./swap-words.ts";
import classes from "./Swaps.module.css";
import type { useSwapVerbs } from "./use-swaps.ts";

export interface SwapCardProps {
  swap: SwapView;
  me: string | null;
  verbs: ReturnType<typeof useSwapVerbs>;
  onPropose: (swap: SwapView) => void;
}

function InReturn({ swap }: { swap: SwapView }) {
  if (swap.back === null) return null;
  const who = swap.isMine ? "You take" : `${swap.giver.name} takes`;
  return (
    <p className={classes["text"]}>
      {who} in return: {turnWords(swap.back)}
    </p>
  );
}

/** Somebody asks the reader: what, until when, and the three answers. */
export function AskedCard({ swap, me, verbs, onPropose }: SwapCardProps) {
  const own = swap.asks.find(({ personId }) => personId === me);
  const say = verbs.say;
  return (
    <li className={classes["swap"]} data-waits={own?.status === "asked" || undefined}>
      <p className={classes["title"]}>{swap.giver.name} asks whether you take a turn</p>
      <p className={classes["text"]}>{turnWords(swap.turn)}</p>
      <InReturn swap={swap} />
      {swap.note === null ? null : <p className={classes["text"]}>“{swap.note}”</p>}
      <p className={classes["small"]}>
        {own?.status === "declined" ? "You said that you cannot. " : null}
        {own?.status === "proposed" && own.back !== null ? `You proposed in return: ${turnWords(own.back)}. ` : null}
        Your clock; the schedule’s is {swap.turn.timezone}. Open <Clock due={Date.parse(swap.expiresAt)} />
      </p>
      <div className={classes["buttons"]}>
        <Button size="xs" loading={verbs.isPending} onClick={() => void say(swap, { answer: "accept" }, `You take ${swap.giver.name}’s turn`)}>
          I take it
        </Button>
        {own?.status === "asked" ? (
          <>
            <Button size="xs" variant="default" onClick={() => onPropose(swap)}>
              Only for one of mine
            </Button>
            <Button size="xs" variant="default" onClick={() => void say(swap, { answer: "decline" }, `${swap.giver.name} is told that you cannot`)}>
              I cannot
            </Button>
          </>
        ) : (
          <Button size="xs" variant="default" onClick={() => void say(swap, { answer: "withdraw" }, "Your answer is taken back")}>
            Take my answer back
          </Button>
        )}
      </div>
    </li>
  );
}

/** What the reader asks of others: who said what, proposals to say yes to, and the way back. */
export function OwnCard({ swap, verbs }: Omit<SwapCardProps, "me" | "onPropose">) {
  const proposals = swap.asks.filter(({ status }) => status === "proposed");
  return (
    <li className={classes["swap"]} data-waits={proposals.length > 0 || undefined}>
      <p className={classes["title"]}>You would like to give {turnWords(swap.turn)}</p>
      <InReturn swap={swap} />
      <p className={classes["small"]}>
        {askedWords(swap)}. Open <Clock due={Date.parse(swap.expiresAt)} />
      </p>
      {proposals.map(({ personId, name, back }) =>
        back === null ? null : (
          <div key={personId} className={classes["row"]}>
            <p className={classes["text"]}>
              {name} takes it if you take {turnWords(back)}
            </p>
            <Button size="xs" onClick={() => void verbs.say(swap, { answer: "accept-proposal", personId }, `You and ${name} have swapped`)}>
              Swap with {name}
            </Button>
          </div>
        ),
      )}
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => void verbs.say(swap, { answer: "withdraw" }, "Withdrawn. You keep the turn")}>
          Withdraw
        </Button>
      </div>
    </li>
  );
}

/** What became of a swap, in one line. */
export function OverLine({ swap }: { swap: SwapView }) {
  return (
    <li className={classes["row"]}>
      <div>
        <p>{turnWords(swap.turn)}</p>
        <p className={classes["small"]}>{outcomeWords(swap)}</p>
      </div>
    </li>
  );
}
