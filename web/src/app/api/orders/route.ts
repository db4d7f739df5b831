import { orderQuery } from "#lib/order-query";
import { IndexerError } from "#server/indexer";
import { openOrders } from "#server/orders";

export const dynamic = "force-dynamic";

/** A page of open orders for lists that grow in the browser; 400 for a question that makes no sense, 503 where the indexer is down. */
export async function GET(request: Request): Promise<Response> {
  const asked = orderQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return Response.json({ error: "there is no such list of orders" }, { status: 400 });
  try {
    const page = await openOrders(asked.data);
    const json = JSON.stringify(page, (_, value) => (typeof value === "bigint" ? value.toString() : value));
    return new Response(json, {
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    });
  } catch (error) {
    if (!(error instanceof IndexerError)) throw error;
    return Response.json({ error: error.message }, { status: 503 });
  }
}
