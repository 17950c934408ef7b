import type { Severity, SignalStatus } from "./signal.rules.ts";

/** What scripts call members in short, and in German, French, Spanish, Italian, Dutch and Portuguese, without accents. */
const names: Readonly<Record<string, string>> = {
  title: "titel titre titulo titolo betreff objet asunto oggetto assunto onderwerp",
  message: "meldung nachricht mensaje messaggio mensagem bericht melding",
  description: "beschreibung descripcion descrizione descricao omschrijving",
  state: "zustand etat estado stato toestand st",
  severity: "schweregrad schwere gravite severite gravedad severidad severidade gravita gravidade ernst svrty",
  priority: "prioritat prioritaet priorite prioridad priorita prioridade prioriteit",
  urgency: "dringlichkeit urgence urgencia urgenza",
  level: "stufe niveau nivel livello lvl",
  host: "rechner serveur servidor hote maquina macchina hst",
  server: "srv svr",
  device: "gerat geraet anlage maschine appareil equipement dispositivo apparaat",
  service: "dienst servicio servizio servico svc",
  check: "prufung pruefung controle controllo chk",
  time: "zeit zeitpunkt uhrzeit datum heure hora fecha ora tijd tijdstip",
  since: "seit depuis desde",
  problem: "storung stoerung panne probleme problema fehler erreur errore erro fallo storing err",
  alarm: "alarme alarma allarme alerte alerta",
  identifier: "kennung identifiant identificador identificativo",
  event: "ereignis evenement evento evt",
  text: "txt texte texto testo",
  value: "wert valeur valor valore waarde",
  threshold: "schwellwert grenzwert seuil umbral soglia drempel lim",
  location: "standort lieu ubicacion",
  application: "anwendung aplicacion applicazione",
  cause: "ursache grund motivo causa",
  database: "datenbank basededatos",
};
const states: Readonly<Record<SignalStatus, string>> = {
  firing: "gestort gestoert storung stoerung fehler ausgefallen ausfall kritisch warnung offen aktiv alarme alerte alerta erreur panne critique avertissement ouvert ouverte declenche declenchee caido fallo critico abierto activo errore aperto attivo ativo aberto kapot",
  resolved: "behoben gelost geloest erledigt geschlossen wiederhergestellt beendet entwarnung resolu resolue retabli retablie ferme fermee termine terminee resuelto resuelta recuperado recuperada cerrado cerrada resuelve risolto risolta ripristinato chiuso resolvido resolvida opgelost hersteld gesloten",
  acknowledged: "bestatigt bestaetigt quittiert acquitte acquittee reconocido confermato",
  suppressed: "stummgeschaltet unterdruckt unterdrueckt wartung silencieux mantenimiento manutenzione",
};
const severities: Readonly<Record<Severity, string>> = {
  critical: "kritisch katastrophal notfall critique urgence critico critica urgente kritiek",
  high: "hoch schwerwiegend eleve elevee haute haut majeur majeure alta alto elevata grave hoog",
  warning: "mittel warnung moyen moyenne avertissement media medio advertencia avviso waarschuwing gemiddeld",
  info: "niedrig gering hinweis faible basse bas mineure baja bajo bassa basso baixa laag",
};

const byWord = <Meaning extends string>(table: Readonly<Record<Meaning, string>>) =>
  new Map(Object.entries<string>(table).flatMap(([meaning, words]) => words.split(" ").map((word) => [word, meaning as Meaning] as const)));
const [nameWords, stateWords, severityWords] = [byWord(names), byWord(states), byWord(severities)];

/** The word that rules know for one of another language, or for a short one; itself where there is none. */
export function plainWord(word: string): string {
  return nameWords.get(unaccented(word)) ?? word;
}

/** The status that a word of another language tells; null where it tells none. */
export function statusAbroad(word: string): SignalStatus | null {
  return stateWords.get(unaccented(word)) ?? null;
}

/** The severity that a word of another language tells; null where it tells none. */
export function severityAbroad(word: string): Severity | null {
  return severityWords.get(unaccented(word)) ?? null;
}

function unaccented(word: string): string {
  return /^[\x20-\x7e]*$/.test(word) ? word : word.normalize("NFD").replace(/\p{M}/gu, "");
}
