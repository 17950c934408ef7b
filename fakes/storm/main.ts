import { openJournal } from "../journal.ts";
import { StormSender, type SenderPlan } from "./sender.ts";
import { summarize, type StormAnswer } from "./storm-answer.ts";

const { journalPath, ...plan } = JSON.parse(process.argv[2] ?? "{}") as SenderPlan & { journalPath: string };
const journal = openJournal<StormAnswer>(journalPath);
const answers: StormAnswer[] = [];
const sender = new StormSender(plan, (answer) => {
  void journal.append(answer);
  answers.push(answer);
});

process.on("SIGTERM", () => { sender.stop(); });
process.stdout.write(`${JSON.stringify({ seed: plan.seed })}\n`);
await sender.run();
await journal.close();
process.stdout.write(`${JSON.stringify({ summary: summarize(plan.seed, sender.sent, answers) })}\n`);
