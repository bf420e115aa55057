import { Text } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  readonly title: string;
  /** `warn`: worth a look; `good`: found to be as it should; `plain`: only to be known. */
  readonly tone?: 'warn' | 'good' | 'plain';
  readonly children: ReactNode;
}

const COLOURS = { warn: 'var(--tw-warn)', good: 'var(--tw-good)', plain: 'var(--tw-quiet)' } as const;

/** Worth knowing, nothing broken: warnings of an operation or a file. */
export function Notice({ title, tone = 'warn', children }: NoticeProps) {
  const Icon = tone === 'good' ? IconCircleCheck : IconInfoCircle;
  return (
    <div className={classes['notice']} data-tone={tone} role="note">
      <Icon size={18} stroke={1.75} color={COLOURS[tone]} aria-hidden className={classes['icon']} />
      <div>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <div>{children}</div>
      </div>
    </div>
  );
}
