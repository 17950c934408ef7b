import { createHash } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import { isRefusal } from "../../values/refusal.ts";
import { cut } from "../../values/text.ts";
import { takeReport } from "./report.commands.ts";
import { findReportOfMail } from "./report.queries.ts";

/** What a report needs of a mail. */
export interface ReportMail {
  from: string | null;
  subject: string;
  text: string;
  /** Names of what came with it. */
  attachments: readonly string[];
  messageId: string | null;
}

const longest = 10_000;
const longestNames = 1_000;
const longestReporter = 200;

/** Makes a report of a mail, and gives the words of the receipt. A mail that comes again is the same report. */
export async function takeReportMail(tx: Tx, mail: ReportMail): Promise<string> {
  const mailKey = mail.messageId === null ? null : createHash("sha256").update(mail.messageId).digest();
  const before = mailKey && (await findReportOfMail(tx, mailKey));
  if (before) return receiptOf(before.number);
  const reporter = mail.from === null ? null : cut(mail.from, longestReporter);
  const taken = await takeReport(tx, { cameBy: "mail", what: wordsOf(mail), where: null, serviceId: null, since: null, reporter, mailKey });
  if (isRefusal(taken)) throw new Error(taken.reason);
  return receiptOf(taken.number);
}

function receiptOf(number: number): string {
  return `Thank you: report ${number}`;
}

/** Subject, text, and the names of what was attached, which is not kept. */
function wordsOf({ subject, text, attachments }: ReportMail): string {
  const names = attachments.length === 0 ? [] : [cut(`Attached to the mail and not kept: ${attachments.join(", ")}`, longestNames)];
  const said = [subject.trim(), text.trim()].filter((part) => part !== "").join("\n\n");
  const room = longest - names.join("").length - 2;
  return [cut(said || "(The mail was empty.)", room), ...names].join("\n\n");
}
