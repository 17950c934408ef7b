import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";

export interface DeclareSearch {
  title?: string;
  service?: string;
  group?: string;
  report?: string;
}

/** Reads the address from which it was opened: an alert, a service, a report. */
export function readDeclareSearch(raw: Record<string, unknown>): DeclareSearch {
  const names = ["title", "service", "group", "report"] as const;
  return Object.fromEntries(names.flatMap((name) => (typeof raw[name] === "string" && raw[name] !== "" ? [[name, raw[name].slice(0, 300)]] : [])));
}

export interface DeclarationWish {
  title: string;
  serviceIds: string[];
  /** Services whose policy is not paged. */
  notPaged: string[];
  severity: string | null;
  priority: string | null;
  note: string;
  /** An incident template to use; absent in what was begun before there were any. */
  templateId?: string | null;
  /** Left out where everybody sees it. */
  privacy?: PrivacyWish | undefined;
}

/** Why it is private, and who sees it beside whoever is in it. */
export interface PrivacyWish {
  reason: string;
  who: string[];
}

export function emptyDeclaration({ title = "", service }: DeclareSearch): DeclarationWish {
  return { title, serviceIds: service === undefined ? [] : [service], notPaged: [], severity: null, priority: null, note: "", templateId: null };
}

/** Chooses a template, or none: its class is pressed where none was, for whoever declares to see and to change. */
export function chosenIn(wish: DeclarationWish, template: Pick<IncidentTemplateView, "id" | "severity" | "priority"> | null): Partial<DeclarationWish> {
  return { templateId: template?.id ?? null, severity: wish.severity ?? template?.severity?.id ?? null, priority: wish.priority ?? template?.priority?.id ?? null };
}

/** Where a declaration is kept that somebody began: one for each alert, report or service it starts from. */
export function placeOf({ group, report, service }: DeclareSearch): string {
  return `declare/${group ?? report ?? service ?? "new"}`;
}

/** True where it can be sent: it says what happens, and where it is private why. */
export function isReady({ title, privacy }: DeclarationWish): boolean {
  return title.trim() !== "" && privacy?.reason.trim() !== "";
}

/** What is sent; null while something is missing. */
export function bodyOf(wish: DeclarationWish, { group, report }: DeclareSearch): object | null {
  const title = wish.title.trim();
  if (!isReady(wish)) return null;
  return {
    title,
    serviceIds: wish.serviceIds,
    notPaged: wish.notPaged.filter((id) => wish.serviceIds.includes(id)),
    ...(wish.severity === null ? {} : { severity: wish.severity }),
    ...(wish.priority === null ? {} : { priority: wish.priority }),
    ...(wish.note.trim() === "" ? {} : { note: wish.note.trim() }),
    ...(wish.templateId ? { templateId: wish.templateId } : {}),
    ...(wish.privacy === undefined ? {} : { privacy: { reason: wish.privacy.reason.trim(), who: wish.privacy.who } }),
    ...(group === undefined ? {} : { groupIds: [group] }),
    ...(report === undefined ? {} : { reportIds: [report] }),
  };
}
