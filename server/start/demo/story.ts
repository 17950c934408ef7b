import { gatherCast, type Entrance } from "./cast.ts";
import { tellBeginning } from "./beginning.ts";
import { tellEnd } from "./end.ts";
import type { Hands } from "./hands.ts";
import { tellLearning } from "./learning.ts";
import { openScene, type Teller } from "./scene.ts";
import { tellWork } from "./work.ts";

/** One incident whole: from the first alert to the approved retrospective. About six minutes at the normal pace. */
export async function tellStory(hands: Hands, teller: Teller, entrance: Entrance): Promise<void> {
  const scene = openScene(hands, await gatherCast(hands, entrance), teller);
  teller.say("\nAn incident begins.");
  await tellBeginning(scene);
  teller.say("\nPeople work on it.");
  await tellWork(scene);
  teller.say("\nIt ends.");
  await tellEnd(scene);
  teller.say("\nPeople learn from it.");
  await tellLearning(scene);
}
