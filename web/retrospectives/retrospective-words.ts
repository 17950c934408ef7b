import type { RetrospectiveView } from "../../server/features/retrospectives/contract.ts";

/** The stages, as a person goes through them. */
export const stageSteps = [
  { id: "draft", words: "Draft" },
  { id: "review", words: "Review" },
  { id: "approved", words: "Approved" },
  { id: "shared", words: "Shared" },
] as const;

/** `Fri 27 Nov` on the reader's clock. */
export function dayWords(at: string): string {
  return new Date(at).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
}

/** What is missing before it can be approved, in one sentence; null where nothing is. */
export function missingWords({ missing }: Pick<RetrospectiveView, "missing">): string | null {
  if (missing.length === 0) return null;
  const names = missing.map(({ title }) => title);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${list} ${names.length === 1 ? "is" : "are"} still empty.`;
}
