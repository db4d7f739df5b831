/** The mark: a wheel on its channel. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="none" stroke="currentColor" aria-hidden>
      <circle cx="16" cy="13" r="7" strokeWidth="2.25" />
      {[22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5].map((angle) => (
        <path key={angle} d="M16 6V1.5" strokeWidth="2.5" transform={`rotate(${angle} 16 13)`} />
      ))}
      <circle cx="16" cy="13" r="1.75" fill="currentColor" stroke="none" />
      <path d="M2 26h28M2 30h28" stroke="var(--water)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
