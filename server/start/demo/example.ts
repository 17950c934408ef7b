import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../platform/package/package-root.ts";

const day = 86_400_000;

/** Applies the example organization. Its turns begin this week, so that the same people are on call whenever one looks. */
export async function applyExample(url: string, token: string): Promise<void> {
  const example = await readFile(join(packageRoot, "examples", "acme.yaml"), "utf8");
  const body = example.replaceAll("2026-11-02T", `${mondayBefore(Date.now())}T`);
  const answer = await fetch(`${url}/api/v1/config`, { method: "PUT", body, headers: { authorization: `Bearer ${token}`, "content-type": "application/yaml" } });
  if (!answer.ok) throw new Error(`The example organization was refused: ${await answer.text()}`);
}

/** The last Monday whose nine o'clock is over. */
function mondayBefore(now: number): string {
  const nine = new Date(now - 9 * 3_600_000);
  const sinceMonday = (nine.getUTCDay() + 6) % 7;
  return new Date(nine.getTime() - sinceMonday * day).toISOString().slice(0, 10);
}
