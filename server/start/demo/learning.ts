import { ask, type Player } from "./hands.ts";
import { ref, type Scene } from "./scene.ts";

const day = 86_400_000;

interface Detail {
  approvers: { people: { id: string; name: string }[] };
  sections: { id: string; version: number }[];
}

/** Two people write, follow-ups get drivers and dates, a manager who did not command approves. */
export async function tellLearning(scene: Scene): Promise<void> {
  const { cast: { second, communicator, payments }, tell } = scene;
  await tell(10, `The process asks for a retrospective after Sev 1 and has begun it: look at Learn, then at ${ref}. Key moments stand there already.`);
  await tell(9, `${communicator.name} writes what happened, and to whom.`, async () => {
    await write(scene, communicator, "summary", "For some minutes most customers could not pay. A release held database connections too long; rolling back ended it.");
    await write(scene, communicator, "customer-impact", "About 62% of the users waited a minute or could not pay. Northwind Traders could not order. No data was lost.");
  });
  await tell(9, `${second.name} writes, too: how we learned of it, what made it possible, what ended it.`, async () => {
    await write(scene, second, "detection", "Our own alert on latency came four minutes after it began; a customer's report came soon after.");
    await write(scene, second, "contributing-factors", "The release opened a second connection per payment.\nThe pool's limit has no alert of its own.\nThe load test runs with a pool four times as large.");
    await write(scene, second, "resolution", "Rolling Checkout back to yesterday's release.");
    await write(scene, second, "follow-ups", "The alert at once; the load tests for every service with a pool.");
  });
  await tell(9, "Follow-ups, each with a driver and a date: look beside the text.", async () => {
    await follow(scene, payments, "An alert on connections in use above 60%", 3);
    await follow(scene, second, "Load tests run with the pool of production", 14);
  });
  await approve(scene);
}

async function write({ retrospective }: Scene, by: Player, section: string, text: string): Promise<void> {
  const { sections } = await retrospective<Detail>(by, "GET", "");
  await retrospective(by, "PUT", `/sections/${section}`, { text, baseVersion: sections.find(({ id }) => id === section)?.version ?? 0 });
}

async function follow({ retrospective }: Scene, driver: Player, text: string, days: number): Promise<void> {
  await retrospective(driver, "POST", "/follow-ups", { text, driverId: driver.id, dueAt: new Date(Date.now() + days * day).toISOString() });
}

async function approve({ hands, cast, tell, retrospective }: Scene): Promise<void> {
  await tell(7, `${cast.communicator.name} sends it to review.`, () => retrospective(cast.communicator, "POST", "/review"));
  const { approvers } = await ask<Detail>(hands, null, "GET", `/api/v1/retrospectives/${ref}`);
  const manager = [cast.manager, cast.executive].find(({ id }) => approvers.people.some((person) => person.id === id)) ?? cast.executive;
  await tell(5, `${manager.name}, a manager who did not command, approves it. ${ref} is closed.`, () => retrospective(manager, "POST", "/approve"));
}
