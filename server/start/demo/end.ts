import { errors, slow, timeouts } from "./alerts.ts";
import { sendAlert } from "./hands.ts";
import { ref, type Scene } from "./scene.ts";

const minute = 60_000;

/** The alerts end, people say that it is over and since when, and the last update goes out. */
export async function tellEnd({ hands, cast: { commander, communicator, executive }, tell, incident }: Scene): Promise<void> {
  await tell(9, "Prometheus says so, too: the alerts end. Muster asks whether it is over; only a person says so.", async () => {
    for (const alert of [slow, errors, timeouts]) await sendAlert(hands, alert, "resolved");
  });
  await tell(7, `${commander.name} sets when it really began and ended: look at the milestones.`, async () => {
    const { declaredAt } = await incident<{ declaredAt: string }>(commander, "GET", "");
    await incident(commander, "PUT", "/milestones/impactStart", { at: new Date(Date.parse(declaredAt) - 4 * minute).toISOString() });
    await incident(commander, "PUT", "/milestones/impactEnd", { at: new Date().toISOString() });
  });
  await tell(9, `${commander.name} resolves ${ref}.`, () => incident(commander, "POST", "/resolve"));
  await tell(7, `${communicator.name} sends the last update.`, () =>
    incident(communicator, "POST", "/updates", {
      audienceIds: ["executives", "support"],
      conditions: "Customers can pay again, everywhere.",
      actions: "Checkout runs yesterday's release. We look back at this within five days.",
    }));
  await tell(5, `${executive.name} reads that it is over.`, () => hands.mailbox.next(`${executive.id}@acme.example`, "Customers can pay again"));
}
