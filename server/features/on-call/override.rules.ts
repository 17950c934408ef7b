import type { Because, PersonalOverride, Replacement } from "./schedule.rules.ts";

/** A person on call and what put them there. */
export interface Holder {
  personId: string;
  because: Because;
}

/** Who is on call once the override is applied to those who were. */
export function applyOverride(onCall: readonly Holder[], override: PersonalOverride): readonly Holder[] {
  switch (override.kind) {
    case "add":
      return has(onCall, override.person) ? onCall : [...onCall, holder(override.person, override)];
    case "remove":
      return override.person === null ? [] : without(onCall, override.person);
    case "replace":
      return replace(onCall, override);
  }
}

function replace(onCall: readonly Holder[], override: Replacement): readonly Holder[] {
  const { person, replaces } = override;
  if (replaces === null) return [holder(person, override)];
  const others = without(onCall, replaces);
  if (has(others, person)) return others;
  return onCall.map((one) => (one.personId === replaces ? holder(person, override) : one));
}

function has(onCall: readonly Holder[], personId: string): boolean {
  return onCall.some((one) => one.personId === personId);
}

function without(onCall: readonly Holder[], personId: string): readonly Holder[] {
  return onCall.filter((one) => one.personId !== personId);
}

function holder(personId: string, override: PersonalOverride): Holder {
  return { personId, because: { override: override.id } };
}
