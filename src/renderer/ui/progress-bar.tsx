import classes from './progress-bar.module.css';

interface ProgressBarProps {
  /** What progresses, for those who cannot see the bar. */
  readonly label: string;
  /** 0 to 100. */
  readonly percentage: number;
  readonly tone?: 'running' | 'warn' | 'bad' | 'quiet';
  readonly size?: 'thin' | 'normal';
}

const TONES = { running: 'var(--tw-running)', warn: 'var(--tw-warn)', bad: 'var(--tw-bad)', quiet: 'var(--tw-quiet)' };

/** A bar that glides forward. It is scaled, not laid out again, so that many of them cost nothing. */
export function ProgressBar({ label, percentage, tone = 'running', size = 'normal' }: ProgressBarProps) {
  const share = Math.min(100, Math.max(0, percentage));
  return (
    <div
      className={classes['track']}
      data-size={size}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share)}
    >
      <div className={classes['fill']} style={{ transform: `scaleX(${share / 100})`, background: TONES[tone] }} />
    </div>
  );
}
