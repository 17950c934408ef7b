import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { PersonShiftView } from "../../server/features/on-call/contract.ts";
import type { SwapView } from "../../server/features/on-call/swap.contract.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import { PartNotRead } from "../shell/NotRead.tsx";
import { CoverDialog } from "./CoverDialog.tsx";
import { ReturnDialog } from "./ReturnDialog.tsx";
import { AskedCard, OverLine, OwnCard } from "./SwapCard.tsx";
import classes from "./Swaps.module.css";
import type { Reader } from "./use-reader.ts";
import { swapsWaitingFor, useSwaps, useSwapVerbs } from "./use-swaps.ts";

const weekOf = 7 * 86_400_000;
const mostOver = 3;

function Lists({ open, over, me, onPropose }: { open: readonly SwapView[]; over: readonly SwapView[]; me: string | null; onPropose: (swap: SwapView) => void }) {
  const verbs = useSwapVerbs();
  if (open.length === 0 && over.length === 0) {
    return <p className={classes["text"]}>Nothing waits for an answer. You can offer any of your turns, or a part of one; it stays yours until somebody says yes.</p>;
  }
  return (
    <ul className={classes["list"]}>
      {open.map((swap) => (swap.isMine ? <OwnCard key={swap.id} swap={swap} verbs={verbs} /> : <AskedCard key={swap.id} swap={swap} me={me} verbs={verbs} onPropose={onPropose} />))}
      {over.map((swap) => (
        <OverLine key={swap.id} swap={swap} />
      ))}
    </ul>
  );
}

function waitingWords(waiting: number): string | undefined {
  if (waiting === 0) return undefined;
  return waiting === 1 ? "one waits for your answer" : `${waiting} wait for your answer`;
}

export interface SwapsPartProps {
  reader: Reader;
  myShifts: readonly PersonShiftView[];
  /** Above the calendar where something waits for the reader, else below it. */
  place: "above" | "below";
}

/** Turns the reader would like to give, and those others ask them to take. */
export function SwapsPart({ reader, myShifts, place }: SwapsPartProps) {
  const { personId: me, mayRespond } = reader;
  const { open, over } = useSwaps(mayRespond && me !== null);
  const [isAsking, setAsking] = useState(false);
  const [proposing, setProposing] = useState<SwapView | null>(null);
  const since = useOfNow((now) => Math.floor(now / weekOf) * weekOf - weekOf);
  if (!mayRespond || me === null) return null;
  const lately = (over.data?.items ?? []).filter(({ settledAt, expiresAt }) => Date.parse(settledAt ?? expiresAt) > since).slice(0, mostOver);
  const shown = open.data?.items;
  const waiting = swapsWaitingFor(shown ?? [], me).length;
  if (place !== (waiting > 0 ? "above" : "below")) return null;
  return (
    <Section
      title="Swaps and cover"
      count={waitingWords(waiting)}
      rule="line"
      side={<Link to="/on-call/away">When I am away</Link>}
    >
      {shown === undefined ? (open.error ? <PartNotRead problem={open.error} /> : null) : <Lists open={shown} over={lately} me={me} onPropose={setProposing} />}
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" disabled={myShifts.length === 0} onClick={() => setAsking(true)}>
          Ask somebody to take a turn of mine
        </Button>
      </div>
      {isAsking ? <CoverDialog shifts={myShifts} onClose={() => setAsking(false)} /> : null}
      {proposing === null ? null : <ReturnDialog swap={proposing} shifts={myShifts} onClose={() => setProposing(null)} />}
    </Section>
  );
}
