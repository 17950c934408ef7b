import { listenForMail } from "../connectors/mail-listener/mail-listener.ts";
import { listenForSyslog, type SyslogListener } from "../connectors/syslog-listener/syslog-listener.ts";
import { takeAlertMessage, tellAboutLostMessages } from "../features/alert-intake/index.ts";
import type { ListenAddress, Settings } from "../platform/config/settings.ts";
import { alertMailboxes, mailTakers } from "./mail-takers.ts";
import type { Node } from "./node.ts";
import type { Readiness } from "./readiness.ts";

type Intaking = Pick<Node, "database" | "intake">;
type Report = (problem: string, error: unknown) => void;

/** Opens the addresses, other than that of the web, that the settings name; gives what closes them. */
export async function openListeners(settings: Pick<Settings, "mailListen" | "syslogListen" | "publicUrl">, node: Intaking, readiness: Pick<Readiness, "hasBegun">, report: Report): Promise<() => Promise<void>> {
  const mail = await openMail(settings, node, report);
  try {
    const syslog = settings.syslogListen && (await openSyslog(settings.syslogListen, node, readiness, report));
    return async () => void (await Promise.all([mail?.close(), syslog?.close()]));
  } catch (error) {
    await mail?.close();
    throw error;
  }
}

/** Mail that comes before the database is ready is refused for the moment: its sender keeps it and tries again. */
async function openMail({ mailListen, publicUrl }: Pick<Settings, "mailListen" | "publicUrl">, { database, intake }: Intaking, log: Report) {
  return mailListen && listenForMail({ ...mailListen, name: new URL(publicUrl).hostname, takers: mailTakers(database), others: alertMailboxes(database, intake), log });
}

/** Messages that come before the database is ready wait until it is. */
async function openSyslog(address: ListenAddress, { database, intake }: Intaking, readiness: Pick<Readiness, "hasBegun">, log: Report): Promise<SyslogListener> {
  return listenForSyslog({
    ...address,
    take: async (message, size) => (readiness.hasBegun() ? takeAlertMessage(intake, message, size) : "later"),
    async tell(losses) {
      log("Syslog messages were lost.", losses);
      await database.transaction((tx) => tellAboutLostMessages(tx, losses));
    },
    log,
  });
}
