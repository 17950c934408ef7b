import type { OwedView } from "../../../server/features/communications/contract.ts";
import { firstName } from "../room-words.ts";

/** Who owes news to whom: `Farid to executives, customers`, `You to Chidi`. */
export function owedWords({ person, audiences, roles, workstream, isClosing }: OwedView, me: string | null): string {
  const who = `${person.id === me ? "You" : firstName(person.name)}${workstream === null ? "" : ` on ${workstream.name}`}`;
  const people = roles.flatMap((role) => (role.people.length === 0 ? [{ id: role.role, name: role.name }] : role.people));
  const named = people.map(({ id, name }) => (id === me ? "you" : firstName(name)));
  // Commas alone: names of audiences hold an “and” of their own.
  const to = [...new Set([...audiences.map(({ name }) => name), ...named])].join(", ");
  return isClosing ? `${who}, last update to ${to}` : `${who} to ${to}`;
}

/** Who may give it too, once its time has passed: `Ben as deputy may send it`; nothing before. */
export function standInWords({ standIn, audiences }: Pick<OwedView, "standIn" | "audiences">, me: string | null): string | undefined {
  if (standIn === null) return undefined;
  return `${standIn.id === me ? "you" : firstName(standIn.name)}${standIn.isDeputy ? " as deputy" : ""} may ${audiences.length > 0 ? "send" : "give"} it`;
}

/** When its clock began, where it has a rhythm: the fuse burns from there. */
export function owedSince({ dueAt, everySeconds }: Pick<OwedView, "dueAt" | "everySeconds">): number | undefined {
  return everySeconds === null ? undefined : Date.parse(dueAt) - everySeconds * 1_000;
}
