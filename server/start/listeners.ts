import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { listenForMail } from "../connectors/mail-listener/mail-listener.ts";
import { listenForSyslog, type SyslogListener } from "../connectors/syslog-listener/syslog-listener.ts";
import { takeAlertMessage, tellAboutLostMessages } from "../features/alert-intake/index.ts";
import type { CertificateFiles, ListenAddress, Settings } from "../platform/config/settings.ts";
import { alertMailboxes, mailTakers } from "./mail-takers.ts";
import type { Node } from "./node.ts";
import type { Readiness } from "./readiness.ts";

type Intaking = Pick<Node, "database" | "intake">;
type Report = (problem: string, error: unknown) => void;

/** Opens the addresses, other than that of the web, that the settings name; gives what closes them. */
export async function openListeners(settings: Pick<Settings, "mailListen" | "mailCertificate" | "syslogListen" | "publicUrl">, node: Intaking, readiness: Pick<Readiness, "hasBegun">, report: Report): Promise<() => Promise<void>> {
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
async function openMail({ mailListen, mailCertificate, publicUrl }: Pick<Settings, "mailListen" | "mailCertificate" | "publicUrl">, { database, intake }: Intaking, log: Report) {
  const encryption = mailCertificate && (await readCertificate(mailCertificate));
  return mailListen && listenForMail({ ...mailListen, name: new URL(publicUrl).hostname, encryption, takers: mailTakers(database), others: alertMailboxes(database, intake), log });
}

async function readCertificate(files: CertificateFiles): Promise<{ certificate: string; key: string }> {
  const [certificateName, keyName] = [`MUSTER_MAIL_CERTIFICATE names ${files.certificate}, which`, `MUSTER_MAIL_KEY names ${files.key}, which`];
  const certificate = await readNamed(certificateName, files.certificate);
  const key = await readNamed(keyName, files.key);
  const known = attempt(() => new X509Certificate(certificate), `${certificateName} is no certificate. Give one as PEM.`);
  const secret = attempt(() => createPrivateKey(key), `${keyName} is no private key that can be read. Give one as PEM, without a password.`);
  if (!known.checkPrivateKey(secret)) throw new Error(`${keyName} is not the key of the certificate in ${files.certificate}. Give the private key that the certificate was made with.`);
  return { certificate, key };
}

async function readNamed(named: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Error(`${named} cannot be read (${(error as { code?: string }).code ?? "unknown"}). Give the path of a file that Muster may read.`, { cause: error });
  }
}

function attempt<T>(make: () => T, words: string): T {
  try {
    return make();
  } catch (error) {
    throw new Error(words, { cause: error });
  }
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
