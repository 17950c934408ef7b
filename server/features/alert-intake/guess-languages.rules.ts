import type { Severity, SignalStatus } from "./signal.rules.ts";

/** What scripts call members in short, and in German, French, Spanish, Italian, Dutch, Portuguese, Polish, Czech, Turkish and the Nordic languages, without accents. */
const names: Readonly<Record<string, string>> = {
  title: "titel titre titulo titolo betreff objet asunto oggetto assunto onderwerp sujet intitule libelle uberschrift ueberschrift kurztext tytul temat baslik konu rubrik overskrift nadpis",
  name: "nom nome nombre naam bezeichnung benennung namn navn nazev jmeno",
  message: "meldung nachricht mensaje messaggio mensagem bericht melding meldungstext fehlermeldung fehlertext stormeldung stoermeldung storungsmeldung alarmtext foutmelding aviso stortext stoertext komunikat wiadomosc mesaj meddelande meddelelse besked zprava hlaska",
  description: "beschreibung descripcion descrizione descricao omschrijving opis aciklama beskrivning beskrivelse popis",
  detail: "dettaglio detalle detalhe einzelheit erlauterung toelichting",
  state: "zustand etat estado stato toestand statut situacion situacao situazione st stan durum tillstand tilstand stav",
  severity: "schweregrad schwere gravite severite gravedad severidad severidade gravita gravidade ernst criticite criticidad criticidade criticita kritikalitat svrty waznosc onem allvarlighet allvarlighetsgrad alvorlighed alvorlighetsgrad zavaznost alvorlighet",
  priority: "prioritat prioritaet priorite prioridad priorita prioridade prioriteit priorytet oncelik prioritet",
  urgency: "dringlichkeit urgence urgencia urgenza urgentie",
  level: "stufe alarmstufe warnstufe niveau nivel livello lvl poziom seviye niva uroven",
  host: "rechner rechnername serveur servidor hote maquina macchina ordinateur ordenador computador equipo hst serwer sunucu",
  node: "knoten noeud nodo",
  server: "srv svr",
  device: "gerat geraet anlage maschine appareil equipement equipamiento equipamento dispositivo apparecchio impianto apparaat toestel installatie dev urzadzenie cihaz enhet enhed zarizeni pristroj",
  sensor: "sonde sonda capteur fuhler fuehler messstelle sensore givare cidlo snimac senzor",
  service: "dienst servicio servizio servico svc tjanst tjeneste sluzba",
  component: "komponente bauteil composant componente onderdeel",
  system: "systeme sistema systeem",
  check: "prufung pruefung controle controllo verifica verificacion verificacao comprobacion chk",
  monitor: "uberwachung ueberwachung surveillance bewaking monitoraggio monitoreo",
  job: "auftrag traitement tache tarea lavoro tarefa taak prozess processus proceso processo",
  time: "zeit zeitpunkt uhrzeit datum heure hora fecha ora tijd tijdstip momento orario horario czas zaman tid tidpunkt tidspunkt cas",
  timestamp: "zeitstempel horodatage tijdstempel",
  since: "seit depuis desde sinds sedan",
  start: "beginn debut inicio inizio aanvang",
  end: "ende fin fim einde",
  duration: "dauer duree duracion durata duracao duur",
  problem: "storung stoerung panne probleme problema fehler erreur errore erro fallo falla falha storing fout defekt defaut guasto averia avaria err awaria usterka blad ariza hata fel fejl feil porucha chyba zavada",
  incident: "vorfall incidente incidencia ocorrencia voorfall",
  anomaly: "anomalie anomalia",
  alarm: "alarme alarma allarme alerte alerta larm",
  identifier: "kennung identifiant identificador identificativo kenmerk",
  number: "nummer numero nr cislo",
  event: "ereignis evenement evento gebeurtenis evt zdarzenie olay handelse haendelse hendelse udalost",
  text: "txt texte texto testo tekst",
  value: "wert messwert istwert valeur valor valore waarde meetwaarde mesure medicion misura varde vaerdi verdi hodnota",
  threshold: "schwellwert grenzwert seuil umbral soglia drempel limite limiet lim",
  result: "ergebnis resultat resultado risultato resultaat esito",
  resolved: "behoben geschlossen resolu resuelto risolto resolvido opgelost",
  active: "aktiv actif activo attivo ativo actief",
  location: "standort ort lieu emplacement ubicacion lugar luogo localizacion localizacao locatie plaats sede filiale filial sucursal agence halle lokalizacja konum plats sted misto tienda anlegg",
  station: "estacion estacao stazione",
  plant: "werk usine planta stabilimento",
  object: "objekt",
  area: "bereich abteilung atelier secteur settore reparto afdeling",
  environment: "umgebung environnement entorno ambiente omgeving",
  application: "anwendung programm logiciel aplicacion applicazione aplicacao applicatie toepassing",
  cause: "ursache grund raison razon motivo causa oorzaak orsak arsag arsak pricina",
  database: "db datenbank basededatos",
  returncode: "ruckgabecode rueckgabecode retcode exitcode rc",
  user: "benutzer utilisateur usuario utente utilizador gebruiker",
  customer: "kunde cliente klant",
  link: "verweis lien enlace collegamento",
};
const states: Readonly<Record<SignalStatus, string>> = {
  firing: "gestort gestoert storung stoerung fehler fehlgeschlagen ausgefallen ausfall abgebrochen anstehend gekommen ausgelost ausgeloest uberschritten ueberschritten defekt kritisch warnung offen aktiv alarme alarma allarme alerte alerta erreur panne echec echoue echouee arrete arretee depasse ko hs critique avertissement ouvert ouverte declenche declenchee actif caido caida fallo fallido fallida abortado abortada detenido detenida critico critica abierto abierta activo activa errore guasto fermo aperto aperta attivo attiva avviso erro falha falhou parado parada aberto aberta ativo ativa kapot storing fout uitgevallen gestopt kritiek waarschuwing actief unerreichbar injoignable inalcanzable irraggiungibile onbereikbaar kommt awaria blad usterka otwarty otwarta aktywny aktywna przekroczony przekroczona acik ariza hata aktif aktivt aktivni otevreno otevreny oppen apen aben porucha vypadek kritisk fejl feil fel",
  resolved: "behoben gelost geloest erledigt geschlossen wiederhergestellt beendet entwarnung gegangen erfolgreich inaktiv verfugbar verfuegbar erreichbar resolu resolue retabli retablie ferme fermee cloture cloturee termine terminee normalise reussi reussie joignable resuelto resuelta recuperado recuperada restablecido restablecida cerrado cerrada normalizado normalizada terminado terminada resuelve exitoso risolto risolta ripristinato ripristinata rientrato rientrata chiuso chiusa normalizzato resolvido resolvida restaurado restaurada fechado fechada encerrado concluido concluida sucesso opgelost verholpen hersteld gesloten afgesloten geslaagd bereikbaar geht rozwiazane rozwiazany rozwiazana zamkniety zamkniete naprawione naprawiony kapandi kapali cozuldu giderildi duzeldi atgardat avhjalpt avslutat stangt aterstalld aterstallt afsluttet lukket genoprettet gjenopprettet ukonceno vyreseno obnoveno uzavreno avsluttet",
  acknowledged: "bestatigt bestaetigt quittiert acquitte acquittee reconocido confermato reconhecido bevestigd",
  suppressed: "stummgeschaltet unterdruckt unterdrueckt wartung silencieux silenciado silenziato mantenimiento manutenzione manutencao onderhoud",
};
const severities: Readonly<Record<Severity, string>> = {
  critical: "kritisch katastrophal notfall critique bloquant bloquante urgence critico critica urgente bloccante bloqueante kritiek krytyczny krytyczna krytyczne kritik kritisk kriticka kriticky kriticke",
  high: "hoch schwerwiegend schwer fehler eleve elevee haute haut majeur majeure erreur alta alto elevata elevato grave errore erro hoog ernstig fout wysoki wysoka yuksek hog hoj hoy vysoka vysoky vazna",
  warning: "mittel warnung moyen moyenne avertissement media medio moderado moderada advertencia avviso attenzione aviso waarschuwing gemiddeld sredni srednia ostrzezenie orta uyari varning advarsel varovani medel stredni",
  info: "niedrig gering hinweis faible basse bas mineur mineure baja bajo leve bassa basso baixa baixo laag niski niska dusuk lag lav nizka nizky",
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
  return /^[\x20-\x7e]*$/.test(word) ? word : word.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i").replaceAll("ł", "l").replaceAll("ø", "o");
}
