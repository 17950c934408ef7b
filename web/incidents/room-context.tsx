import { createContext, useContext } from "react";
import type { IncidentDetail } from "../../server/features/incidents/contract.ts";

/** The incident of the room, and what the reader may do in it. */
export interface Room {
  incident: IncidentDetail;
  /** Where its addresses begin. */
  path: string;
  me: string | null;
  mayWork: boolean;
  mayManage: boolean;
}

const RoomContext = createContext<Room | null>(null);

export const RoomProvider = RoomContext.Provider;

/** The room that this stands in. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error("This stands in a room only");
  return room;
}
