import { errors } from "./alerts.ts";
import { drawBars } from "./graph.ts";
import { answerMail, ask, sendAlert, type Player } from "./hands.ts";
import { ref, type Scene } from "./scene.ts";

/** What is so and what may be, what is decided and done, who is told, and who commands. */
export async function tellWork(scene: Scene): Promise<void> {
  const release = await groundIsLaid(scene);
  await evidenceComes(scene, release);
  await stakeholdersAreTold(scene);
  await commandPasses(scene);
  await theMendIsFound(scene);
}

/** Gives the hypothesis that proves to be right. */
async function groundIsLaid(scene: Scene): Promise<string | null | undefined> {
  const { cast: { second, payments, communicator }, tell } = scene;
  await tell(6, "What is so, what may be, what is done, what is missing: look at the common ground, right in the room.", () => addGround(scene, second, "condition", "Baskets take a minute, in all regions; it began some minutes ago"));
  const provider = await tell(6, `${payments.name} suspects the payment provider.`, () => addGround(scene, payments, "hypothesis", "The payment provider answers slowly"));
  const release = await tell(6, `${second.name} suspects this morning's release.`, () => addGround(scene, second, "hypothesis", "This morning's release holds database connections too long"));
  await tell(6, `${payments.name} looks at the provider's status page.`, async () => {
    await addGround(scene, payments, "action", "Compare p99 of Checkout with the provider's own numbers", payments);
    await addGround(scene, communicator, "need", "A number to call at Northwind Traders");
  });
  await tell(7, "It is not the provider: the dead end stays visible.", () => markGround(scene, payments, provider, "ruled-out"));
  return release;
}

interface Ground {
  ground: { id: string; text: string | null }[];
}

async function addGround({ incident }: Scene, by: Player, kind: string, text: string, owner?: Player): Promise<string | undefined> {
  await incident(by, "POST", "/ground", { kind, text, ...(owner && { ownerId: owner.id }) });
  return (await incident<Ground>(by, "GET", "")).ground.find((item) => item.text === text)?.id;
}

async function markGround({ incident }: Scene, by: Player, item: string | null | undefined, mark: string): Promise<void> {
  await incident(by, "PATCH", `/ground/${item}`, { mark });
}

async function evidenceComes(scene: Scene, release: string | null | undefined): Promise<void> {
  const { hands, cast: { second, payments }, tell, incident } = scene;
  await tell(7, `${payments.name} attaches a graph: connections in use, above the limit since the release. It stands in the timeline.`, () => {
    const graph = drawBars([0.22, 0.25, 0.21, 0.24, 0.28, 0.45, 0.63, 0.81, 0.92, 0.95, 0.96, 0.96], 0.6);
    return ask(hands, payments, "POST", `/api/v1/incidents/${ref}/evidence?kind=picture&name=connections.png&caption=${encodeURIComponent("Connections in use by Checkout; the release was at the sixth bar")}`, graph);
  });
  await tell(6, `${second.name} writes down what is seen, and all agree: it is the release.`, async () => {
    await incident(second, "POST", "/notes", { text: "The pool of Checkout is full: every request waits 30 s for a connection, then fails." });
    await markGround(scene, second, release, "agreed");
  });
  const decision = await tell(6, `${second.name} decides, and pins the decision as a key moment.`, () => incident(second, "POST", "/decisions", { text: "Roll Checkout back to yesterday's release; the fraud checks stay on." }));
  await tell(5, "Key moments are what the retrospective begins with.", () => incident(second, "PUT", `/entries/${decision?.entry}/pin`, { isPinned: true }));
}

async function stakeholdersAreTold({ hands, cast: { second, communicator, executive }, tell, incident }: Scene): Promise<void> {
  await tell(7, `${communicator.name} tells executives and support, in three short parts: conditions, actions, needs.`, () =>
    incident(communicator, "POST", "/updates", {
      audienceIds: ["executives", "support"],
      conditions: "About 62% of our customers cannot pay; Northwind Traders cannot order.",
      actions: "We roll Checkout back to yesterday's release. It takes about ten minutes.",
      needs: "Please let account managers call Northwind Traders.",
    }));
  await tell(7, `${executive.name} reads it in the mail, with the time of the next one.`, () => hands.mailbox.next(`${executive.id}@acme.example`, "Northwind Traders cannot order"));
  const task = "Freeze releases of Checkout until tomorrow";
  await tell(6, `${second.name} asks ${communicator.name} to freeze releases: a task with an owner.`, () => incident(second, "POST", "/tasks", { text: task, ownerId: communicator.id }));
  await tell(6, `${communicator.name} has done it.`, async () => {
    const { tasks } = await incident<{ tasks: { id: string; text: string | null }[] }>(communicator, "GET", "");
    await incident(communicator, "PATCH", `/tasks/${tasks.find(({ text }) => text === task)?.id}`, { status: "done" });
  });
}

async function commandPasses({ hands, cast: { second, commander }, tell, incident }: Scene): Promise<void> {
  await tell(9, `${second.name} hands command over to ${commander.name}, with a brief. Until it is accepted, ${second.name} commands.`, () =>
    incident(second, "POST", "/handovers", { role: "incident-commander", toPersonId: commander.id, brief: "Checkout's pool is full since this morning's release. We roll back; the provider is ruled out. Executives know; the next update is due within the hour." }));
  await tell(9, `${commander.name} has read the brief and accepts: command has passed.`, async () => {
    const { handovers } = await incident<{ handovers: { id: string }[] }>(commander, "GET", "");
    await incident(commander, "POST", `/handovers/${handovers[0]?.id}/accept`);
    await answerMail(hands, commander, "Incident commander", "have");
  });
}

async function theMendIsFound({ hands, cast: { payments, commander }, tell, incident }: Scene): Promise<void> {
  await tell(7, `A second alert of the storefront fires and joins ${ref} by itself. Nobody is paged twice.`, () => sendAlert(hands, errors));
  await tell(7, `${payments.name} rolls back and records the change to production, as the technical lead may.`, () => incident(payments, "POST", "/changes", { text: "Checkout rolled back to yesterday's release, in all regions." }));
  await tell(6, `${payments.name} sees connections come free.`, () => incident(payments, "POST", "/notes", { text: "Connections in use fall: 96% to 31%. Payments go through." }));
  await tell(9, `${commander.name} marks it mitigated: the impact is stopped.`, () => incident(commander, "POST", "/mitigate"));
}
