import { LedeSkeleton, RowsSkeleton } from "../design/Skeletons.tsx";
import classes from "./Room.module.css";

/** A room on its way, in its own shape, so that nothing jumps. */
export function RoomSkeleton({ title }: { title: string }) {
  return (
    <div className={classes["room"]} data-tab="timeline">
      <header className={classes["head"]}>
        <div>
          <p className={classes["ref"]}>{title}</p>
          <LedeSkeleton />
        </div>
      </header>
      <div className={classes["columns"]}>
        <div className={classes["ground"]}><RowsSkeleton rows={6} /></div>
        <div className={`${classes["timeline"] ?? ""} ${classes["coming"] ?? ""}`}><RowsSkeleton rows={9} withFaces /></div>
        <div className={classes["people"]}><RowsSkeleton rows={6} withFaces /></div>
      </div>
    </div>
  );
}
