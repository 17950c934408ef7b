import { readFileSync } from "node:fs";
import { readSource } from "../config-document/read-source.ts";

/** The `process:` of the example organization as it stands in the file, with lines replaced where a test wants another. */
export function acmeProcess(...replaced: [line: string, instead: string][]): unknown {
  const text = replaced.reduce((before, [line, instead]) => {
    if (!before.includes(line)) throw new Error(`The example has no ${line}`);
    return before.replace(line, instead);
  }, readFileSync("examples/acme.yaml", "utf8"));
  return (readSource(text, "yaml") as { value: { process: unknown } }).value.process;
}
