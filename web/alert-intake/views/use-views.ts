import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SavedView, SavedViewChange, SavedViewWish } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { type ApiProblem, command, type List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { toast } from "../../design/toasts.ts";

const path = "/api/v1/alert-views";

/** One's own views of the alerts and those for everybody; none until they are known. */
export function useViews() {
  const { data, error } = useAddress<List<SavedView>>("alerts", path);
  return { views: data?.items, problem: data === undefined ? error : null };
}

type Order = { deed: "keep"; wish: SavedViewWish } | { deed: "change"; view: SavedView; change: Omit<SavedViewChange, "baseVersion"> } | { deed: "delete"; view: SavedView };

function carryOut(order: Order): Promise<SavedView> {
  if (order.deed === "keep") return command("POST", path, order.wish);
  const { id, version } = order.view;
  if (order.deed === "delete") return command("DELETE", `${path}/${id}?baseVersion=${version}`);
  return command("PATCH", `${path}/${id}`, { ...order.change, baseVersion: version });
}

interface Removal {
  onGone: () => void;
  onBack: (view: SavedView) => void;
}

/** Keeps, changes and deletes views; what can be undone is offered so. */
export function useViewDeeds() {
  const client = useQueryClient();
  const { mutateAsync, isPending, error, reset } = useMutation<SavedView, ApiProblem, Order>({
    mutationFn: carryOut,
    // Not awaited: whoever did it is told first.
    onSettled: () => void client.invalidateQueries({ queryKey: ["alerts", path] }),
  });
  const keep = (wish: SavedViewWish) => mutateAsync({ deed: "keep", wish });
  const change = (view: SavedView, part: Omit<SavedViewChange, "baseVersion">) => mutateAsync({ deed: "change", view, change: part });
  /** Gives a view the filters that hold now. */
  const update = (view: SavedView, filters: string) =>
    void change(view, { filters }).then((after) => toast(`“${after.name}” has the present filters.`, () => void change(after, { filters: view.filters }).catch(tell))).catch(tell);
  const remove = (view: SavedView, { onGone, onBack }: Removal) =>
    void mutateAsync({ deed: "delete", view })
      .then((gone) => {
        onGone();
        toast(`“${gone.name}” is deleted.`, () => void change(gone, { isDeleted: false }).then(onBack).catch(tell));
      })
      .catch(tell);
  const share = (view: SavedView, isShared: boolean) =>
    void change(view, { isShared }).then((after) => toast(isShared ? `Everybody sees “${after.name}” now.` : `Only you see “${after.name}” now.`)).catch(tell);
  return { keep, change, update, remove, share, isPending, problem: error, reset };
}

function tell(problem: ApiProblem): void {
  toast(problem.message);
}
