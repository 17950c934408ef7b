import { runWeek, type WeekReport } from "./week.ts";

/** Runs the weeks of some seeds over the database of the address and prints a line of JSON for each: `main.ts <url> <from> <to>`. */
const [url = "", from = "1", to = "1"] = process.argv.slice(2);

for (let seed = Number(from); seed <= Number(to); seed += 1) {
  const report: WeekReport = await runWeek(url, seed);
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
