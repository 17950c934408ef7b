import { MailRefusal, type MailTaker, type OpenMailboxes } from "../connectors/mail-listener/mail-listener.ts";
import { createAlertMailboxes, type Intake } from "../features/alert-intake/index.ts";
import { takeReportMail } from "../features/incidents/index.ts";
import type { Database } from "../platform/database/database.ts";

/** Who takes mail to which part before the @. */
export function mailTakers(database: Database): Readonly<Record<string, MailTaker>> {
  return {
    report: (mail) => database.transaction((tx) => takeReportMail(tx, { ...mail, attachments: mail.attachments.map(({ name }) => name) })),
  };
}

/** The mailboxes of the sources of alerts. */
export function alertMailboxes(database: Database, intake: Intake): OpenMailboxes {
  const mailboxes = createAlertMailboxes(database, intake);
  return {
    form: "<source>.<key>@ of a source of alerts",
    knows: mailboxes.knows,
    async take(box, mail) {
      const { code, words } = await mailboxes.take(box, mail);
      if (code !== 250) throw new MailRefusal(code, words);
      return words;
    },
  };
}
