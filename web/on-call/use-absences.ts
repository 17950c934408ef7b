import type { AbsenceView } from "../../server/features/on-call/absence.contract.ts";
import { useCommand } from "../api/queries.ts";
import { toast, toastShelf } from "../design/toasts.ts";
import { absenceWords } from "./absence-words.ts";

function wishAgain({ firstDay, lastDay, from, to, reason }: AbsenceView): object {
  return firstDay === null || lastDay === null ? { from, to, reason } : { firstDay, lastDay, reason };
}

/** Adds absences and takes them back; both can be undone from the toast. */
export function useAbsences(me: string) {
  const { mutateAsync: send } = useCommand<AbsenceView>("on-call");
  const path = `/api/v1/people/${me}/absences`;
  const tell = (problem: unknown) => void toastShelf.show({ text: problem instanceof Error ? problem.message : "It could not be done.", look: "sheet", seconds: 12 });
  const add = async (wish: object) => {
    const made = await send({ path, body: wish });
    toast(`You are away ${absenceWords(made)}`, () => void send({ method: "DELETE", path: `${path}/${made.id}` }).catch(tell));
  };
  const remove = (absence: AbsenceView) =>
    void send({ method: "DELETE", path: `${path}/${absence.id}` }).then(() => toast("You are here then", () => void send({ path, body: wishAgain(absence) }).catch(tell)), tell);
  return { add, remove };
}
