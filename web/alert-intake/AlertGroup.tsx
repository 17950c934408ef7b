import { memo } from "react";
import type { AlertDetail, AlertView } from "../../server/features/alert-intake/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { type AlertLine, type Chosen, stateKind, toggleMember, wordsApart } from "./alert-rows.ts";
import { AlertRow, FoldButton } from "./AlertRow.tsx";
import classes from "./AlertTable.module.css";

export interface AlertGroupProps {
  line: AlertLine;
  chosen: Chosen;
  me: string | null;
  isOpen: boolean;
  isGone: boolean;
  onFold: (id: string) => void;
  /** Chooses or drops the line, or all from the one touched last. */
  onToggle: (id: string, isRange: boolean) => void;
  onChoose: (chosen: Chosen) => void;
}

/** A group's line, and its alerts below it while it is open; drawn anew only where something about it changed. */
export const AlertGroup = memo(function AlertGroup({ line, chosen, me, isOpen, isGone, onFold, onToggle, onChoose }: AlertGroupProps) {
  const isGroup = line.size > 1;
  return (
    <>
      <AlertRow
        id={line.id}
        alert={line.alert}
        kind={line.kind}
        title={line.alert.title}
        signals={line.signals}
        since={line.since}
        isChosen={chosen.has(line.id)}
        me={me}
        isGone={isGone}
        onChoose={(isRange) => onToggle(line.id, isRange)}
        fold={isGroup ? <FoldButton size={line.size} isOpen={isOpen} onPress={() => onFold(line.id)} /> : undefined}
      />
      {isGroup && isOpen ? <Members line={line} chosen={chosen} me={me} onChoose={onChoose} /> : null}
    </>
  );
});

function Members({ line, chosen, me, onChoose }: Pick<AlertGroupProps, "line" | "chosen" | "me" | "onChoose">) {
  const { data } = useAddress<List<AlertView>>("alerts", `/api/v1/alerts?groupId=${line.id}&limit=200`);
  const told = useAddress<AlertDetail>("alerts", `/api/v1/alerts/${line.alert.id}`).data?.group ?? [];
  const members = data?.items ?? [];
  const words = new Map(told.map((member) => [member.id, wordsApart(member, told)]));
  const ids = members.map((alert) => alert.id);
  if (data === undefined) return <tr className={classes["loading"]} aria-busy="true"><td colSpan={8}>Reading {line.size} alerts …</td></tr>;
  return members.map((alert) => (
    <AlertRow
      key={alert.id}
      id={alert.id}
      alert={alert}
      kind={stateKind(alert)}
      title={words.get(alert.id) ?? alert.title}
      signals={alert.signals}
      since={alert.firstAt}
      isChosen={chosen.has(line.id) || chosen.has(alert.id)}
      me={me}
      isMember
      onChoose={() => onChoose(toggleMember(chosen, line.id, alert.id, ids))}
    />
  ));
}
