import { readFileSync } from "node:fs";
import { relative } from "node:path";

/** The report of the test run; null where the run ended before it wrote one. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** The tests of a file by what became of them. A file that failed as a whole counts as one failure, an empty one as one skipped. */
function outcomesOf({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const tests = assertionResults.map((test) => ({ outcome: test.status, words: `${file}: ${test.fullName}` }));
  if (status === "failed" && !tests.some(({ outcome }) => outcome === "failed")) {
    return [...tests, { outcome: "failed", words: `${file} as a whole: ${message || "a hook failed, see above"}` }];
  }
  return tests.length > 0 ? tests : [{ outcome: "skipped", words: `${file} as a whole` }];
}

const report = readReport(process.argv[2]);
const tests = report?.testResults.flatMap(outcomesOf) ?? [{ outcome: "failed", words: "The tests ended without a report" }];
const passed = tests.filter(({ outcome }) => outcome === "passed");
const failed = tests.filter(({ outcome }) => outcome === "failed");
const skipped = tests.filter(({ outcome }) => outcome !== "passed" && outcome !== "failed");

for (const { words } of skipped) console.log(`Skipped: ${words}`);
for (const { words } of failed) console.log(`Failed: ${words}`);
console.log(`${passed.length} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`);
process.exitCode = failed.length > 0 || passed.length === 0 ? 1 : 0;
