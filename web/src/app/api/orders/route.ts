import { orderQuery } from "#lib/order-query";
import { orderPage } from "#server/orders";

export const dynamic = "force-dynamic";

/**
 * A page of open orders for lists that grow in the browser; 400 for a question that makes no sense, 503 where neither
 * the indexer nor the node answers.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = orderQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return Response.json({ error: "there is no such list of orders" }, { status: 400 });
  const { data, problem } = await orderPage(asked.data);
  if (!data) return Response.json({ error: problem }, { status: 503 });
  const json = JSON.stringify(data, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  return new Response(json, {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
