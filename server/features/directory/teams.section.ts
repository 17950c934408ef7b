import { asRows, idsOf, rowsBelow, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { teamsSection, type TeamEntry } from "./teams.document.ts";

interface Row {
  id: string;
  name: string;
  manager_id: string | null;
  place: number;
  is_from_file: boolean;
  members: string[];
}

export const storedTeams: StoredSection<TeamEntry> = {
  section: teamsSection,
  async read(tx) {
    const rows = await tx.rows<Row>("select *, array(select person_id from team_member where team_id = team.id order by place) as members from team order by place, id");
    return rows.map(({ id, name, members, manager_id, place, is_from_file }) => ({ id, entry: { name, members, manager: manager_id ?? undefined }, place, isFromFile: is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from team where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into team (id, name, manager_id, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, name text, manager_id text, place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, manager_id = excluded.manager_id, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(upserts.map(({ id, entry, place, isFromFile }) => ({ id, name: entry.name, manager_id: entry.manager, place, is_from_file: isFromFile })))],
    );
    await tx.run("delete from team_member where team_id = any($1::text[])", [idsOf(upserts)]);
    await tx.run("insert into team_member (team_id, person_id, place) select * from jsonb_to_recordset($1) as new (parent text, person_id text, place int)", [
      asRows(rowsBelow(upserts, ({ members }) => members.map((person_id) => ({ person_id })))),
    ]);
  },
};
