import { type CompiledCode, compileSegment, compileStep } from "./compile-segment.ts";
import type { Segment, Segments } from "./types.ts";

/** The segments of code, each compiled when it is run first: a call takes a small part of its contract's code. */
export function createSegments(code: CompiledCode): Segments {
  const whenAsked = (compile: typeof compileSegment) => {
    const known = new Array<Segment | null | undefined>(code.bytes.length);
    return (start: number): Segment | null => {
      let found = known[start];
      if (found === undefined) {
        found = compile(code, start);
        known[start] = found;
      }
      return found;
    };
  };
  return { from: whenAsked(compileSegment), step: whenAsked(compileStep) };
}
