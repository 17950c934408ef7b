import { Command } from "commander";
import type { AlertDetail, TraceLine } from "../server/features/alert-intake/contract.ts";
import { ApiProblem, apiVerb, connect, type ConnectionOptions } from "./api-client.ts";
import type { Outside } from "./outside.ts";

/** `muster explain alert ID`: every decision about an alert, as it was taken. */
export function explainVerb(): Command {
  const alert = apiVerb<ConnectionOptions>("alert", (options, outside, [id = ""]) => explainAlert(id, options, outside))
    .description("Why an alert paged somebody, or nobody")
    .argument("<id>", "its id, as at the end of its address");
  return new Command("explain").description("Say why something was done or left undone").addCommand(alert);
}

/** Says what was decided about the alert, line by line, oldest first. Gives the exit code. */
export async function explainAlert(id: string, options: ConnectionOptions, outside: Outside): Promise<number> {
  try {
    const alert = JSON.parse(await connect(options, outside).call({ method: "GET", path: `/api/v1/alerts/${encodeURIComponent(id)}` })) as AlertDetail;
    outside.say([headOf(alert), "", ...alert.trace.map(wordLine)].join("\n"));
    return 0;
  } catch (error) {
    const isUnknown = error instanceof ApiProblem && (error.status === 404 || error.status === 400 || error.status === 422);
    outside.complain(isUnknown ? `There is no alert ${id}.` : (error as Error).message);
    return 1;
  }
}

function headOf({ title, status, severity, urgency, serviceName, sourceId, signals }: AlertDetail): string {
  return `${title}\n${[status, severity, `${urgency} urgency`, serviceName ?? "no service", `from ${sourceId}`, `${signals} ${signals === 1 ? "signal" : "signals"}`].join(", ")}`;
}

const signs: Readonly<Record<TraceLine["outcome"], string>> = { passed: " ", sent: ">", held: "x" };

function wordLine({ at, outcome, sentence: { bold, rest } }: TraceLine): string {
  return `${at.replace("T", " ").slice(0, 19)}  ${signs[outcome]} ${bold}${rest === "" ? "" : `: ${rest}`}`;
}
