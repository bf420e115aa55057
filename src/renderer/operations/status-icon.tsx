import {
  IconAlertCircle,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDotFilled,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleX,
  IconPlayerPause,
  IconProgress,
} from '@tabler/icons-react';
import type { StatusKind } from './status-kind';

const ICONS = {
  waiting: IconCircle,
  queued: IconCircleDashed,
  resuming: IconProgress,
  running: IconCircleDotFilled,
  unresponsive: IconAlertCircle,
  pausing: IconCircleHalf2,
  cancelling: IconCircleHalf2,
  paused: IconPlayerPause,
  completed: IconCircleCheck,
  cancelled: IconCircleMinus,
  failed: IconCircleX,
} as const;

const COLOURS: Readonly<Record<StatusKind, string>> = {
  waiting: 'var(--tw-quiet)',
  queued: 'var(--tw-quiet)',
  resuming: 'var(--tw-running)',
  running: 'var(--tw-running)',
  unresponsive: 'var(--tw-warn)',
  pausing: 'var(--tw-warn)',
  cancelling: 'var(--tw-warn)',
  paused: 'var(--tw-quiet)',
  completed: 'var(--tw-good)',
  cancelled: 'var(--tw-quiet)',
  failed: 'var(--tw-bad)',
};

export const statusColour = (kind: StatusKind): string => COLOURS[kind];

/** The shape alone; the word stands beside it wherever it is used. */
export function StatusIcon({ kind, size = 18 }: { readonly kind: StatusKind; readonly size?: number }) {
  const Icon = ICONS[kind];
  return (
    <Icon size={size} stroke={1.75} color={COLOURS[kind]} aria-hidden style={{ flex: 'none', display: 'block' }} />
  );
}
