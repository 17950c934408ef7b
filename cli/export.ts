import type { Command } from "commander";
import { apiVerb } from "./api-client.ts";
import { exportFile, type ExportOptions } from "./configuration.ts";

/** `muster export`: the configuration as a file. */
export function exportVerb(): Command {
  return apiVerb<ExportOptions>("export", (options, outside) => exportFile(options, outside))
    .description("Write the configuration as a file; secrets as references")
    .option("-o, --output <file>", "where to; standard output where left out");
}
