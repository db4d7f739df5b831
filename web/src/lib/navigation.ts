/** The pages of the header and, on a phone, of the bar at the bottom. */
export const navigation = [
  { href: "/", title: "Overview", icon: "waves" },
  { href: "/vaults", title: "Vaults", icon: "vault" },
  { href: "/nfts", title: "NFTs", icon: "image" },
  { href: "/lending", title: "Lending", icon: "landmark" },
  { href: "/pools", title: "Pools", icon: "droplets" },
  { href: "/positions", title: "Positions", icon: "wallet" },
  { href: "/keeper", title: "Keeper", icon: "grid" },
] as const;
