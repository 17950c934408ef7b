import { slow, disk, staging, timeouts } from "./alerts.ts";
import { answerMail, ask, sendAlert, type Hands } from "./hands.ts";
import { ref, type Scene } from "./scene.ts";

/** Somebody is woken and has it; how bad it is, and who does what. */
export async function tellBeginning(scene: Scene): Promise<void> {
  await alertsCome(scene);
  await somebodyHasIt(scene);
  await itIsAssessed(scene);
  await rolesAreTaken(scene);
}

async function alertsCome({ hands, cast: { first }, tell }: Scene): Promise<void> {
  await tell(7, "A disk fills: low urgency waits for working hours. An alert of staging comes: its route says that nobody is paged. Look at Alerts.", async () => {
    await sendAlert(hands, disk);
    await sendAlert(hands, staging);
  });
  await tell(7, `Prometheus sees the storefront slow down. A route declares ${ref}, and ${first.name}, who is on call, is paged by mail.`, () => sendAlert(hands, slow));
  await untilDeclared(hands);
  await tell(10, `${ref} is declared: look at Now, then open it; this is its room.`);
}

/** Without the incident there is nothing to tell. */
async function untilDeclared(hands: Hands): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { items } = await ask<{ items: unknown[] }>(hands, null, "GET", "/api/v1/incidents");
    if (items.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The alert was taken, and ${ref} was not declared.`);
}

async function somebodyHasIt({ hands, cast: { first, second, commander }, tell }: Scene): Promise<void> {
  await tell(7, `${first.name} opens the link in the mail and says “I can't”. ${second.name} is asked at once: see Pages.`, () => answerMail(hands, first, ref, "cannot"));
  await tell(10, `${second.name} says “I have it” and commands. Nobody else is woken.`, () => answerMail(hands, second, ref, "have"));
  await tell(5, `${commander.name}, on call to command, was asked to take over, and is on the way.`);
}

async function itIsAssessed({ hands, cast: { second, manager }, tell, incident }: Scene): Promise<void> {
  await tell(7, "A customer reports what they see, without an account, at /report. The report joins by its service.", () =>
    ask(hands, null, "POST", "/api/v1/reports", { what: "My basket is empty after I pay, and the page takes a minute.", serviceId: "storefront", where: "The shop's app", reporter: "Mila, Northwind Traders" }));
  await tell(9, `${second.name} states the impact: 62% of the users, and Northwind Traders.`, () =>
    incident(second, "PUT", "/impact", { usersAffected: 0.62, customerIds: ["northwind"], extent: "partial", description: "Most visitors wait a minute for the basket; many payments fail. Northwind Traders cannot order at all." }));
  await tell(9, `${second.name} makes it Sev 1 × P1, with the reason. The process asks for a communications lead and for the manager of the team.`, () =>
    incident(second, "POST", "/classify", { severity: "sev1", priority: "p1", reason: "More than half of the users cannot pay, and a hotfix is possible." }));
  await tell(6, `${manager.name} manages the team, is paged because of Sev 1, and joins.`, () => answerMail(hands, manager, ref, "have"));
}

async function rolesAreTaken({ hands, cast: { second, payments, communicator }, tell, incident }: Scene): Promise<void> {
  await tell(7, `${communicator.name} is asked to be communications lead and says “I have it”.`, () => answerMail(hands, communicator, "Communications lead", "have"));
  await tell(7, `Checkout fires, too. ${payments.name}, on call for payments, says “I have it”.`, async () => {
    await sendAlert(hands, timeouts);
    await answerMail(hands, payments, "heckout", "have");
  });
  await tell(7, `${second.name} sees that it is the same and takes Checkout's alert into ${ref}: look at Alerts in the room.`, async () => {
    const { items } = await ask<{ items: { groupId: string | null }[] }>(hands, second, "GET", `/api/v1/alerts?search=${timeouts.alertname}`);
    await incident(second, "POST", "/groups", { groupId: items[0]?.groupId });
    await incident(second, "PATCH", "", { serviceIds: ["storefront", "checkout"], kind: "latency" });
  });
  await tell(7, `${payments.name} knows Checkout best and takes the technical lead.`, () => incident(payments, "POST", "/roles/technical-lead/take"));
}
