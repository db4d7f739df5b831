import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-title";
import { AddressForm } from "#components/position/address-form";
import { GoToMine } from "#components/position/go-to-mine";

export const metadata: Metadata = { title: "Positions" };

export default function PositionsPage() {
  return (
    <>
      <PageTitle title="Positions">
        Every position is public. Look at any address without a wallet, and share the page’s link.
      </PageTitle>
      <AddressForm />
      <GoToMine />
    </>
  );
}
