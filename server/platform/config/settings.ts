import { hostname } from "node:os";
import { parseNetwork } from "../outgoing/networks.ts";
import { providerSettings, readProviders, type ProviderSettings } from "./provider-settings.ts";

export interface Setting {
  name: string;
  default: string;
  meaning: string;
}

/** Every setting there is. Anything else in the environment is ignored. */
export const settings: readonly Setting[] = [
  { name: "MUSTER_PORT", default: "4600", meaning: "Port of the web UI and the API." },
  { name: "MUSTER_HOST", default: "127.0.0.1", meaning: "Address it listens on." },
  {
    name: "MUSTER_DATA",
    default: "./data",
    meaning:
      "Data directory of the embedded PostgreSQL. Where root's default lies below a directory closed to the user that PostgreSQL runs as, it is /var/lib/muster, said at start.",
  },
  { name: "DATABASE_URL", default: "(embedded)", meaning: "Use this PostgreSQL (15 or newer) instead of the embedded one." },
  { name: "MUSTER_PUBLIC_URL", default: "http://<host>:<port>", meaning: "The address that people and links use." },
  {
    name: "MUSTER_ADMIN_TOKEN",
    default: "(none)",
    meaning: "On an empty database: an API token of the administrator with this value, so that scripts can begin.",
  },
  { name: "MUSTER_SMTP_URL", default: "(none)", meaning: "Outgoing mail, e.g. smtp://user:password@mail.example:587." },
  { name: "MUSTER_MAIL_FROM", default: "muster@<host>", meaning: "Sender of outgoing mail: an address, or a name with the address in <>." },
  {
    name: "MUSTER_MAIL_LISTEN",
    default: "(off)",
    meaning:
      "host:port where incoming mail is taken by SMTP, e.g. 127.0.0.1:2525: mail to report@ becomes a report, mail to <source>.<key>@ an alert. Without signing in, and without encryption unless there is a certificate: let your mail server hand it over.",
  },
  {
    name: "MUSTER_MAIL_CERTIFICATE",
    default: "(none)",
    meaning: "File with the certificate, its chain after it, as PEM, e.g. /etc/muster/mail.pem: with it, incoming mail may come encrypted (STARTTLS). Read at start, with MUSTER_MAIL_KEY.",
  },
  {
    name: "MUSTER_MAIL_KEY",
    default: "(none)",
    meaning: "File with the private key of that certificate as PEM, without a password.",
  },
  {
    name: "MUSTER_SYSLOG_LISTEN",
    default: "(off)",
    meaning: "host:port where syslog is taken by UDP and TCP, e.g. 127.0.0.1:5514. Without encryption: open the port to your own senders alone.",
  },
  ...providerSettings,
  {
    name: "MUSTER_ALLOW_NETWORKS",
    default: "(none)",
    meaning: "Private or loopback networks that outgoing requests may reach, as CIDR separated by commas, e.g. 10.0.0.0/8,fd00::/8.",
  },
  {
    name: "MUSTER_SECRET",
    default: "(made and kept in the data directory)",
    meaning: "Key for signing links and sealing secrets; two nodes need the same.",
  },
  {
    name: "MUSTER_WATCHDOG_TOKEN",
    default: "(none)",
    meaning: "What `muster watchdog` shows when it asks for its pages; the watchdog needs the same. Without it no watchdog is expected. Make one with: openssl rand -hex 32",
  },
];

export interface ListenAddress {
  host: string;
  port: number;
}

/** Where a certificate and its private key lie. */
export interface CertificateFiles {
  certificate: string;
  key: string;
}

export interface Settings extends ProviderSettings {
  port: number;
  host: string;
  dataDirectory: string | null;
  databaseUrl: string | null;
  publicUrl: string;
  adminToken: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  mailListen: ListenAddress | null;
  mailCertificate: CertificateFiles | null;
  syslogListen: ListenAddress | null;
  allowNetworks: string[];
  secret: string | null;
  watchdogToken: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings; throws one error that names each bad one and its mend. */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const port = readPort(environment["MUSTER_PORT"], problems);
  const host = environment["MUSTER_HOST"] || "127.0.0.1";
  const publicUrl = environment["MUSTER_PUBLIC_URL"] || `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  checkUrl("MUSTER_PUBLIC_URL", publicUrl, ["http:", "https:"], problems);
  checkUrl("DATABASE_URL", environment["DATABASE_URL"], ["postgres:", "postgresql:"], problems);
  checkUrl("MUSTER_SMTP_URL", environment["MUSTER_SMTP_URL"], ["smtp:", "smtps:"], problems);
  checkLength("MUSTER_ADMIN_TOKEN", environment["MUSTER_ADMIN_TOKEN"], problems);
  checkLength("MUSTER_SECRET", environment["MUSTER_SECRET"], problems);
  checkLength("MUSTER_WATCHDOG_TOKEN", environment["MUSTER_WATCHDOG_TOKEN"], problems);
  const mailListen = readListen("MUSTER_MAIL_LISTEN", environment["MUSTER_MAIL_LISTEN"], problems);
  const mailCertificate = readCertificateFiles(environment, problems);
  const syslogListen = readListen("MUSTER_SYSLOG_LISTEN", environment["MUSTER_SYSLOG_LISTEN"], problems);
  const providers = readProviders(environment, problems);
  const allowNetworks = readNetworks(environment["MUSTER_ALLOW_NETWORKS"] ?? "", problems);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const given = (name: string) => environment[name] || null;
  return {
    port,
    host,
    dataDirectory: given("MUSTER_DATA"),
    databaseUrl: given("DATABASE_URL"),
    publicUrl: publicUrl.replace(/\/+$/, ""),
    adminToken: given("MUSTER_ADMIN_TOKEN"),
    smtpUrl: given("MUSTER_SMTP_URL"),
    mailFrom: environment["MUSTER_MAIL_FROM"] || `muster@${hostname()}`,
    mailListen,
    mailCertificate,
    syslogListen,
    ...providers,
    allowNetworks,
    secret: given("MUSTER_SECRET"),
    watchdogToken: given("MUSTER_WATCHDOG_TOKEN"),
  };
}

function readPort(text = "4600", problems: string[]): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push(`MUSTER_PORT is "${text}". Give a port from 0 to 65535, e.g. 4600.`);
  return port;
}

/** `127.0.0.1:2525`, `[::1]:2525`, `mail.acme.example:25`. */
export function readListen(name: string, text: string | undefined, problems: string[]): ListenAddress | null {
  if (!text) return null;
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) };
  problems.push(`${name} is "${text}". Write an address and a port, e.g. 127.0.0.1:2525 or [::1]:2525.`);
  return null;
}

function readCertificateFiles(environment: Environment, problems: string[]): CertificateFiles | null {
  const [certificate, key] = [environment["MUSTER_MAIL_CERTIFICATE"], environment["MUSTER_MAIL_KEY"]];
  if (!certificate && !key) return null;
  if (!certificate || !key) problems.push(`${certificate ? "MUSTER_MAIL_KEY" : "MUSTER_MAIL_CERTIFICATE"} is missing. Name the files of both the certificate and its private key, or neither.`);
  else if (!environment["MUSTER_MAIL_LISTEN"]) problems.push("MUSTER_MAIL_CERTIFICATE is set, and no mail is taken. Say where in MUSTER_MAIL_LISTEN, e.g. 127.0.0.1:2525, or leave the certificate out.");
  return { certificate: certificate ?? "", key: key ?? "" };
}

function readNetworks(text: string, problems: string[]): string[] {
  const networks = text.split(",").map((network) => network.trim()).filter(Boolean);
  const wrong = networks.filter((network) => parseNetwork(network) === null);
  problems.push(...wrong.map((network) => `MUSTER_ALLOW_NETWORKS holds "${network}", which is not a network. Write an address and its prefix, e.g. 10.0.0.0/8 or fd00::/8, or a single address.`));
  return networks;
}

export function checkUrl(name: string, text: string | undefined, protocols: string[], problems: string[]): void {
  if (!text) return;
  const isGood = URL.canParse(text) && protocols.includes(new URL(text).protocol);
  if (!isGood) problems.push(`${name} is not an address. It begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}.`);
}

const leastSecretLength = 16;

export function checkLength(name: string, text: string | undefined, problems: string[]): void {
  if (text && text.length < leastSecretLength) problems.push(`${name} is shorter than ${leastSecretLength} characters. Make one with: openssl rand -hex 32`);
}
