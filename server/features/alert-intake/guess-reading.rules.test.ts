import { describe, expect, it } from "vitest";
import { unwrapped } from "./adapters/unwrapping.adapter.ts";
import { readThing } from "./guess-reading.rules.ts";
import type { Severity } from "./signal.rules.ts";

interface Row {
  what: string;
  title: string;
  severity?: Severity;
  body: unknown;
  /** What differs where it is over. */
  over?: unknown;
  /** What differs where it is of something else. */
  other?: unknown;
}

const rows: Row[] = [
  { what: "form with JSON in it, sent as text", title: "HTTP retrieval failure of https://voice.example/ivr", severity: "high", body: "AccountSid=AC5ef8&Sid=NO1001&Timestamp=2026-11-21T08%3A02%3A11.311Z&Level=ERROR&PayloadType=application%2Fjson&Payload=%7B%22resource_sid%22%3A%22CA2001%22%2C%22error_code%22%3A%2211200%22%2C%22more_info%22%3A%7B%22Msg%22%3A%22HTTP+retrieval+failure+of+https%3A%2F%2Fvoice.example%2Fivr%22%7D%7D" },
  { what: "form of a script, sent as text", title: "Access denied for user backup", body: "script=nightly.sh&host=files01&job=mysql-dump&result=FAILED&exitcode=2&msg=Access+denied+for+user+backup", over: "script=nightly.sh&host=files01&job=mysql-dump&result=OK&exitcode=0&msg=dump+finished%2C+4.2+GB", other: "script=nightly.sh&host=files02&job=mysql-dump&result=FAILED&exitcode=2&msg=Access+denied+for+user+backup" },
  { what: "text of fields", title: "[CRITICAL] disk space on files01", severity: "critical", body: "Subject: [CRITICAL] disk space on files01\nHost: files01\nCheck: disk /var\nStatus: CRITICAL\nTime: 2026-11-21 08:02:11\n", over: "Subject: [OK] disk space on files01\nHost: files01\nCheck: disk /var\nStatus: OK\nTime: 2026-11-21 08:12:11\n", other: "Subject: [CRITICAL] disk space on files01\nHost: files01\nCheck: disk /srv\nStatus: CRITICAL\nTime: 2026-11-21 08:02:11\n" },
  { what: "mail with a head and a text", title: "[Failed] Daily VMs", body: "Subject: [Failed] Daily VMs\nServer: veeam01\n\nNo snapshot of db01\n", over: "Subject: [Success] Daily VMs\nServer: veeam01\n\nAll objects processed\n", other: "Subject: [Failed] Weekly files\nServer: veeam01\n\nNo snapshot of files09\n" },
  { what: "form whose message turns with the state", title: "Temperature above limit for 15 min", body: "logger=TL-0412&state=ALARM&message=Temperature+above+limit+for+15+min&celsius=9.1", over: "logger=TL-0412&state=OK&message=Temperature+back+in+range&celsius=5.2", other: "logger=TL-0419&state=ALARM&message=Temperature+above+limit+for+15+min&celsius=8.8" },
  { what: "payload in Italian", title: "Pressione olio insufficiente", severity: "high", body: { macchina: "Pressa 4", reparto: "Stampaggio", oggetto: "Pressione olio insufficiente", dettaglio: "2,1 bar, minimo 3,5 bar", stato: "ALLARME", gravita: "alta", data_ora: "2026-11-21T08:02:11" }, over: { dettaglio: "3,9 bar", stato: "RIENTRATO" }, other: { macchina: "Pressa 7" } },
  { what: "payload in Portuguese", title: "Temperatura acima do limite", severity: "critical", body: { equipamento: "Freezer 12", ocorrencia: "Temperatura acima do limite", situacao: "ativo", criticidade: "crítica", valor: -4.1 }, over: { situacao: "normalizado", valor: -18 }, other: { equipamento: "Freezer 3" } },
  { what: "payload in French", title: "Export comptable en échec", severity: "critical", body: { intitule: "Export comptable en échec", traitement: "EXP_COMPTA", statut: "KO", niveau: "critique", lieu: "Lyon" }, over: { intitule: "Export comptable terminé", statut: "OK", niveau: "info" }, other: { traitement: "IMP_PAIE" } },
  { what: "payload in Dutch", title: "Temperatuur te laag", severity: "critical", body: { kas: "Kas 3", onderwerp: "Temperatuur te laag", prioriteit: "kritiek", toestand: "alarm", waarde: 6.2 }, over: { toestand: "hersteld", waarde: 14.8 }, other: { kas: "Kas 5" } },
];

const read = (body: unknown, change?: unknown) => {
  const { title, status, severity, key } = readThing(unwrapped(typeof change === "string" ? change : typeof change === "object" ? { ...Object(body), ...change } : body));
  return { title: title?.text, status: status?.status ?? "firing", severity: severity?.severity, key: key?.text };
};

describe("what scripts of one's own send", () => {
  it.each(rows)("such as a $what is understood", ({ title, severity, body, over, other }) => {
    const found = read(body);
    expect(found).toMatchObject({ title, status: "firing", ...(severity && { severity }) });
    expect(found.key).toBeTruthy();
    if (over !== undefined) expect(read(body, over)).toMatchObject({ status: "resolved", key: found.key });
    if (other !== undefined) expect(read(body, other).key).not.toBe(found.key);
  });
});
