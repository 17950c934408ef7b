import type { Command } from "commander";
import { apiVerb } from "./api-client.ts";
import { sendFile, type FileOptions } from "./configuration.ts";

/** `muster apply -f FILE`: makes a running Muster what the file says. */
export function applyVerb(): Command {
  return apiVerb<FileOptions>("apply", (options, outside) => sendFile(options, outside, false))
    .description("Apply a configuration file, whole or not at all")
    .requiredOption("-f, --file <file>", "the file, YAML or JSON; - for standard input");
}
