import type { Command } from "commander";
import type { IncidentView } from "../server/features/incidents/contract.ts";
import { apiVerb, connect, type ConnectionOptions } from "./api-client.ts";
import type { Outside } from "./outside.ts";

export interface DeclareOptions extends ConnectionOptions {
  severity?: string;
  priority?: string;
  service?: string[];
  note?: string;
  private?: string;
}

/** `muster declare "TITLE"`: begins an incident. */
export function declareVerb(): Command {
  return apiVerb<DeclareOptions>("declare", (options, outside, [title = ""]) => declare(title, options, outside))
    .description("Declare an incident; whoever looks after its services is paged")
    .argument("<title>", "what is the matter, in a few words")
    .option("--severity <id>", "how bad it is, by the words of your process")
    .option("--priority <id>", "how much it hurries, by the words of your process")
    .option("--service <id...>", "the services that are hit")
    .option("--note <text>", "what you see; the first entry of its timeline")
    .option("--private <reason>", "only whoever is in it sees that there is one");
}

/** Declares, and says its short name, who commands and where it is. Gives the exit code. */
export async function declare(title: string, options: DeclareOptions, outside: Outside): Promise<number> {
  const { severity, priority, service: serviceIds, note, private: reason } = options;
  const api = connect(options, outside);
  try {
    const answer = await api.call({ method: "POST", path: "/api/v1/incidents", body: JSON.stringify({ title, severity, priority, serviceIds, note, ...(reason !== undefined && { privacy: { reason } }) }) });
    const { ref, title: said, commander } = JSON.parse(answer) as IncidentView;
    outside.say(`Declared ${ref}: ${said ?? title}.`);
    outside.say(`${commander.name} commands${commander.isProvisional ? " until somebody takes it" : ""}.`);
    outside.say(`${api.url}/incidents/${ref}`);
    return 0;
  } catch (error) {
    outside.complain((error as Error).message);
    return 1;
  }
}
