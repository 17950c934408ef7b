import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { PageView } from "../../server/features/paging/contract.ts";
import { FilterChip } from "../design/FilterChip.tsx";
import { type PagesSearch, pageStatuses, type PageStatus } from "./pages-search.ts";
import classes from "./PagesScreen.module.css";

export const statusWords: Record<PageStatus, string> = {
  due: "not sent yet", sent: "sent, not answered", failed: "not taken by a provider", answered: "answered", withdrawn: "withdrawn", "held-back": "held back",
};

export interface PageFiltersProps {
  search: PagesSearch;
  known: readonly PageView[];
  me: string | null;
  onChange: (search: PagesSearch) => void;
}

/** Narrows the list: by person, by what became of the page. */
export function PageFilters({ search, known, me, onChange }: PageFiltersProps) {
  const people = [...new Map(known.map((page) => [page.personId, page.personName]))].sort(([, one], [, other]) => one.localeCompare(other));
  const named = people.map(([id, name]) => ({ id, words: id === me ? `${name} (you)` : name }));
  const { person: _person, ...withoutPerson } = search;
  const { status: _status, ...withoutStatus } = search;
  return (
    <div className={classes["filters"]}>
      {search.person === undefined ? (
        <FilterMenu name="Person" options={named} onChoose={(person) => onChange({ ...search, person })} />
      ) : (
        <FilterChip name="Person" value={named.find((each) => each.id === search.person)?.words ?? search.person} onRemove={() => onChange(withoutPerson)} />
      )}
      {search.status === undefined ? (
        <FilterMenu name="What became of it" options={pageStatuses.map((id) => ({ id, words: statusWords[id] }))} onChoose={(status) => onChange({ ...search, status })} />
      ) : (
        <FilterChip name="Page" value={statusWords[search.status]} onRemove={() => onChange(withoutStatus)} />
      )}
    </div>
  );
}

interface FilterMenuProps<Id extends string> {
  name: string;
  options: readonly { id: Id; words: string }[];
  onChoose: (id: Id) => void;
}

function FilterMenu<Id extends string>({ name, options, onChoose }: FilterMenuProps<Id>) {
  if (options.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" className={classes["add"] ?? ""} leftSection={<IconPlus size={13} stroke={1.8} />}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.map((option) => (
          <Menu.Item key={option.id} onClick={() => onChoose(option.id)}>
            {option.words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
