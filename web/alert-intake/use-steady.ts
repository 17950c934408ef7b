import { useCallback, useEffect, useRef } from "react";

/** The same function at every drawing, which does what the newest would do: whoever it is given to need not be drawn anew. */
export function useSteady<Given extends unknown[]>(act: (...given: Given) => void): (...given: Given) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
