import type { Command } from "commander";
import type { CoverageFindingView, CoverageView } from "../server/features/escalation/coverage.contract.ts";
import { weights } from "../server/features/escalation/coverage-facts.rules.ts";
import { apiVerb, connect, type ConnectionOptions } from "./api-client.ts";
import { weightWords, wordFinding } from "./coverage-words.ts";
import type { Outside } from "./outside.ts";

export interface CheckOptions extends ConnectionOptions {
  days?: string;
  json?: boolean;
}

/** `muster check`: whether somebody will answer in the days to come. */
export function checkVerb(): Command {
  return apiVerb<CheckOptions>("check", checkCoverage)
    .description("Say where paging would break in the days to come; ends with 1 where it would")
    .option("--days <days>", "how many days from now on, up to 366", "90")
    .option("--json", "the report as the API answers it");
}

/** Tells the findings, the gravest first. Gives the exit code: 1 where something breaks paging. */
export async function checkCoverage(options: CheckOptions, outside: Outside): Promise<number> {
  try {
    const { url, call } = connect(options, outside);
    const text = await call({ method: "GET", path: `/api/v1/coverage?days=${encodeURIComponent(options.days ?? "90")}` });
    const report = JSON.parse(text) as CoverageView;
    outside.say(options.json ? JSON.stringify(report, null, 2) : wordReport(report, url));
    return report.findings.some(({ weight }) => weight === "breaks") ? 1 : 0;
  } catch (error) {
    outside.complain((error as Error).message);
    return 1;
  }
}

function wordReport({ from, to, findings, policies }: CoverageView, url: string): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const span = days === 1 ? "the next day" : `the next ${days} days`;
  if (findings.length === 0) return `Somebody answers every page in ${span}: ${policies.length === 1 ? "1 policy" : `${policies.length} policies`} checked.`;
  const parts = weights.flatMap((weight) => {
    const own = findings.filter((finding) => finding.weight === weight);
    return own.length === 0 ? [] : [`${weightWords[weight]}: ${own.length}`, ...own.map((finding) => wordWithMend(finding, url)), ""];
  });
  return [...parts, `${findings.length === 1 ? "1 finding" : `${findings.length} findings`} in ${span}.`].join("\n");
}

function wordWithMend(finding: CoverageFindingView, url: string): string {
  const [first] = finding.occurrences;
  return `${wordFinding({ ...finding, first: first ?? null })}\n    ${finding.mend.words}: ${url}${finding.mend.link}`;
}
