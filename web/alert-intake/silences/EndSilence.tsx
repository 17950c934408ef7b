import type { SilenceView } from "../../../server/features/alert-intake/silence.contract.ts";
import { OnceDialog } from "../../design/OnceDialog.tsx";
import { heldWords, matchersWords } from "./silence-words.ts";
import { useSilenceDeeds } from "./use-silences.ts";

/** Asks once before a silence is ended: what still fires pages then. */
export function EndSilence({ silence, onClose }: { silence: SilenceView; onClose: () => void }) {
  const { end, ending } = useSilenceDeeds();
  const { id, kind, state, held, matchers, reason } = silence;
  const isLive = state === "live";
  return (
    <OnceDialog
      isOpen
      title={isLive ? `End the ${kind} now?` : `Call off the ${kind}?`}
      consequence={isLive ? "What still fires pages then, at once." : "It will hold nothing back."}
      confirm={isLive ? "End it now" : "Call it off"}
      keep="Leave it"
      isBusy={ending.isPending}
      problem={ending.error?.message}
      onConfirm={() => void end(id).then(onClose, () => undefined)}
      onClose={onClose}
    >
      <p>
        “{reason}”: {matchersWords(matchers)}; {heldWords(held)}.
      </p>
    </OnceDialog>
  );
}
