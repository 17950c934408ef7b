import type { MailTaker } from "../connectors/mail-listener/mail-listener.ts";
import { takeReportMail } from "../features/incidents/index.ts";
import type { Database } from "../platform/database/database.ts";

/** Who takes mail to which part before the @. */
export function mailTakers(database: Database): Readonly<Record<string, MailTaker>> {
  return {
    report: (mail) => database.transaction((tx) => takeReportMail(tx, mail)),
  };
}
