/** Holds the page's shape while it is made. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="space-y-6">
      <div className="h-9 w-56 animate-[pulse-soft_1.6s_ease-in-out_infinite] rounded-md bg-line" />
      <div className="space-y-px overflow-hidden rounded-lg border">
        {["a", "b", "c", "d", "e", "f"].map((row) => (
          <div key={row} className="h-14 animate-[pulse-soft_1.6s_ease-in-out_infinite] bg-sheet" />
        ))}
      </div>
    </div>
  );
}
