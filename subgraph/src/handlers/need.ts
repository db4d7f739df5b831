import type { Rows } from "../store/createStore.ts";
import type { EntityName, Row } from "../store/tables.ts";

/** The row that must be there because of an earlier event. */
export async function need<Name extends EntityName>(rows: Rows, name: Name, id: string): Promise<Row<Name>> {
  const row = await rows.get(name, id);
  if (!row) throw new Error(`there is no row ${id} of ${name}, though an event speaks of it`);
  return row;
}
