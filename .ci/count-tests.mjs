import { readFileSync } from "node:fs";

/** The report of the test run; null where the run ended before it wrote one. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

const report = readReport(process.argv[2]);
const files = report?.testResults ?? [];
const tests = files.flatMap((file) => file.assertionResults.map(({ status, fullName }) => ({ status, name: `${file.name}: ${fullName}` })));
const passed = tests.filter(({ status }) => status === "passed");
const skipped = tests.filter(({ status }) => !["passed", "failed"].includes(status));
const unread = files.filter((file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"));
const failed = tests.length - passed.length - skipped.length + unread.length + (report === null ? 1 : 0);

if (report === null) console.log("The tests ended without a report.");
for (const { name, message } of unread) console.log(`Could not be run: ${name}: ${message || "a hook failed, see above"}`);
for (const { name } of skipped) console.log(`Skipped: ${name}`);
console.log(`${passed.length} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`);
process.exitCode = failed > 0 || passed.length === 0 ? 1 : 0;
