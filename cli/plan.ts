import type { Command } from "commander";
import { apiVerb } from "./api-client.ts";
import { sendFile, type FileOptions } from "./configuration.ts";

/** `muster plan -f FILE`: what applying the file would change. */
export function planVerb(): Command {
  return apiVerb<FileOptions>("plan", (options, outside) => sendFile(options, outside, true))
    .description("Say what applying a configuration file would change")
    .requiredOption("-f, --file <file>", "the file, YAML or JSON; - for standard input");
}
