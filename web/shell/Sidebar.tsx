import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Avatar, OnDutyRing } from "../design/Avatar.tsx";
import { commandKey, Keys } from "../design/Keys.tsx";
import { Wordmark } from "../design/Mark.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { momentWords } from "../design/wording.ts";
import { PersonMenu } from "./PersonMenu.tsx";
import { countWords, type Place, peoplePlace, places, settingsPlace } from "./places.ts";
import classes from "./Sidebar.module.css";
import type { PlaceCounts, SignedIn } from "./types.ts";

interface PlaceLinkProps {
  place: Place;
  count: number | undefined;
  isRail: boolean;
}

function PlaceLink({ place, count, isRail }: PlaceLinkProps) {
  const Icon = place.icon;
  return (
    <Link to={place.path} className={classes["place"]} activeOptions={{ exact: place.path === "/" }} title={isRail ? place.words : undefined}>
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      <span className={classes["words"]}>{place.words}</span>
      {count === undefined || count === 0 ? null : <span className={classes["count"]}>{countWords(count)}</span>}
    </Link>
  );
}

function DutyWords({ onDuty }: { onDuty: NonNullable<SignedIn["onDuty"]> }) {
  const { schedule, until } = onDuty;
  const end = useOfNow((now) => (until === undefined ? "" : ` until ${momentWords(until, now)}`));
  return (
    <span className={classes["duty"]}>
      On call for {schedule}
      {end}
    </span>
  );
}

interface PersonProps {
  person: SignedIn;
  onSignOut: () => void;
  onKeys: () => void;
}

function Person({ person, onSignOut, onKeys }: PersonProps) {
  return (
    <PersonMenu onSignOut={onSignOut} onKeys={onKeys}>
      <button type="button" className={classes["person"]}>
        <OnDutyRing isOnDuty={person.onDuty !== undefined}>
          <Avatar name={person.name} size={26} />
        </OnDutyRing>
        <span className={classes["name"]}>
          {person.name}
          {person.onDuty === undefined ? null : <DutyWords onDuty={person.onDuty} />}
        </span>
      </button>
    </PersonMenu>
  );
}

export interface SidebarProps {
  person: SignedIn | null;
  counts: PlaceCounts;
  onFind: () => void;
  onSignOut: () => void;
  onKeys: () => void;
  /** Narrow, signs alone: where the screen needs the room. */
  isRail?: boolean;
}

/** The navigation at the left: find or do, the places, settings, and who is signed in. */
export function Sidebar({ person, counts, onFind, onSignOut, onKeys, isRail = false }: SidebarProps) {
  return (
    <nav className={classes["side"]} data-rail={isRail || undefined} aria-label="Muster">
      <Link to="/" className={classes["mark"]} aria-label="Muster, Now">
        <Wordmark />
      </Link>
      <button type="button" className={classes["find"]} onClick={onFind}>
        <IconSearch size={15} stroke={1.8} aria-hidden="true" />
        <span className={classes["words"]}>Find or do</span>
        <Keys keys={`${commandKey()}K`} />
      </button>
      <div className={classes["places"]}>
        {places.map((place) => (
          <PlaceLink key={place.id} place={place} count={counts[place.id]} isRail={isRail} />
        ))}
        <span className={classes["gap"]} />
        <PlaceLink place={peoplePlace} count={undefined} isRail={isRail} />
        <PlaceLink place={settingsPlace} count={counts[settingsPlace.id]} isRail={isRail} />
      </div>
      {person === null ? null : <Person person={person} onSignOut={onSignOut} onKeys={onKeys} />}
    </nav>
  );
}
