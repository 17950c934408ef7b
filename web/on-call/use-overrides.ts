import type { OverrideView } from "../../server/features/on-call/contract.ts";
import type { OverrideOutcomeView } from "../../server/features/on-call/override.contract.ts";
import { useCommand } from "../api/queries.ts";
import { toast, toastShelf } from "../design/toasts.ts";
import { fullMomentWords } from "../design/wording.ts";
import { namesOf } from "./together.ts";

function said({ override }: OverrideOutcomeView, me: string | null, timezone: string): string {
  const times = `from ${fullMomentWords(Date.parse(override.from), timezone)} to ${fullMomentWords(Date.parse(override.to), timezone)}`;
  if (override.kind === "temporary") return `Other shifts hold ${times}`;
  const who = namesOf([{ personId: override.personId ?? "", name: override.name ?? "Nobody" }], me);
  return `${who} ${who === "You" ? "are" : "is"} on call ${times}`;
}

function wishAgain({ kind, personId, replacesId, shifts, from, to, reason }: OverrideView): object {
  if (kind === "temporary") return { kind, shifts: shifts.map((shift) => ({ personId: shift.personId, from: shift.from, to: shift.to })), from, to, reason };
  return { kind, personId, ...(kind === "replace" ? { replacesId } : {}), from, to, reason };
}

/** Makes and takes back overrides of one schedule; each can be undone from its toast. */
export function useOverrides(scheduleId: string, timezone: string, me: string | null) {
  const { mutateAsync: send, isPending } = useCommand<OverrideOutcomeView>("on-call");
  const path = `/api/v1/schedules/${scheduleId}/overrides`;

  const remove = async (id: string) => {
    await send({ method: "DELETE", path: `${path}/${id}` });
  };
  const sayProblem = (problem: unknown) =>
    void toastShelf.show({ text: problem instanceof Error ? problem.message : "It could not be undone.", look: "sheet", seconds: 12 });
  const make = async (wish: object) => {
    const outcome = await send({ path, body: wish });
    toast(said(outcome, me, timezone), () => void remove(outcome.override.id).catch(sayProblem));
    return outcome;
  };
  const takeBack = async (override: OverrideView) => {
    try {
      await remove(override.id);
      toast("The override is taken back", () => void send({ path, body: wishAgain(override) }).catch(sayProblem));
    } catch (problem) {
      sayProblem(problem);
    }
  };
  return { make, takeBack, isPending };
}
