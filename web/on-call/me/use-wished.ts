import { useState } from "react";

/** What the reader chose shows at once; once it is kept, what is kept shows again. */
export function useWished<Choice>(known: readonly Choice[], send: (next: Choice[], onSettled: () => void) => void) {
  const [wished, setWished] = useState<readonly Choice[] | null>(null);
  const chosen = wished ?? known;
  const toggle = (one: Choice) => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    setWished(next);
    send(next, () => setWished((now) => (now === next ? null : now)));
  };
  return { chosen, toggle };
}
