"use client";

import { DevnetFaucet } from "#components/devnet-faucet";
import type { Payment } from "#hooks/use-payment";
import { useWallet } from "#hooks/use-wallet";

/** On the devnet, a way to the tokens that the account has too little of. */
export function PaymentNeeds({ payment }: { payment: Payment }) {
  const { address } = useWallet();
  if (!address) return null;
  return payment.short.map((token) => <DevnetFaucet key={token.address} token={token} to={address} />);
}
