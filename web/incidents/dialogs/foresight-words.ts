import type { ForesightView } from "../../../server/features/communications/foresight.contract.ts";
import { listWords } from "../room-words.ts";

type Told = Pick<ForesightView, "roles" | "rolesNotRequired" | "paged" | "spared" | "notified" | "toldMore" | "toldLess">;

/** What would follow, a sentence each: who is needed, woken, told. Nothing where nothing follows. */
export function foresightWords({ roles, rolesNotRequired, paged, spared, notified, toldMore, toldLess }: Told): string[] {
  const names = (some: readonly { name: string }[]) => listWords([...new Set(some.map(({ name }) => name))]);
  return [
    ...roles.map(({ name, holder }) => (holder === null ? `${name} is needed, with a holder of its own.` : `${name} is needed; ${holder.name} holds it.`)),
    ...rolesNotRequired.map(({ name }) => `${name} needs no holder of its own any more.`),
    ...byReason(paged).map(({ people, because }) => `${names(people)} ${people.length > 1 ? "are" : "is"} paged, ${because}.`),
    ...(spared.length === 0 ? [] : [`${names(spared)} ${new Set(spared.map(({ name }) => name)).size > 1 ? "are" : "is"} looked for no more.`]),
    ...(notified.length === 0 ? [] : [`${names(notified)} ${notified.length > 1 ? "get" : "gets"} one message.`]),
    ...(toldMore.length === 0 ? [] : [`Told from now on: ${names(toldMore)}.`]),
    ...(toldLess.length === 0 ? [] : [`Told no more: ${names(toldLess)}.`]),
  ];
}

function byReason(paged: Told["paged"]): { because: string; people: { name: string }[] }[] {
  const reasons = [...new Set(paged.map(({ because }) => because))];
  return reasons.map((because) => ({ because, people: paged.filter((one) => one.because === because) }));
}

/** The address that says what another class would change; null where that is no change. */
export function classForesight(path: string, { severity, priority }: { severity: string | null; priority: string | null }): string {
  const query = new URLSearchParams({ change: "class", ...(severity === null ? {} : { severity }), ...(priority === null ? {} : { priority }) });
  return `${path}/foresight?${query.toString()}`;
}

/** The address that says what it would change if these services were hit; null where there are none. */
export function servicesForesight(path: string, serviceIds: readonly string[]): string | null {
  if (serviceIds.length === 0) return null;
  return `${path}/foresight?${new URLSearchParams([["change", "services"], ...serviceIds.map((id) => ["serviceIds", id])]).toString()}`;
}
