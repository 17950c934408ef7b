import { asRows, idsOf, rowsBelow, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { customersSection, type CustomerEntry } from "./customers.document.ts";

interface Row {
  id: string;
  name: string;
  touch: CustomerEntry["touch"];
  sla_target: number | null;
  sla_window: string | null;
  place: number;
  is_from_file: boolean;
  services: string[];
  contacts: string[];
}

export const storedCustomers: StoredSection<CustomerEntry> = {
  section: customersSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, array(select service_id from customer_service where customer_id = customer.id order by place) as services,
         array(select email from customer_contact where customer_id = customer.id order by place) as contacts
       from customer order by place, id`,
    );
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    const rows = upserts.map(({ id, entry: { name, touch, sla }, place, isFromFile }) => {
      return { id, name, touch, sla_target: sla?.target, sla_window: sla?.window, place, is_from_file: isFromFile };
    });
    await tx.run("delete from customer where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into customer (id, name, touch, sla_target, sla_window, place, is_from_file)
       select * from jsonb_to_recordset($1)
         as new (id text, name text, touch text, sla_target double precision, sla_window text, place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, touch = excluded.touch, sla_target = excluded.sla_target, sla_window = excluded.sla_window,
         place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(rows)],
    );
    const ids = idsOf(upserts);
    await tx.run("delete from customer_service where customer_id = any($1::text[])", [ids]);
    await tx.run("delete from customer_contact where customer_id = any($1::text[])", [ids]);
    await tx.run("insert into customer_service (customer_id, service_id, place) select * from jsonb_to_recordset($1) as new (parent text, service_id text, place int)", [
      asRows(rowsBelow(upserts, ({ services }) => services.map((service_id) => ({ service_id })))),
    ]);
    await tx.run("insert into customer_contact (customer_id, place, email) select * from jsonb_to_recordset($1) as new (parent text, place int, email text)", [
      asRows(rowsBelow(upserts, ({ contacts }) => contacts)),
    ]);
  },
};

function entryOf({ name, touch, sla_target: target, sla_window: window, services, contacts }: Row): CustomerEntry {
  return { name, touch, services, sla: target === null || window === null ? undefined : { target, window }, contacts: contacts.map((email) => ({ email })) };
}
