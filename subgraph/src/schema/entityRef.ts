import type { EntityName, Row } from "../store/tables.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";

/** A type of rows of one table: a Relay node that resolvers may name by its key and that is loaded in batches. */
export function entityRef<Name extends EntityName>(typeName: string, name: Name) {
  return builder.loadableNodeRef(typeName, {
    id: { resolve: (row: Row<Name>) => row.id },
    load: async (ids: string[], context: Context): Promise<(Row<Name> | Error)[]> => {
      const rows = await Promise.all(ids.map((id) => context.load(name, id)));
      return rows.map((row, i) => row ?? new Error(`there is no ${typeName} ${ids[i]}`));
    },
  });
}
