import { ask, signIn, type Hands, type Player } from "./hands.ts";

/** Who acts in the story, by what they are to the organization at this moment. */
export interface Cast {
  /** On call for the storefront, and who is asked next. */
  first: Player;
  second: Player;
  payments: Player;
  commander: Player;
  communicator: Player;
  manager: Player;
  executive: Player;
}

interface OnCall {
  items: { scheduleId: string; people: { personId: string; name: string }[] }[];
}

const manager = { id: "grete", name: "Grete" };
const executive = { id: "hana", name: "Hana" };

export interface Entrance {
  /** Everybody's, so that a viewer can sign in as one of them. */
  password: string;
  executiveRole: "manager" | "administrator";
}

/** Finds who is on call, and signs everybody in, each with a session of their own. */
export async function gatherCast(hands: Hands, { password, executiveRole }: Entrance): Promise<Cast> {
  const { items } = await ask<OnCall>(hands, null, "GET", "/api/v1/on-call");
  const roles = { [manager.id]: "manager", [executive.id]: executiveRole };
  const entering = new Map<string, Promise<Player>>();
  const enter = (person: Person): Promise<Player> => {
    const entrance = entering.get(person.id) ?? signIn(hands, person, roles[person.id] ?? "responder", password);
    entering.set(person.id, entrance);
    return entrance;
  };
  const onCall = (scheduleId: string) => enter(whoIsOnCall(items, scheduleId));
  return {
    first: await onCall("web-primary"),
    second: await onCall("web-secondary"),
    payments: await onCall("payments-primary"),
    commander: await onCall("commanders"),
    communicator: await onCall("communicators"),
    manager: await enter(manager),
    executive: await enter(executive),
  };
}

type Person = Omit<Player, "cookie">;

function whoIsOnCall(items: OnCall["items"], scheduleId: string): Person {
  const person = items.find((item) => item.scheduleId === scheduleId)?.people[0];
  if (!person) throw new Error(`Nobody is on call by the schedule ${scheduleId}.`);
  return { id: person.personId, name: person.name.split(" ")[0] ?? person.name };
}
