/** A part of a source that is written anew around what it holds. */
export interface Site {
  start: number;
  end: number;
  /** Which of two sites at one place is the outer: the smaller. */
  rank: number;
  wrap: (inside: string) => string;
}

/** Rewrites a source at sites that may hold one another but don't overlap otherwise; line numbers stay. */
export function weave(text: string, sites: readonly Site[], imported: string): string {
  const ordered = [...sites].sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
  let next = 0;
  const within = (start: number, end: number): string => {
    let woven = "";
    let at = start;
    for (let site = ordered[next]; site !== undefined && site.start < end; site = ordered[next]) {
      next++;
      woven += text.slice(at, site.start) + site.wrap(within(site.start, site.end));
      at = site.end;
    }
    return woven + text.slice(at, end);
  };
  return withImport(within(0, text.length), imported);
}

/** A source that imports one thing more, on the line of its pragma. */
export function withImport(text: string, imported: string): string {
  return text.replace(/^(pragma solidity [^;]+;)/m, `$1 ${imported}`);
}
