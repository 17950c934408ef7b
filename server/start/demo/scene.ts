import type { Cast } from "./cast.ts";
import { ask, type Hands, type Method, type Player } from "./hands.ts";

export interface Teller {
  say(words: string): void;
  /** Waits so many seconds at the pace of the telling. */
  pause(seconds: number): Promise<void>;
}

/** What a chapter of the story has to work with. */
export interface Scene {
  hands: Hands;
  cast: Cast;
  /** Says what happens, lets it happen, and leaves the time to look at it. A refusal is said, and the story goes on: null then. */
  tell<Answer>(seconds: number, words: string, act?: () => Promise<Answer>): Promise<Answer | null>;
  /** Asks about the incident, below its address. */
  incident<Answer = { entry: number }>(by: Player, method: Method, path: string, body?: object): Promise<Answer>;
  retrospective<Answer>(by: Player, method: Method, path: string, body?: object): Promise<Answer>;
}

export const ref = "INC-1";

/** Sets the scene of one telling. */
export function openScene(hands: Hands, cast: Cast, teller: Teller): Scene {
  return {
    hands,
    cast,
    async tell(seconds, words, act) {
      teller.say(words);
      const answer = act ? await act().catch((error: Error) => {
        teller.say(`  ✗ That was refused, and the story goes on without it: ${error.message}`);
        return null;
      }) : null;
      await teller.pause(seconds);
      return answer;
    },
    incident: (by, method, path, body) => ask(hands, by, method, `/api/v1/incidents/${ref}${path}`, body),
    retrospective: (by, method, path, body) => ask(hands, by, method, `/api/v1/retrospectives/${ref}${path}`, body),
  };
}
