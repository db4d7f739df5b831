/** The mark: a wheel on its channel, three lanes passing under it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden
    >
      <circle cx="16" cy="13" r="8.5" />
      <circle cx="16" cy="13" r="1.6" fill="currentColor" stroke="none" />
      {[0, 60, 120, 180, 240, 300].map((angle) => (
        <path key={angle} d="M16 10.2V1.8" transform={`rotate(${angle} 16 13)`} />
      ))}
      <path d="M2 24.5h28M2 28h28" stroke="var(--water)" strokeLinecap="round" />
    </svg>
  );
}
