/** What a page shows of an item's metadata. `image` is always a data URI, so that showing it asks no server. */
export interface TokenMetadata {
  name: string | undefined;
  image: string | undefined;
}

function decodeDataUri(uri: string): { type: string; body: string } | undefined {
  const match = /^data:([^,;]*)((?:;[^,]*)?),(.*)$/s.exec(uri);
  if (!match) return undefined;
  const [, type = "", parameters = "", payload = ""] = match;
  try {
    if (!parameters.includes(";base64")) return { type, body: decodeURIComponent(payload) };
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return { type, body: new TextDecoder().decode(bytes) };
  } catch {
    return undefined;
  }
}

/** Reads the on-chain metadata of a token URI; what is not on chain, or malformed, is left out. */
export function tokenMetadata(tokenUri: string): TokenMetadata {
  const none = { name: undefined, image: undefined };
  const data = decodeDataUri(tokenUri);
  if (!data) return none;
  if (data.type.startsWith("image/")) return { ...none, image: tokenUri };
  try {
    const json = JSON.parse(data.body) as Record<string, unknown>;
    const image = json.image ?? json.image_data;
    return {
      name: typeof json.name === "string" ? json.name : undefined,
      image: typeof image === "string" && image.startsWith("data:image/") ? image : undefined,
    };
  } catch {
    return none;
  }
}
