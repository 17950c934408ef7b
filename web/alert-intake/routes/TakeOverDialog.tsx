import { Code } from "../../design/Code.tsx";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { type RouteForm, routesYaml } from "./routes-draft.ts";
import { editWords } from "./trial-words.ts";
import { useTakeOver } from "./use-routes.ts";
import classes from "./Routes.module.css";

export interface TakeOverDialogProps {
  routes: readonly RouteForm[];
  isFromFile: boolean;
  onTaken: () => void;
  onClose: () => void;
}

/** Shows exactly what changes before the routes hold. */
export function TakeOverDialog({ routes, isFromFile, onTaken, onClose }: TakeOverDialogProps) {
  const { changes, problem, isTaking, isOutdated, take } = useTakeOver(routes);
  const edits = changes?.flatMap(({ fields }) => fields) ?? [];
  const submit = () =>
    void take()
      .then((isTaken) => {
        if (!isTaken) return;
        toast("The routes hold from now on.");
        onTaken();
      })
      .catch(() => undefined);
  return (
    <FormDialog title="Take the routes over" confirm="Take them over" keep="Keep trying" size={620} isReady={edits.length > 0} isBusy={isTaking || changes === undefined} problem={problem} onSubmit={submit} onClose={onClose}>
      {isOutdated ? <p role="alert"><b>Somebody changed the routes meanwhile, and nothing was done. This is what would change now.</b></p> : null}
      {changes === undefined ? null : (
        <ul className={classes["edits"]} aria-label="What changes" aria-live="polite">
          {edits.length === 0 ? <li>Nothing would change: these routes hold already.</li> : edits.map((edit, index) => <li key={index}>{editWords(edit)}</li>)}
        </ul>
      )}
      <p className={classes["pale"]}>What comes from then on is routed so. Alerts that are there stay as they are.</p>
      {isFromFile ? (
        <>
          <p className={classes["pale"]}>A file brought the routes that hold now: the next time it is applied it puts back what it says. Write them there too:</p>
          <Code label="Routes for the file" content={routesYaml(routes)} />
        </>
      ) : null}
    </FormDialog>
  );
}
