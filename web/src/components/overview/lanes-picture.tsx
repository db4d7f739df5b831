import type { CSSProperties } from "react";

const LANES = 9;
const LANE_HEIGHT = 22;
const TOP = 22;
const CHANNEL = { start: 12, end: 430 };
const WHEEL = { x: 530, y: TOP + ((LANES - 1) * LANE_HEIGHT) / 2, radius: 62 };
const PADDLES = 12;

/** The travellers of a lane: when each sets out and how long it takes, in seconds, spread evenly but not in step. */
function travellers(lane: number): { delay: number; duration: number; width: number }[] {
  const duration = 9 + ((lane * 5) % 7);
  const count = 1 + ((lane * 2) % 3);
  return Array.from({ length: count }, (_, index) => ({
    duration,
    delay: -((duration / count) * index + ((lane * 3.7) % duration)),
    width: 12 + ((lane * 7 + index * 5) % 4) * 6,
  }));
}

/** How Millrace works: transactions pass side by side, each in a lane, and one wheel is turned by all. */
export function LanesPicture() {
  return (
    <svg
      viewBox={`0 0 620 ${TOP * 2 + (LANES - 1) * LANE_HEIGHT}`}
      role="img"
      aria-label="Transactions flow side by side in separate lanes; all lanes turn one wheel, the settlement."
      className="w-full"
    >
      <clipPath id="channel">
        <rect x={CHANNEL.start} y="0" width={CHANNEL.end - CHANNEL.start} height="400" />
      </clipPath>
      {Array.from({ length: LANES }, (_, lane) => {
        const y = TOP + lane * LANE_HEIGHT;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its number
          <g key={lane}>
            <path
              d={`M${CHANNEL.start} ${y}H${CHANNEL.end}C${CHANNEL.end + 34} ${y} ${CHANNEL.end + 18} ${WHEEL.y + (y - WHEEL.y) * 0.5} ${WHEEL.x - WHEEL.radius + Math.abs(y - WHEEL.y) * 0.12} ${WHEEL.y + (y - WHEEL.y) * 0.42}`}
              fill="none"
              stroke="var(--line-strong)"
              strokeWidth="1"
            />
            <g clipPath="url(#channel)">
              {travellers(lane).map(({ delay, duration, width }) => (
                <rect
                  key={delay}
                  x={CHANNEL.start - width}
                  y={y - 5}
                  width={width}
                  height="10"
                  rx="2"
                  fill={lane % 4 === 2 ? "var(--brass)" : "var(--water)"}
                  style={
                    {
                      "--flow-distance": `${CHANNEL.end - CHANNEL.start + width}px`,
                      // Where it stands for those who asked for no motion.
                      transform: `translateX(${((-delay % duration) / duration) * (CHANNEL.end - CHANNEL.start)}px)`,
                      animation: `lane-flow ${duration}s linear ${delay}s infinite`,
                    } as CSSProperties
                  }
                />
              ))}
            </g>
          </g>
        );
      })}
      <g
        style={{
          transformOrigin: `${WHEEL.x}px ${WHEEL.y}px`,
          animation: "wheel-turn 48s linear infinite",
        }}
        stroke="var(--ink)"
        fill="none"
      >
        <circle cx={WHEEL.x} cy={WHEEL.y} r={WHEEL.radius} strokeWidth="1.5" />
        <circle cx={WHEEL.x} cy={WHEEL.y} r={WHEEL.radius - 12} strokeWidth="1.5" />
        <circle cx={WHEEL.x} cy={WHEEL.y} r="7" fill="var(--ink)" />
        {Array.from({ length: PADDLES }, (_, paddle) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a paddle is its angle
            key={paddle}
            d={`M${WHEEL.x} ${WHEEL.y - WHEEL.radius + 12}V${WHEEL.y - WHEEL.radius - 9}`}
            strokeWidth="2.5"
            transform={`rotate(${(paddle * 360) / PADDLES} ${WHEEL.x} ${WHEEL.y})`}
          />
        ))}
        {[0, 60, 120].map((angle) => (
          <path
            key={angle}
            d={`M${WHEEL.x} ${WHEEL.y - WHEEL.radius + 12}V${WHEEL.y + WHEEL.radius - 12}`}
            strokeWidth="1"
            transform={`rotate(${angle} ${WHEEL.x} ${WHEEL.y})`}
          />
        ))}
      </g>
    </svg>
  );
}
