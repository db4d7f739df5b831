import Link from "next/link";
import { buttonClass } from "#components/ui/button";
import { Empty } from "#components/ui/empty";

export default function NotFound() {
  return (
    <div className="space-y-4">
      <Empty title="There is nothing at this address">
        It may belong to another deployment, or have a typing error.
      </Empty>
      <p className="text-center">
        <Link href="/" className={buttonClass()}>
          To the overview
        </Link>
      </p>
    </div>
  );
}
