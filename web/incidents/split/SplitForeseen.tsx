import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SplitForesightView } from "../../../server/features/incidents/split.contract.ts";
import { type ApiProblem, command } from "../../api/client.ts";
import classes from "../dialogs/Dialogs.module.css";
import { useRoom } from "../room-context.tsx";
import { splitWords } from "./split-wish.ts";

const choosingPause = 250;

/** What the split would come to, from the very command tried and taken back; asked shortly after somebody stops choosing. */
export function useSplitForesight(body: object | null) {
  const { path } = useRoom();
  const [settled] = useDebouncedValue(body === null ? null : JSON.stringify(body), choosingPause);
  return useQuery<SplitForesightView, ApiProblem>({
    queryKey: ["split-preview", path, settled],
    queryFn: () => command<SplitForesightView>("POST", `${path}/split/preview`, JSON.parse(settled ?? "{}") as object),
    enabled: settled !== null,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}

/** Exactly what will happen, or the reason why not. */
export function SplitForeseen({ foresight }: { foresight: ReturnType<typeof useSplitForesight> }) {
  const { incident, me } = useRoom();
  const { data, error, isFetching, isPlaceholderData } = foresight;
  if (error !== null) return <p className={classes["refused"]} role="alert">{error.message}</p>;
  return (
    <section className={classes["foreseen"]} aria-label="What will happen" aria-live="polite" aria-busy={isPlaceholderData}>
      <h3>What will happen</h3>
      {data === undefined ? <p className={classes["small"]}>{isFetching ? "Looking …" : "Choose what goes; who commands what, which searches go on and who is paged stands here first."}</p> : <ul>{splitWords(data, incident.ref, me).map((words) => <li key={words}>{words}</li>)}</ul>}
    </section>
  );
}
