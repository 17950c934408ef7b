import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Avatar, OnDutyRing } from "../design/Avatar.tsx";
import { Wordmark } from "../design/Mark.tsx";
import { PersonMenu } from "./PersonMenu.tsx";
import classes from "./PhoneBars.module.css";
import { countWords, peoplePlace, places, settingsPlace } from "./places.ts";
import type { SidebarProps } from "./Sidebar.tsx";

/** On a phone: the mark, and what is seldom needed, above the screen. */
export function PhoneHead({ person, onFind, onSignOut, onKeys }: Omit<SidebarProps, "counts">) {
  return (
    <nav className={classes["head"]} aria-label="Muster">
      <Link to="/" className={classes["mark"]} aria-label="Muster, Now">
        <Wordmark size={17} />
      </Link>
      <button type="button" className={classes["tool"]} aria-label="Find or do" onClick={onFind}>
        <IconSearch size={19} stroke={1.8} />
      </button>
      {[peoplePlace, settingsPlace].map(({ id, path, words, icon: Icon }) => (
        <Link key={id} to={path} className={classes["tool"]} aria-label={words}>
          <Icon size={19} stroke={1.7} />
        </Link>
      ))}
      {person === null ? null : (
        <PersonMenu onSignOut={onSignOut} onKeys={onKeys}>
          <button type="button" className={classes["tool"]} aria-label={`${person.name}, menu`}>
            <OnDutyRing isOnDuty={person.onDuty !== undefined}>
              <Avatar name={person.name} size={24} />
            </OnDutyRing>
          </button>
        </PersonMenu>
      )}
    </nav>
  );
}

/** On a phone: the places under the thumb. */
export function PhoneNavigation({ counts }: Pick<SidebarProps, "counts">) {
  return (
    <nav className={classes["places"]} aria-label="Places">
      {places.map((place) => {
        const count = counts[place.id];
        const Icon = place.icon;
        return (
          <Link key={place.id} to={place.path} className={classes["place"]} activeOptions={{ exact: place.path === "/" }}>
            <span className={classes["icon"]}>
              <Icon size={20} stroke={1.7} aria-hidden="true" />
              {count === undefined || count === 0 ? null : <b>{countWords(count)}</b>}
            </span>
            {place.words}
          </Link>
        );
      })}
    </nav>
  );
}
