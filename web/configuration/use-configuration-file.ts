import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ChangesView, ChangeView, ForeseenView } from "../../server/platform/config-document/configuration.contract.ts";
import { type ApiProblem, command } from "../api/client.ts";

/** A document somebody brought, not applied yet. */
export interface Brought {
  name: string;
  text: string;
}

const path = "/api/v1/config";

export interface ConfigurationFile {
  brought: Brought | null;
  /** What applying it would do; null until that is known. */
  plan: readonly ChangeView[] | null;
  /** What would be wrong afterwards that is not now. */
  foreseen: readonly ForeseenView[];
  /** Why it cannot be applied, with every mistake by its line. */
  problem: ApiProblem | null;
  isPlanning: boolean;
  isApplying: boolean;
  /** Shows what the document would do; nothing changes. */
  bring: (brought: Brought) => void;
  apply: (then: (changes: readonly ChangeView[]) => void) => void;
  drop: () => void;
}

/** A document on its way into the configuration: brought, planned, applied. */
export function useConfigurationFile(): ConfigurationFile {
  const queries = useQueryClient();
  const [brought, setBrought] = useState<Brought | null>(null);
  const planning = useMutation<ChangesView, ApiProblem, Brought>({ mutationFn: ({ text }) => command("PUT", `${path}?plan=true`, text) });
  const applying = useMutation<ChangesView, ApiProblem, Brought>({
    mutationFn: ({ text }) => command("PUT", path, text),
    // Not awaited: whoever applies is told first, before what is read again takes the place away.
    onSettled: () => void queries.invalidateQueries(),
  });
  const drop = () => {
    setBrought(null);
    planning.reset();
    applying.reset();
  };
  return {
    brought,
    plan: planning.data?.changes ?? null,
    foreseen: planning.data?.foreseen ?? [],
    problem: applying.error ?? planning.error,
    isPlanning: planning.isPending,
    isApplying: applying.isPending,
    bring: (next) => {
      applying.reset();
      setBrought(next);
      planning.mutate(next);
    },
    apply: (then) => {
      if (brought === null) return;
      applying.mutate(brought, {
        onSuccess: ({ changes }) => {
          drop();
          then(changes);
        },
      });
    },
    drop,
  };
}
