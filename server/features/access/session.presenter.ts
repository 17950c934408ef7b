import type { Role } from "../../values/permission.ts";
import type { Person } from "../directory/index.ts";
import type { Session } from "./contract.ts";

export function presentPerson(person: Person, role: Role): Session {
  return { personId: person.id, name: person.name, email: person.email, timezone: person.timezone, role };
}

/** A program that came by a token: it has a name and a role, and is nobody. */
export function presentProgram(tokenName: string, role: Role): Session {
  return { personId: null, name: tokenName, email: null, timezone: null, role };
}
